"""An answer of a query process → an HTTP response, portion by portion, with bounded memory."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import KgError
from kg.query.worker import QueryWorker, Stream

FIRST = 1 << 18  # bytes that are read before the status is decided


class Streamed(Response):
    """An answer whose end is not yet known. Where the query fails or is stopped midway the connection is ended, so that
    no client takes a part of an answer for the whole."""

    def __init__(
        self, held: contextlib.ExitStack, stream: Stream, first: bytes, headers: dict[str, str], stalled: float
    ) -> None:
        super().__init__(None, 200, headers)
        del self.headers["content-length"]
        self._held, self._stream, self._first, self._stalled = held, stream, first, stalled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (see gone)
        """Send it; the query process becomes free at the end, whatever happens."""
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            portion = b"" if scope["method"] == "HEAD" else self._first
            while portion:
                message = {"type": "http.response.body", "body": portion, "more_body": True}
                await asyncio.wait_for(send(message), self._stalled)
                portion = await run_in_threadpool(self._stream.read)
        except (KgError, TimeoutError):
            return
        finally:
            await run_in_threadpool(self._held.close)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def gone(receive: Receive, worker: QueryWorker) -> None:
    """Wait for the client to leave, and stop its query then."""
    while (await receive())["type"] != "http.disconnect":
        pass
    worker.kill()

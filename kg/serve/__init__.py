"""A graph over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, linked data, and pages for people.

Needs the extra ``serve`` (Starlette and uvicorn). Read only, unless it is started with a token.
"""

from __future__ import annotations

import importlib.util
import secrets
import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.store.places import is_url

if TYPE_CHECKING:
    from kg.serve.site import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ANYWHERE = ("0.0.0.0", "::", "")


def needed() -> None:
    """Raise UsageError when what the server needs is not installed."""
    missing = [name for name in ("starlette", "uvicorn", "jinja2") if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            f"kg serve needs {' and '.join(missing)}; install them with: pip install 'communique-kg[serve]'"
        )


def hosts(host: str) -> tuple[str, ...]:
    """The names that a server bound to an address answers to: any, when it is bound to all."""
    return ("*",) if host in ANYWHERE else tuple(dict.fromkeys((f"[{host}]" if ":" in host else host, *LOOPBACK)))


def settings(host: str, *, writable: bool, token: str, **limits: Any) -> Settings:  # noqa: ANN401 (as Settings)
    """How a graph is served at an address; a server that can be written to has a token, a given one or a new one."""
    from kg.serve.site import Settings

    return Settings(hosts=hosts(host), token=(token or secrets.token_urlsafe(24)) if writable else "", **limits)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises UsageError when that one is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)  # the protocol, so that asyncio sends small answers at once
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(
            f"cannot listen on {host}, port {port} ({why}); choose another with --port, or --port 0"
        ) from None
    return found


def serve(place: str, host: str, port: int, settings: Settings, *, announce: Callable[[str, str], None]) -> None:
    """Serve a graph folder until interrupted; ``announce`` is given the address and the token once it is reachable.

    Raises StoreError when there is no graph, UsageError when it lies behind an endpoint or the port is taken.
    """
    import uvicorn

    from kg.serve.app import application
    from kg.serve.index import index
    from kg.serve.site import Site

    if is_url(place):
        raise UsageError(f"{place} is served already; kg serve wants a graph folder")
    listening = bound(host, port)
    with closing(listening), suppress(KeyboardInterrupt):
        site = Site(Path(place), settings)
        app = application(site)
        threading.Thread(target=lambda: site.state.once("index", index), daemon=True).start()
        name, number = listening.getsockname()[:2]
        announce(f"http://{f'[{name}]' if ':' in name else name}:{number}/", settings.token)
        config = uvicorn.Config(
            app, log_level="critical", access_log=False, server_header=False, timeout_keep_alive=15,
            timeout_graceful_shutdown=2, limit_concurrency=200, h11_max_incomplete_event_size=1 << 16, http="h11",
            ws="none",
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])

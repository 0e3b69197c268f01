"""Requests to a SPARQL endpoint: with patience, with a user where one is asked for, and with errors in our terms."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth
from urllib3.util import Retry

from kg.errors import QueryError, QueryTimeoutError, StoreError

CONNECTING, ANSWERING = 10.0, 600.0  # seconds
AGAIN = (429, 502, 503, 504)
DEADLOCK = b"40001"  # the state by which SQL servers, Virtuoso among them, tell whose transaction gave way
HEADER = "KG_STORE_HEADER"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Response:
    """What an endpoint answered: status, headers by name in small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def reason(self) -> str:
        """The first line of the body that says something."""
        lines = self.body[:4000].decode("utf-8", "replace").splitlines()
        said = next((line.strip() for line in lines if line.strip() and not line.lstrip().startswith("<")), "")
        return said[:300] or f"status {self.status}"


@dataclass(slots=True)
class Client:
    """A connection that is kept. A request is repeated, ever more slowly, while the server is busy or
    cannot be reached; not when it took too long.

    A user and password are taken from ``~/.netrc`` (basic or digest, as the server wants); ``headers`` go with every
    request, as does the one in the environment variable KG_STORE_HEADER ("Authorization: Bearer …").
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    tries: int = 5
    pause: float = 0.2  # seconds before the second repetition; doubled each time
    _session: requests.Session = field(init=False)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        self._session.auth = _nobody  # until a user is asked for
        self._session.headers.update({"User-Agent": "communique-kg", **_header(), **self.headers})
        again = Retry(
            total=self.tries, connect=min(2, self.tries), read=False, backoff_factor=self.pause,
            status_forcelist=AGAIN, allowed_methods=None, raise_on_status=False, redirect=False,
        )  # fmt: skip
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))

    def form(
        self, url: str, fields: list[tuple[str, str]], *, accept: str = "*/*", wait: float | None = None
    ) -> Response:
        """POST some fields. Raises StoreError; QueryTimeoutError when no answer came within ``wait`` seconds."""
        return self._send("POST", url, data=fields, headers={"Accept": accept, "Content-Type": FORM}, wait=wait)

    def put(self, url: str, graph: str, triples: bytes, *, add: bool = False) -> Response:
        """Send N-Triples to a graph store: the graph's new content, or what is added to it. Raises StoreError."""
        method = "POST" if add else "PUT"
        return self._send(method, url, params=_named(graph), data=triples, headers={"Content-Type": "text/plain"})

    def delete(self, url: str, graph: str) -> Response:
        """Remove a graph from a graph store. Raises StoreError."""
        return self._send("DELETE", url, params=_named(graph))

    def _send(self, method: str, url: str, *, wait: float | None = None, **request: object) -> Response:
        found = self._patiently(method, url, wait, request)
        user = _user(url, found) if found.status_code == 401 else None
        if user is not None and self._session.auth is _nobody:
            self._session.auth = user
            found = self._patiently(method, url, wait, request)
        return _checked(url, found)

    def _patiently(self, method: str, url: str, wait: float | None, request: Mapping[str, object]) -> requests.Response:
        """Ask; once more when a kept connection ended just then, and again while others' transactions are in the way.

        What is asked for may be done twice: all our updates say how things are to be, not how to change them.
        """
        for again in range(self.tries + 1):
            try:
                found = self._once(method, url, wait, request)
            except requests.RequestException as error:
                if again or not _dropped(error):
                    raise StoreError(f"{url}: does not answer ({_cause(error)})") from error
                continue
            if found.status_code != 500 or DEADLOCK not in found.content[:1000]:
                break
            time.sleep(self.pause * 2**again)
        return found

    def _once(self, method: str, url: str, wait: float | None, request: Mapping[str, object]) -> requests.Response:
        try:
            return self._session.request(
                method, url, timeout=(CONNECTING, wait or ANSWERING), allow_redirects=False,
                **request,  # type: ignore[arg-type]
            )  # fmt: skip
        except requests.Timeout as error:
            if wait is not None:
                raise QueryTimeoutError(f"the query took longer than {wait:g} s; narrow it, or allow more") from error
            raise StoreError(f"{url}: does not answer in time; try again") from error

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()


def _named(graph: str) -> dict[str, str]:
    """The graph of a request, as the Graph Store Protocol names it."""
    return {"graph": graph}


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """A request without a user."""
    return request


def _header() -> dict[str, str]:
    name, colon, value = os.environ.get(HEADER, "").partition(":")
    if not name:
        return {}
    if not colon or "\n" in value or "\r" in value:
        raise StoreError(f"{HEADER} is not a header; write it as: Authorization: Bearer …")
    return {name.strip(): value.strip()}


def _user(url: str, refused: requests.Response) -> AuthBase | None:
    """The user of .netrc for a host, in the way that the server wants."""
    known = get_netrc_auth(url)
    if known is None:
        return None
    wanted = refused.headers.get("WWW-Authenticate", "").lower()
    return HTTPDigestAuth(*known) if wanted.startswith("digest") else HTTPBasicAuth(*known)


def _checked(url: str, found: requests.Response) -> Response:
    response = Response(found.status_code, {k.lower(): v for k, v in found.headers.items()}, found.content)
    if found.is_redirect:
        raise StoreError(f"{url}: has moved to {found.headers.get('Location', 'elsewhere')}; give that URL")
    if found.status_code in (401, 403):
        host = urlsplit(url).hostname
        raise StoreError(
            f"{url}: refuses ({found.status_code}); put user and password for {host} into ~/.netrc, or set {HEADER}"
        )
    if found.status_code in AGAIN:
        raise StoreError(f"{url}: is busy or down ({found.status_code}); try again later")
    return response


def refused(url: str, response: Response) -> None:
    """Raise StoreError for a status that tells of failure."""
    if response.status >= 400:
        raise StoreError(f"{url}: failed ({response.status}): {response.reason}")


def query_refused(response: Response) -> None:
    """Raise QueryError for a status that tells of failure."""
    if response.status >= 400:
        raise QueryError(f"the endpoint refused the query ({response.status}): {response.reason}")


def _dropped(error: BaseException | None) -> bool:
    """Whether a server let go of a connection without an answer."""
    while error is not None:
        if isinstance(error, ConnectionResetError):  # RemoteDisconnected of http.client is one
            return True
        error = error.__cause__ or error.__context__
    return False


def _cause(error: BaseException) -> str:
    """The innermost reason, in few words."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return getattr(error, "strerror", None) or str(error).rsplit(": ", 1)[-1] or type(error).__name__

"""A SPARQL 1.1 endpoint: where it takes queries, updates and graphs, and what its make cannot do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import StoreError
from kg.store.http import Client, Response, refused

JSON = "application/sparql-results+json"
QUERIES = ("", "/query", "/sparql")
UPDATES = (("/query", "/update"), ("/sparql", "/update"), ("", "/update"), ("", "/statements"), ("", ""))
VIRTUOSO = "virtuoso"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint that answers. Virtuoso is told apart, because much is different there."""

    client: Client
    url: str  # as it was given
    queries: str  # where queries go
    virtuoso: bool

    @property
    def graphs(self) -> str:
        """Where Virtuoso takes whole graphs (SPARQL 1.1 Graph Store Protocol), from those who may write."""
        return f"{_root(self.queries)}/sparql-graph-crud-auth"

    def ask(self, query: str) -> Response:
        """The answer to a query that names its graphs, in JSON; whatever its status. Raises StoreError."""
        return self.client.form(self.queries, [("query", query)], accept=JSON)

    def update(self, operations: Sequence[str], at: str) -> None:
        """Do some operations: one request, so all or none; one request each where that would be too long for Virtuoso.

        Raises StoreError.
        """
        for text in operations if self.virtuoso else [" ;\n".join(operations)]:
            refused(at, self.client.form(at, [("update", text)]))

    def updates(self) -> str:
        """Where updates go; raises StoreError when none of the usual places takes them."""
        if self.virtuoso:
            at = f"{_root(self.queries)}/sparql-auth"
            refused(at, self.client.form(at, [("query", "ASK {}")]))
            return at
        tried = [self.queries.removesuffix(old) + new for old, new in UPDATES if self.queries.endswith(old)]
        for at in tried:
            if self.client.form(at, [("update", "INSERT DATA {}")]).status < 300:
                return at
        raise StoreError(f"{self.url}: takes no updates (tried {', '.join(tried)}); allow them, or give another URL")


def connect(url: str, client: Client) -> Endpoint:
    """The endpoint at a URL, or where servers of some makes have it below; raises StoreError when there is none."""
    url = url.rstrip("/")
    for at in (url + path for path in QUERIES):
        found = client.form(at, [("query", "ASK {}")], accept=JSON)
        if found.status == 200 and _answers(found):
            return Endpoint(client, url, at, VIRTUOSO in found.headers.get("server", "").lower())
    raise StoreError(f"{url}: is no SPARQL endpoint; give the URL that takes queries, such as http://host:8890/sparql")


def _answers(response: Response) -> bool:
    try:
        found = json.loads(response.body)
    except ValueError:
        return False
    return isinstance(found, dict) and ("boolean" in found or "results" in found)


def _root(url: str) -> str:
    """A URL without the last part of its path."""
    return url.rpartition("/")[0]

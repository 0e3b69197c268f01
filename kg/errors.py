"""The errors of kg, as one tree.

KgError                 anything a caller may want to catch; its message is one line with the remedy
├── InputError          a file or folder that was given cannot be used (exit status 1)
│   ├── ReadError       a text cannot be read: missing, empty, binary, undecodable
│   ├── ReferenceDataError  reference data or a curation file is malformed
│   └── RecordError     a line of an extraction file is malformed
├── ModelError          no usable language model is installed
├── StoreError          a graph store cannot be opened, read or written
│   └── StoreLockedError    another process is writing to the store
├── QueryError          a query is malformed, refused or failed
│   ├── QueryRefusedError   a query asks for what kg does not do: to change the graph, to leave it
│   ├── QueryFailedError    a query that is well formed failed while it ran
│   ├── QueryTimeoutError   a query took longer than it may, and was stopped
│   └── QueryBusyError      as many queries as may run at once are running
├── CheckError          a check could not be run (not: it found something)
└── UsageError          arguments that do not go together (exit status 2)
"""

from __future__ import annotations


class KgError(Exception):
    """Something failed in a way that the user can understand and mend."""

    exit_status = 1


class InputError(KgError):
    """A file or folder that was given cannot be used."""


class ReadError(InputError):
    """A text cannot be read; the message names the file and says what to do."""


class ReferenceDataError(InputError):
    """Reference data or a curation file is malformed; the message names file and line."""


class RecordError(InputError):
    """A line of an extraction file is malformed; run the build again to write it anew."""


class ModelError(KgError):
    """No usable language model is installed; the message names the package to install."""


class StoreError(KgError):
    """A graph store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process is writing to the store; wait for it to end."""


class QueryError(KgError):
    """A query is malformed, refused or failed."""


class QueryRefusedError(QueryError):
    """A query asks for what kg does not do: to change the graph, to leave it."""


class QueryFailedError(QueryError):
    """A query that is well formed failed while it ran."""


class QueryTimeoutError(QueryError):
    """A query took longer than it may, and was stopped; narrow it, or allow it more time."""


class QueryBusyError(QueryError):
    """As many queries as may run at once are running; try again a little later."""


class CheckError(KgError):
    """A check could not be run."""


class UsageError(KgError):
    """Arguments that do not go together."""

    exit_status = 2

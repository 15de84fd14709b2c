"""Every way in which the build can refuse or fail, as one tree.

    BuildError                 something the operator has to know; the message says what to do
    ├── ConfigError            a setting is missing or cannot be used
    ├── SnapshotError          the snapshot cannot be read, or is of another version
    │   └── Superseded         the snapshot of a site is newer than the one that was asked for
    ├── ThemeError             a template or stylesheet does not compile
    ├── GateError              the release was refused before anything was written
    ├── StoreError             the object storage refused or failed
    │   └── Fenced             somebody else has deployed a newer release meanwhile
    └── SearchEngineError      the search engine refused or failed

Each is raised with one sentence that says what happened and what to do; the command line prints that
sentence and ends with code 1.
"""

import re


class BuildError(Exception):
    """Something the operator has to know; the message says what to do."""


class ConfigError(BuildError):
    """A setting is missing or cannot be used."""


class SnapshotError(BuildError):
    """The snapshot cannot be read, or is of another version."""


class Superseded(SnapshotError):
    """The snapshot of a site is newer than the one that was asked for."""


class ThemeError(BuildError):
    """A template or a stylesheet does not compile."""


class GateError(BuildError):
    """The release was refused before anything was written."""


class StoreError(BuildError):
    """The object storage refused or failed."""


class Fenced(StoreError):
    """Somebody else has deployed a newer release meanwhile."""


class SearchEngineError(BuildError):
    """The search engine refused or failed."""


def sentence(error: OSError) -> str:
    """What an operator is told of a file that the system refused."""
    where = error.filename or "A file of the build"
    return f"{where} cannot be read or written ({error.strerror or error}); see to it and build again."


def without_login(address: str) -> str:
    """``address`` as messages may show it: what stands before an @ holds a user and a password."""
    return re.sub(r"^((?:[a-z]+:)?(?:[a-z]+:(?=//))?(?://)?).*@", r"\1", address, flags=re.DOTALL)

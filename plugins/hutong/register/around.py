"""A record with the lines it stands on, and what is around it, for whoever checks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hutong.lined_yaml import nearest_line
from hutong.model import Problem, Severity
from hutong.register.kinds import RecordKind
from hutong.register.lookup import Register
from hutong.register.records import Record


@dataclass(frozen=True, slots=True)
class Read:
    """A record as it was read: ``lines`` of its keys, ``path`` as problems show it."""

    record: Record
    lines: Mapping[str, int]
    path: str

    def problem(
        self, at: str, what: str, mend: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """A problem at a key path, or at its nearest parent that has a line."""
        return Problem(self.path, nearest_line(self.lines, at), what, mend, severity)

    def warning(self, at: str, what: str, mend: str) -> Problem:
        """The same as a warning."""
        return self.problem(at, what, mend, Severity.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is around the records: all of their names, the site's files and variants, the day.

    ``may_be_broken`` says of a kind and a name whether a record that could not be read may be the
    one that is meant, so that it is not missed once more. ``has_term`` says whether a taxonomy has
    a term of that id or name, ``mend_term`` what to tell who named one that it has not. ``sha256``
    is that of a file of the site, in hex.
    """

    register: Register
    files: Collection[str]
    tags: Sequence[str]
    today: date
    may_be_broken: Callable[[RecordKind, str], bool]
    has_term: Callable[[str, str], bool]
    mend_term: Callable[[str, str], str]
    sha256: Callable[[str], str]

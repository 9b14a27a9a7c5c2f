"""Write what an editor decided: ``content/decisions.tsv`` and ``content/glossary/*.tsv``.

A file is read, changed and replaced as a whole, so a reader never sees half of it; a file that
holds lines we could not read is left alone, since writing it anew would lose them.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import (
    DECISIONS,
    Decision,
    Key,
    fault,
    format_decisions,
    merge,
    parse_decisions,
)
from hutong.errors import HutongError
from hutong.lined_yaml import FORBIDDEN
from hutong.model import SLUG, Problem, Severity
from hutong.variants import parse_glossary

NOTE: Final = "note"
"""The glossary's column for remarks."""
_TOPICS: Final = "topics/"
"""Files for the pages that ask for a topic lie in a folder of their own."""
_LONGEST: Final = 10_000
"""Characters of one cell; no sentence is that long."""


class Refused(HutongError):
    """Something was asked that would leave a wrong file; nothing was written.

    ``code`` is a word for programs; the message says it to people, ``path:line`` and all.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """A line for the glossary: ``forms`` by variant tag, in the file named ``topic``."""

    topic: str
    forms: Mapping[str, str]
    note: str = ""


class Desk:
    """Writes below one content folder, one change at a time."""

    def __init__(self, content: Path, variants: Sequence[str]) -> None:
        self._content = content
        self._variants = tuple(variants)
        self._lock = threading.Lock()

    def decide(self, add: Sequence[Decision], remove: Sequence[Key]) -> int:
        """Add and remove decisions; return how many there are now.

        :raises Refused: if one of them is unsound, or the file holds lines that cannot be read.
        """
        for decision in add:
            self._check(decision)
        with self._lock:
            file = self._file(DECISIONS)
            text = _read(file, shown(DECISIONS))
            merged = merge(_kept(text), add=add, remove=remove)
            _replace(file, format_decisions(merged))
        return len(merged)

    def add_term(self, term: NewTerm) -> tuple[str, int]:
        """Add a line to the glossary in its place; return its path and line.

        :raises Refused: if a form is unsound or listed already, or the file has faults.
        """
        if not SLUG.fullmatch(term.topic.removeprefix(_TOPICS)):
            raise Refused("topic", f"{term.topic!r} must be like 'place-names': a-z, 0-9, hyphens")
        path = f"glossary/{term.topic}.tsv"
        with self._lock:
            file = self._file(path)
            text = _read(file, shown(path)) or self._head()
            self._refuse_faults(text, path)
            lines = text.removeprefix("\ufeff").splitlines()
            row = _row(lines[0].split("\t"), term, shown(path))
            self._refuse_known(term, path)
            at = _place(lines, row)
            lines.insert(at, row)
            result = "\n".join(lines) + "\n"
            self._refuse_faults(result, path)
            _replace(file, result)
        return shown(path), at + 1

    def _check(self, decision: Decision) -> None:
        cells = (decision.sentence, decision.before, decision.choice, decision.note)
        if any(len(cell) > _LONGEST or FORBIDDEN.search(cell) for cell in cells):
            raise Refused("text", "a cell is too long, or holds characters that nobody can see")
        if decision.variant not in ("", *self._variants):
            raise Refused("variant", f"{decision.variant!r} is no edition of this site")
        if len(decision.choice) != len(decision.before):
            raise Refused("length", "a choice has as many characters as the text it stands for")
        if wrong := fault(decision):
            raise Refused("place", "; ".join(wrong))
        if not self._file(decision.path).is_file():
            raise Refused("path", f"there is no {shown(decision.path)}")

    def _file(self, path: str) -> Path:
        """The file at a path below the content folder, wherever links lead."""
        root = self._content.resolve()
        if FORBIDDEN.search(path):
            raise Refused("path", "the path holds characters that nobody can see")
        file = (root / path).resolve()
        plain = PurePosixPath(path)
        if plain.as_posix() != path or ".." in plain.parts or not file.is_relative_to(root):
            raise Refused("path", f"{path} leads out of the content folder")
        return file

    def _head(self) -> str:
        return "\t".join((*self._variants, NOTE)) + "\n"

    def _refuse_known(self, term: NewTerm, path: str) -> None:
        """A form may stand once in what holds everywhere, and once in what a topic adds."""
        own = path.startswith(f"glossary/{_TOPICS}")
        files = [self._file(path)] if own else sorted((self._content / "glossary").glob("*.tsv"))
        for where, number, tag, form in self._forms(files):
            if term.forms.get(tag, "").strip() == form:
                raise Refused("known", f"{form} ({tag}) is in {where}:{number} already")

    def _forms(self, files: Iterable[Path]) -> Iterator[tuple[str, int, str, str]]:
        for file in files:
            path = file.resolve().relative_to(self._content.resolve()).as_posix()
            terms, _ = parse_glossary(
                _read(file, shown(path)), path=shown(path), variants=self._variants
            )
            for term in terms:
                yield from ((term.path, term.line, *pair) for pair in term.names.items())

    def _refuse_faults(self, text: str, path: str) -> None:
        _, problems = parse_glossary(text, path=shown(path), variants=self._variants)
        _raise_first([one for one in problems if one.severity is Severity.ERROR])


def _raise_first(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused("file", str(problems[0]))


def _kept(text: str) -> tuple[Decision, ...]:
    """The decisions of a file; refused if a line would get lost. Order does not matter here."""
    decisions, problems = parse_decisions(text, shown(DECISIONS))
    if len(decisions) != max(0, sum(bool(line.strip()) for line in text.split("\n")) - 1):
        _raise_first(problems)
    return decisions


def _row(head: Sequence[str], term: NewTerm, path: str) -> str:
    missing = [tag for tag in head if tag != NOTE and not term.forms.get(tag, "").strip()]
    if missing:
        raise Refused("forms", f"{path} needs a form for {', '.join(missing)}")
    unknown = sorted(set(term.forms) - set(head))
    if unknown:
        raise Refused("forms", f"{path} has no column for {', '.join(unknown)}")
    cells = [(term.note if name == NOTE else term.forms[name]).strip() for name in head]
    if any("\t" in cell or len(cell.splitlines()) > 1 or FORBIDDEN.search(cell) for cell in cells):
        raise Refused("text", "a form holds a tab, a line break or characters that nobody can see")
    if cells[0].startswith("#"):
        raise Refused("text", "a line that begins with # would be a comment")
    return "\t".join(cells)


def _place(lines: Sequence[str], row: str) -> int:
    """Where a row goes: before the first line that sorts after it, comments staying put."""
    first = row.split("\t", maxsplit=1)[0]
    for at, line in enumerate(lines):
        if at and line.strip() and not line.startswith("#") and line.split("\t")[0].strip() > first:
            return at
    return len(lines)


def _read(file: Path, path: str) -> str:
    """The text of a file, empty if there is none."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("file", f"{path} cannot be read ({error})") from error


def _replace(file: Path, text: str) -> None:
    """Write a file whole: beside it, then in its place, with its permissions."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(_mode(file))
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused("file", f"{file.name} cannot be written ({error.strerror})") from error


def _mode(file: Path) -> int:
    try:
        return file.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644

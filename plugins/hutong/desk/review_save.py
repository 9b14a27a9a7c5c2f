"""Write what an editor decided: ``content/decisions.tsv`` and ``content/glossary/*.tsv``.

A file is read, changed and replaced as a whole, so a reader never sees half of it; a file that
holds lines we could not read is left alone, since writing it anew would lose them.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from hutong.build.scan import shown
from hutong.decisions import (
    DECISIONS,
    MARKUP,
    NO_WORD,
    Decision,
    Key,
    fault,
    format_decisions,
    merge,
    overlaps,
    parse_decisions,
)
from hutong.errors import HutongError
from hutong.lined_yaml import FORBIDDEN
from hutong.model import SLUG, Kind, Problem, Severity
from hutong.variants import parse_glossary
from hutong.variants.checks import figures
from hutong.variants.glossary import NOTE

_TOPICS: Final = "topics/"
"""Files for the pages that ask for a topic lie in a folder of their own."""
_LONGEST: Final = 10_000
"""Characters of one cell; no sentence is that long."""
_LONGEST_PATH: Final = 500
_LONGEST_TOPIC: Final = 60
_LONGEST_FORM: Final = 60
"""Characters of a term; what is longer is no word but a sentence."""


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

        Where nothing changes nothing is written.

        :raises Refused: if one of them is unsound, or the file holds lines that cannot be read.
        """
        for decision in add:
            self._check(decision)
        with self._lock:
            file = self._file(DECISIONS)
            text = _read(file, shown(DECISIONS))
            kept = _kept(text)
            merged = merge(kept, add=_with_notes(add, kept), remove=remove)
            for one, other in overlaps(merged):
                message = f"{one.before} and {other.before} overlap; take one of them back"
                raise Refused("overlap", f"{shown(one.path)}: {message} in 「{one.sentence}」")
            result = format_decisions(merged)
            if result != text and (merged or text):
                _replace(file, result)
        return len(merged)

    def add_term(self, term: NewTerm) -> tuple[str, int]:
        """Add a line to the glossary in its place; return its path and line.

        :raises Refused: if a form is unsound or listed already, or the file has faults.
        """
        _check_forms(term)
        topic = term.topic.removeprefix(_TOPICS)
        if len(topic) > _LONGEST_TOPIC or not SLUG.fullmatch(topic):
            named = f"{topic[:_LONGEST_TOPIC]!r} must be like 'place-names'"
            raise Refused("topic", f"{named}: a-z, 0-9, hyphens, {_LONGEST_TOPIC} at most")
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
        if any(len(cell) > _LONGEST for cell in cells):
            raise Refused("text", f"a cell may have {_LONGEST} characters; shorten the remark")
        file = self._file(decision.path)
        if wrong := fault(decision):
            message = f"{shown(decision.path)}: {wrong.what}; {wrong.mend}"
            raise Refused(wrong.code, message)
        if decision.variant not in ("", *self._variants):
            raise Refused("variant", f"{decision.variant!r} is no edition of this site")
        if decision.path.split("/")[0] not in tuple(Kind) or not decision.path.endswith(".md"):
            kinds = ", ".join(Kind)
            raise Refused("path", f"{shown(decision.path)} is no article; those are in {kinds}")
        if not file.is_file():
            raise Refused("path", f"there is no {shown(decision.path)}")

    def _file(self, path: str) -> Path:
        """The file at a path below the content folder, wherever links lead."""
        if len(path) > _LONGEST_PATH or FORBIDDEN.search(path):
            raise Refused("path", "the path is too long, or holds characters that nobody can see")
        plain = PurePosixPath(path)
        try:
            root = self._content.resolve()
            file = (root / path).resolve()
            file.is_file()  # asks the file system, which may not take the name
        except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError
            raise Refused("path", f"{shown(path)} cannot be read ({error})") from error
        if plain.as_posix() != path or ".." in plain.parts or not file.is_relative_to(root):
            raise Refused("path", f"{path} leads out of the content folder")
        return file

    def _head(self) -> str:
        return "\t".join((*self._variants, NOTE)) + "\n"

    def _refuse_known(self, term: NewTerm, path: str) -> None:
        """A form may stand once in what holds everywhere, and once in what a topic adds."""
        own = path.startswith(f"glossary/{_TOPICS}")
        everywhere = sorted(one.name for one in (self._content / "glossary").glob("*.tsv"))
        paths = [path] if own else [f"glossary/{name}" for name in everywhere]
        for where, number, tag, form in self._forms(paths):
            if term.forms.get(tag, "").strip() == form:
                raise Refused("known", f"{form} ({tag}) is in {where}:{number} already")

    def _forms(self, paths: Iterable[str]) -> Iterator[tuple[str, int, str, str]]:
        for path in paths:
            text = _read(self._file(path), shown(path))
            terms, _ = parse_glossary(text, path=shown(path), variants=self._variants)
            for term in terms:
                yield from ((term.path, term.line, *pair) for pair in term.names.items())

    def _refuse_faults(self, text: str, path: str) -> None:
        _, problems = parse_glossary(text, path=shown(path), variants=self._variants)
        _raise_first([one for one in problems if one.severity is Severity.ERROR])


def _raise_first(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused("file", str(problems[0]))


def _with_notes(add: Iterable[Decision], kept: Iterable[Decision]) -> list[Decision]:
    """The new decisions, each with the remark that its place had, if it brings none."""
    notes = {decision.key: decision.note for decision in kept}
    return [
        decision if decision.note else replace(decision, note=notes.get(decision.key, ""))
        for decision in add
    ]


def _kept(text: str) -> tuple[Decision, ...]:
    """The decisions of a file, in any order; refused if a line of it would get lost."""
    decisions, problems = parse_decisions(text, shown(DECISIONS), any_order=True)
    _raise_first(problems)
    return decisions


def _check_forms(term: NewTerm) -> None:
    """A term is a word or a name, no markup, and says the same figures in each variant."""
    if any(map(NO_WORD.search, (*term.forms.values(), term.note))):
        raise Refused("text", "a form holds a tab, a line end or characters that nobody can see")
    if len(term.note) > _LONGEST:
        raise Refused("text", f"a remark may have {_LONGEST} characters")
    for form in term.forms.values():
        if len(form) > _LONGEST_FORM:
            raise Refused("long", f"a term may have {_LONGEST_FORM} characters: {form[:20]}…")
        if bad := MARKUP.search(form):
            raise Refused("markup", f"{bad[0]} would be markup in a page; leave it out of {form}")
    if len({figures(form) for form in term.forms.values()}) > 1:
        told = ", ".join(term.forms.values())
        raise Refused("figures", f"the forms must have the same figures: {told}")


def _row(head: Sequence[str], term: NewTerm, path: str) -> str:
    missing = [tag for tag in head if tag != NOTE and not term.forms.get(tag, "").strip()]
    if missing:
        raise Refused("forms", f"{path} needs a form for {', '.join(missing)}")
    unknown = sorted(set(term.forms) - set(head))
    if unknown:
        raise Refused("forms", f"{path} has no column for {', '.join(unknown)}")
    cells = [(term.note if name == NOTE else term.forms[name]).strip() for name in head]
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
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".saved-", suffix=".tmp", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(_mode(file))
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Refused("file", f"{file.name} cannot be written ({error.strerror})") from error


def _mode(file: Path) -> int:
    try:
        return file.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644

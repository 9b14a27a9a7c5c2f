"""Read and write editors' decisions about single places of a conversion: ``content/decisions.tsv``.

A line says that in one variant, at one place of one sentence, one text shall stand. Lines are
sorted and unique, so that the file can be reviewed and two editors' changes can be merged. A
sentence that changes leaves its decision behind, stale: nothing is ever decided by line number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hutong.lined_yaml import FORBIDDEN, PRIVATE
from hutong.model import Note, Problem

DECISIONS: Final = "decisions.tsv"
"""The file below ``content/``."""
COLUMNS: Final = ("path", "variant", "sentence", "at", "before", "choice", "note")
Key = tuple[str, str, str, int, str]
"""What a decision is about: path below ``content/``, variant, sentence, at, before."""

_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN: Final = {escape: char for char, escape in _ESCAPES.items()}
_SPECIAL: Final = re.compile(r"[\\\t\n\r]")
_ESCAPED: Final = re.compile(r"\\.?", re.DOTALL)
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_UNSEEN: Final = re.compile(f"{FORBIDDEN.pattern}|[\u2028\u2029]")
"""What no text needs, and line ends that nobody sees: no cell has any."""
NO_WORD: Final = re.compile(f"{_UNSEEN.pattern}|[\t\n\r{PRIVATE}]")
"""Nor has a text to decide about a tab, a line end or private use (conversion has uses for it)."""
MARKUP: Final = re.compile('[<>&"]')
"""What would be more than words in a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``choice`` stands for ``before``, at offset ``at`` of ``sentence``, in ``variant``.

    ``path`` is below ``content/``. A ``choice`` equal to ``before`` keeps the place as written.
    Without a ``variant`` it is about a note on the source text, which can only be kept as it is.
    ``note`` is for people; ``line`` is where the decision stands in its file, 0 for a new one.
    """

    path: str
    variant: str
    sentence: str
    at: int
    before: str
    choice: str
    note: str = ""
    line: int = 0

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.path, self.variant, self.sentence, self.at, self.before


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a decision by itself, and how to mend it; ``code`` is for programs."""

    code: str
    what: str
    mend: str


def note_key(note: Note) -> Key:
    """The key of a decision about ``note``, whose path is below the project folder."""
    path = note.path.removeprefix("content/")
    return path, note.variant, note.sentence, note.at, note.before


def key_id(key: Key) -> str:
    """A short name for a key, the same on every machine: 16 hexadecimal figures."""
    return hashlib.sha256(_cells(key).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def merge(
    decisions: Iterable[Decision], *, add: Iterable[Decision] = (), remove: Iterable[Key] = ()
) -> tuple[Decision, ...]:
    """Decisions less those removed, with those added, sorted; an added one wins over its like."""
    merged = {decision.key: decision for decision in decisions}
    for key in remove:
        merged.pop(key, None)
    merged.update({decision.key: decision for decision in add})
    return tuple(merged[key] for key in sorted(merged))


def format_decisions(decisions: Iterable[Decision]) -> str:
    """The text of the file, sorted and with its header."""
    lines = ["\t".join(COLUMNS)]
    lines += (_cells((*one.key, one.choice, one.note)) for one in merge(decisions))
    return "\n".join(lines) + "\n"


def parse_decisions(
    text: str, path: str, *, any_order: bool = False
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Read the file; ``path`` is as problems show it. Lines with a problem are left out.

    With ``any_order`` lines need not be sorted: whoever writes the file anew sorts them.
    """
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    if not text.strip():
        return (), ()
    if lines[0] != "\t".join(COLUMNS):
        mend = f"begin the file with {'<tab>'.join(COLUMNS)}"
        return (), (Problem(path, 1, "the first line does not name the columns", mend),)
    problems: list[Problem] = []
    decisions = [
        decision
        for number, line in enumerate(lines[1:], 2)
        if line and (decision := _decision(line, number, path, problems))
    ]
    rivals = list(_rivals(decisions, path))
    problems += rivals
    if not any_order:
        problems += _order_problems(decisions, path)
    wrong = {problem.line for problem in rivals}
    return tuple(one for one in decisions if one.line not in wrong), tuple(sorted(problems))


def decided_on(decisions: Iterable[Decision], target: str) -> tuple[Decision, ...]:
    """Those about one variant, and about the source itself."""
    return tuple(one for one in decisions if one.variant in (target, ""))


def overlaps(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, Decision]]:
    """Pairs about one place of one sentence, or about places that share characters."""
    last: Decision | None = None
    for one in sorted(decisions, key=lambda one: (one.key, one.line)):
        if last is None or one.key[:3] != last.key[:3] or one.at >= last.at + len(last.before):
            last = one
            continue
        yield last, one
        if one.at + len(one.before) > last.at + len(last.before):
            last = one


def _cells(values: Iterable[str | int]) -> str:
    return "\t".join(_SPECIAL.sub(lambda match: _ESCAPES[match[0]], str(value)) for value in values)


def _decision(line: str, number: int, path: str, problems: list[Problem]) -> Decision | None:
    if bad := _UNSEEN.search(line):
        problems.append(Problem(path, number, *_told(bad[0])))
        return None
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        what = f"{len(cells)} columns where there should be {len(COLUMNS)}"
        mend = "put one tab between the cells; a tab inside a cell is written \\t"
        problems.append(Problem(path, number, what, mend))
        return None
    unknown = [found for cell in cells for found in _ESCAPED.findall(cell) if found not in _PLAIN]
    if unknown:
        what = f"{unknown[0]} stands for nothing"
        problems.append(Problem(path, number, what, "write a backslash as \\\\"))
        return None
    where, variant, sentence, at, before, choice, note = map(_plain, cells)
    if not _NUMBER.fullmatch(at):
        what, mend = f"the offset {at!r} is no number", "count the characters before the place"
        problems.append(Problem(path, number, what, mend))
        return None
    decision = Decision(
        path=where, variant=variant, sentence=sentence, at=int(at),
        before=before, choice=choice, note=note, line=number,
    )  # fmt: skip
    wrong = fault(decision)
    if wrong:
        problems.append(Problem(path, number, wrong.what, wrong.mend))
        return None
    return decision


def _plain(cell: str) -> str:
    return _ESCAPED.sub(lambda match: _PLAIN[match[0]], cell)


def _told(char: str) -> tuple[str, str]:
    what = f"the line holds the character U+{ord(char):04X}, which nobody can see"
    return what, "delete it, in the article too if it is there, and decide again"


def fault(decision: Decision) -> Fault | None:
    """The first thing that is wrong with a decision by itself."""
    before, choice = decision.before, decision.choice
    if not decision.path or not before:
        return Fault("place", "the path or the text is empty", "fill it in or drop the line")
    if unfit := _unfit(decision):
        return Fault("text", *_told(unfit))
    if decision.at < 0 or not decision.sentence.startswith(before, decision.at):
        what = f"{before} does not stand at {decision.at} of the sentence"
        return Fault("place", what, "decide again on the review page, and drop the line")
    if not decision.variant and choice != before:
        what = "the line names no variant, so it is about the source text"
        return Fault("place", what, "change the article itself, and drop the line")
    return _choice_fault(before, choice)


def _choice_fault(before: str, choice: str) -> Fault | None:
    if len(choice) != len(before):
        mend = "a decision replaces characters one for one; use -{ }- or the glossary"
        what = f"{choice or 'nothing'} is not as long as {before}"
        return Fault("length", what, f"{mend} for other lengths")
    if bad := MARKUP.search(choice):
        return Fault("markup", f"{bad[0]} would be markup in a page", "choose words alone")
    return None


def _unfit(decision: Decision) -> str | None:
    """The first character that must not be; sentences may hold what old articles hold."""
    for cell in (decision.path, decision.variant, decision.before, decision.choice):
        if bad := NO_WORD.search(cell):
            return bad[0]
    if "\n" in decision.sentence:
        return "\n"
    bad = _UNSEEN.search(decision.sentence) or _UNSEEN.search(decision.note)
    return bad[0] if bad else None


def _rivals(decisions: Iterable[Decision], path: str) -> Iterator[Problem]:
    """Lines that decide about what another line decides about, told at the later line."""
    for one, other in overlaps(decisions):
        first, second = sorted((one, other), key=lambda decision: decision.line)
        same = first.key == second.key
        what = "the same place" if same else f"a part of the same place ({first.before})"
        what = f"line {first.line} decides about {what}"
        yield Problem(path, second.line, what, "keep one of the two lines")


def _order_problems(decisions: Sequence[Decision], path: str) -> Iterator[Problem]:
    for before, after in pairwise(decisions):
        if after.key < before.key:
            what = "the lines are not sorted by path, variant, sentence, offset and text"
            mend = f"put this line above line {before.line}, or save once on the review page"
            yield Problem(path, after.line, what, mend)

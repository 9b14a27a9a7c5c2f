"""Read and write editors' decisions about single places of a conversion: ``content/decisions.tsv``.

A line says that in one variant, at one place of one sentence, one text shall stand. Lines are
sorted and unique, so that the file can be reviewed and two editors' changes can be merged. A
sentence that changes leaves its decision behind, stale: nothing is ever decided by line number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

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


def parse_decisions(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Read the file; ``path`` is as problems show it. Lines with a problem are left out."""
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
    problems += _order_problems(decisions, path)
    first = {decision.key: decision for decision in reversed(decisions)}
    return tuple(one for one in decisions if first[one.key] is one), tuple(sorted(problems))


def _cells(values: Iterable[str | int]) -> str:
    return "\t".join(_SPECIAL.sub(lambda match: _ESCAPES[match[0]], str(value)) for value in values)


def _decision(line: str, number: int, path: str, problems: list[Problem]) -> Decision | None:
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
        problems.append(Problem(path, number, *wrong))
        return None
    return decision


def _plain(cell: str) -> str:
    return _ESCAPED.sub(lambda match: _PLAIN[match[0]], cell)


def fault(decision: Decision) -> tuple[str, str] | None:
    """What is wrong with a decision by itself, and how to mend it."""
    if not decision.path or not decision.before:
        return "the path or the text is empty", "fill it in or drop the line"
    end = decision.at + len(decision.before)
    if decision.at < 0 or decision.sentence[decision.at : end] != decision.before:
        what = f"{decision.before} does not stand at {decision.at} of the sentence"
        return what, "decide again on the review page, and drop the line"
    if not decision.variant and decision.choice != decision.before:
        what = "the line names no variant, so it is about the source text"
        return what, "change the article itself, and drop the line"
    return None


def _order_problems(decisions: Sequence[Decision], path: str) -> Iterable[Problem]:
    seen: dict[Key, int] = {}
    for decision in decisions:
        first = seen.setdefault(decision.key, decision.line)
        if first != decision.line:
            what = f"line {first} decides about the same place"
            yield Problem(path, decision.line, what, "keep one of the two lines")
    for before, after in pairwise(decisions):
        if after.key < before.key:
            what = "the lines are not sorted by path, variant, sentence, offset and text"
            mend = f"put this line above line {before.line}, or save once on the review page"
            yield Problem(path, after.line, what, mend)

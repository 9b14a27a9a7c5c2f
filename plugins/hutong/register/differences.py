"""What changed between two texts, as pieces that read well in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    \d+(?:[.,:/-]\d+)*%?            # a number, amount, date or share, whole
    | [^\W\d_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+  # a word of letters but Han
    | \s+
    | .                             # a Han character, a mark
    """,
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text, never empty. What replaces a piece that is gone comes just after it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Step:
    """What both texts have in common, then what one has and what the other instead."""

    same: str
    gone: str
    new: str

    @property
    def weight(self) -> int:
        """How much was changed."""
        return max(len(self.gone), len(self.new))


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts: same and gone make ``before``, same and new make ``after``.

    Words and numbers are changed as wholes, Han characters one by one. A few characters that stayed
    by chance between two longer changes count as changed, so that a reader sees phrases and not
    crumbs. The texts of each edition are compared by themselves; a text and its conversion have the
    same length almost always, so that the editions show the same changes.
    """
    steps = _steps(_TOKEN.findall(before), _TOKEN.findall(after))
    return tuple(_pieces(_merge(steps)))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[_Step]:
    """What is the same, then what is not, alternately; the last step may have changed nothing."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps: list[_Step] = []
    i = j = 0
    same = ""
    for block in matcher.get_matching_blocks():
        if block.a > i or block.b > j:
            steps.append(_Step(same, "".join(old[i : block.a]), "".join(new[j : block.b])))
            same = ""
        i, j = block.a + block.size, block.b + block.size
        same += "".join(old[block.a : i])
    return [*steps, _Step(same, "", "")]


def _merge(steps: Sequence[_Step]) -> list[_Step]:
    """Steps without islands: what stayed is shorter than the changes on both of its sides."""
    merged: list[_Step] = []
    for step in steps:
        merged.append(step)
        while len(merged) > 1 and _is_island(merged[-2], merged[-1]):
            last, one = merged.pop(), merged.pop()
            merged.append(
                _Step(one.same, one.gone + last.same + last.gone, one.new + last.same + last.new)
            )
    return merged


def _is_island(one: _Step, other: _Step) -> bool:
    """Whether what stayed between two changes says less than they do."""
    return 0 < len(other.same) <= min(one.weight, other.weight)


def _pieces(steps: Sequence[_Step]) -> Iterator[Piece]:
    for step in steps:
        for kind, text in ((Kind.SAME, step.same), (Kind.GONE, step.gone), (Kind.NEW, step.new)):
            if text:
                yield Piece(kind, text)

"""A body with code and comments blanked out, and where in the file a piece of it stands.

Everything here walks the text once: a hostile text costs no more than a long one.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Final

LONGEST_RUN: Final = 20
"""Backticks or tildes in a row that still mark code."""
_FENCE: Final = re.compile(r"^(`{3,}(?=[^\n`]*$)|~{3,})([^\n]*)$", re.MULTILINE)
_TICKS: Final = re.compile(r"(\\?)(`+)|\n[ \t]*\n")
_VISIBLE: Final = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Code:
    """Where code and comments stand in a text; ``open_fences`` are never closed."""

    fenced: tuple[tuple[int, int], ...]
    inline: tuple[tuple[int, int], ...]
    comments: tuple[tuple[int, int], ...]
    open_fences: tuple[int, ...]


def find_code(text: str) -> Code:
    """Find all code and comments of ``text``."""
    fenced, open_fences = _fences(text) if "```" in text or "~~~" in text else ([], [])
    rest = _blank(text, fenced)
    inline = _inline(rest) if "`" in rest else []
    rest = _blank(rest, inline)
    comments = _comments(rest) if "<!--" in rest else []
    return Code(tuple(fenced), tuple(inline), tuple(comments), tuple(open_fences))


def mask(text: str, code: Code | None = None) -> str:
    """``text`` with all code and HTML comments turned to spaces, every offset kept."""
    found = code or find_code(text)
    return _blank(text, sorted([*found.fenced, *found.inline, *found.comments]))


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], _VISIBLE.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _fences(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Pair each opening fence with the next line of just the same marks."""
    lines = list(_FENCE.finditer(text))
    closers: dict[str, deque[int]] = defaultdict(deque)
    for index, line in enumerate(lines):
        if not line[2].strip(" "):
            closers[line[1]].append(index)
    found, unclosed, after = [], [], -1
    for index, line in enumerate(lines):
        if index <= after:
            continue
        ends = closers[line[1]]
        while ends and ends[0] <= index:
            ends.popleft()
        if ends and len(line[1]) <= LONGEST_RUN:
            after = ends.popleft()
            found.append((line.start(), lines[after].end()))
        else:
            unclosed.append(line.start())
    return found, unclosed


def _inline(text: str) -> list[tuple[int, int]]:
    """Pair runs of as many backticks within a paragraph."""
    found: list[tuple[int, int]] = []
    runs: list[tuple[int, int, bool]] = []
    for match in _TICKS.finditer(text):
        if match[2]:
            runs.append((match.start(2), match.end(2), bool(match[1])))
        else:
            found += _pairs(runs)
            runs = []
    return found + _pairs(runs)


def _pairs(runs: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    waiting: dict[int, deque[int]] = defaultdict(deque)
    for index, (start, end, _) in enumerate(runs):
        waiting[end - start].append(index)
    found, after = [], -1
    for index, (start, end, escaped) in enumerate(runs):
        same = waiting[end - start]
        while same and same[0] <= max(index, after):
            same.popleft()
        if index > after and same and not escaped:
            after = same.popleft()
            found.append((start, runs[after][1]))
    return found


def _comments(text: str) -> list[tuple[int, int]]:
    found, at = [], text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        found.append((at, end + 3))
        at = text.find("<!--", end + 3)
    return found


class Lines:
    """Line numbers of offsets and of strings in one body."""

    def __init__(self, text: str, first: int) -> None:
        """``first`` is the number that the body's first line has in the file."""
        self._text = text
        self._first = first
        self._ends: list[int] | None = None
        self._seen: dict[str, int] = {}

    @property
    def start(self) -> int:
        """The line of the first text: what stands on no line of its own is told there."""
        return self.at(len(self._text) - len(self._text.lstrip()))

    def at(self, offset: int) -> int:
        """The line of an offset."""
        if self._ends is None:  # most texts are never asked
            self._ends = [match.start() for match in re.finditer("\n", self._text)]
        return self._first + bisect.bisect_left(self._ends, offset)

    def of(self, *needles: str) -> int:
        """The line of the next use of the first needle that is in the text at all.

        Uses are counted in reading order; after the last one, its line is given again.
        """
        needle = next((one for one in needles if one and one in self._text), needles[0])
        found = self._text.find(needle, self._seen.get(needle, -1) + 1) if needle else -1
        if found < 0:
            return self.at(self._seen[needle]) if needle in self._seen else self.start
        self._seen[needle] = found
        return self.at(found)

"""Quotation marks in the style of a variant: 「『』」 or “‘’”.

Only marks of Chinese text change: an apostrophe, and curly quotes around nothing but Latin text,
stay, unless a Chinese quotation is around them. Levels follow nesting, so that a quotation in a
quotation has the inner marks whatever the source had. Where the marks of a paragraph do not pair
(a quotation over several paragraphs, a slip), it stays as it is. Straight quotes are never
touched: which of them opens is a guess, and the editor is told of them (half-width punctuation).
The length of a text never changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

KEEP: Final = "keep"
CORNER: Final = "corner"
CURLY: Final = "curly"
STYLES: Final = (KEEP, CORNER, CURLY)

_PAIRS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_LEVELS: Final = {CORNER: ("「」", "『』"), CURLY: ("“”", "‘’")}
_APOSTROPHE: Final = "’"
_CURLY_OPENERS: Final = frozenset("“‘")
_MARK: Final = re.compile("[“”‘’「」『』]")
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_CHINESE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Where a quotation opens and closes, and how many are around it."""

    start: int
    stop: int
    depth: int


def restyle_quotes(text: str, style: str) -> str:
    """``text`` with the marks of ``style``: ``keep``, ``corner`` or ``curly``.

    :raises ValueError: for any other style.
    """
    if style not in STYLES:
        raise ValueError(f"quotation style {style!r} is none of {', '.join(STYLES)}")
    if style == KEEP or not _MARK.search(text):
        return text
    ends = [0, *(found.end() for found in _PARAGRAPH_END.finditer(text)), len(text)]
    return "".join(_restyled(text[start:stop], style) for start, stop in pairwise(ends))


def _restyled(paragraph: str, style: str) -> str:
    signs = list(paragraph)
    chinese = False
    for pair in _paired(paragraph):
        if pair.depth == 0:  # what is in a quotation follows it
            chinese = _is_chinese(paragraph, pair)
        if chinese:
            marks = _LEVELS[style][pair.depth % 2]
            signs[pair.start], signs[pair.stop] = marks[0], marks[1]
    return "".join(signs)


def _is_chinese(paragraph: str, pair: _Pair) -> bool:
    """Whether a quotation is Chinese by its marks or by what is in it."""
    if paragraph[pair.start] not in _CURLY_OPENERS:
        return True
    quoted = paragraph[pair.start + 1 : pair.stop]
    return bool(_CHINESE.search(quoted)) or not _LATIN.search(quoted)


def _paired(paragraph: str) -> list[_Pair]:
    """All quotations by where they open; none where the marks do not pair."""
    opened: list[int] = []
    pairs: list[_Pair] = []
    for found in _MARK.finditer(paragraph):
        at, sign = found.start(), found[0]
        if sign in _PAIRS:
            opened.append(at)
        elif opened and _PAIRS[paragraph[opened[-1]]] == sign and not _in_word(paragraph, at):
            pairs.append(_Pair(opened.pop(), at, len(opened)))
        elif not _is_apostrophe(paragraph, at):
            return []
    return [] if opened else sorted(pairs, key=lambda pair: pair.start)


def _in_word(paragraph: str, at: int) -> bool:
    """Whether the mark stands between two letters: the apostrophe of don’t."""
    return _is_apostrophe(paragraph, at, both=True)


def _is_apostrophe(paragraph: str, at: int, *, both: bool = False) -> bool:
    """Whether ’ touches Latin text: workers’ rights, the ’90s."""
    sides = (paragraph[at - 1 : at], paragraph[at + 1 : at + 2])
    latin = [bool(_LATIN.match(side)) or (side.isascii() and side.isdigit()) for side in sides]
    return paragraph[at] == _APOSTROPHE and (all(latin) if both else any(latin))

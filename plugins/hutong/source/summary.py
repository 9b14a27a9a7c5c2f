"""The first whole sentences of a text, for lists and descriptions; never a cut word or figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from hutong.markup import find_markup
from hutong.source.characters import HAN
from hutong.source.outline import plain, shown

WANTED: Final = 160
"""Columns to stay within; a Chinese character takes two."""
ENOUGH: Final = 60
"""Columns that a summary needs to say anything; a shorter one takes in the next sentence."""
LONGEST: Final = 320
"""Columns that even a single sentence must not exceed."""

_ASIDE: Final = re.compile(
    r"<(aside|figure|table|pre)\b.*?</\1>|<div\b[^>]*class=\"(?:footnote|facts|notes)\".*?</div>",
    re.DOTALL,
)
_PARAGRAPH: Final = re.compile(r"<(p|li)\b[^>]*>(.*?)(?=</\1>|<(?:p|ul|ol)\b)", re.DOTALL)
_END: Final = re.compile(r"[。！？!?][。！？!?…]*[”’」』）》\"')]*|\.[”’\"')]*(?=\s|$)")
_CLAUSE: Final = re.compile(r"[，；：、,;](?!\d)")
_PAIRS: Final = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）"}
_HAN_RUN: Final = re.compile(rf"[{HAN}]+")
_WORD: Final = re.compile(r"\w+(?:[-'’.,]\w+)*")


def paragraphs(body: str) -> Iterator[str]:
    """The plain text of each paragraph and list item of the text itself, asides left out."""
    for match in _PARAGRAPH.finditer(_ASIDE.sub("", body)):
        text = plain(match[2])
        if text:
            yield text


def summarise(body: str) -> str:
    """Whole sentences from the first paragraph with text, as many as lists have room for."""
    first = next(paragraphs(body), "")
    chosen = ""
    for sentence in _sentences(first):
        if width(chosen) > ENOUGH and width(chosen + sentence) > WANTED:
            break
        chosen += sentence
    chosen = chosen.strip()
    return chosen if width(chosen) <= LONGEST else _clauses(chosen)


def width(text: str) -> int:
    """Columns that a text takes: two for full-width characters."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def count_characters(body: str) -> int:
    """Han characters and words of a body, for the reading time."""
    text = shown(body)
    rest, runs = _HAN_RUN.subn(" ", text)
    return len(text) - len(rest) + runs + len(_WORD.findall(rest))


def _sentences(text: str) -> Iterator[str]:
    """Split after sentence ends that are not inside quotes, brackets or conversion markup."""
    markup, start = find_markup(text).closed, 0
    for match in _END.finditer(text):
        end = match.end()
        inside = any(left < end < right for left, right in markup)
        if not inside and _balanced(text[start:end]):
            yield text[start:end]
            start = end
    if start < len(text):
        yield text[start:]


def _balanced(piece: str) -> bool:
    return all(piece.count(left) <= piece.count(right) for left, right in _PAIRS.items())


def _clauses(sentence: str) -> str:
    """The first clauses of a sentence too long to show whole, with an ellipsis."""
    markup, best = find_markup(sentence).closed, 0
    for match in _CLAUSE.finditer(sentence):
        if any(left < match.start() < right for left, right in markup):
            continue
        if width(sentence[: match.start()]) > WANTED and best:
            break
        best = match.start()
    return sentence[:best] + "……" if best else sentence

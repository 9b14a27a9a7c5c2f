"""Half-width punctuation in Chinese text: suggested to the editor, never changed silently.

A mark counts where Chinese touches it on one side, and Chinese, a figure or the end of the line
on the other; brackets and straight quotes where they pair around Chinese. So 1,000, 12:30, 3:2,
(GDP), don't, Markdown's own marks, addresses, tags and ``-{zh-hans:…}-`` are left alone. Code
and comments must have been masked before (:func:`hutong.source.masking.mask`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hutong.markup import find_markup
from hutong.source.cjk import HAN, WIDE

FULL_WIDTH: Final[Mapping[str, str]] = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    '"': "“ ” or 「 」",
}
"""What to write for each half-width mark."""

_AROUND: Final = 5
_MARKUP: Final = "…"
"""Stands for a piece of conversion markup, which is Chinese text too."""
_TARGET: Final = re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\)){0,2000}\)")
"""Where a link or picture leads."""
_ADDRESS: Final = re.compile(
    r"<[a-z]+:[!-;=?-~]*>|https?://[!-~]*(?<![,;:!?)\"])|&#?\w+;"
    r"|^ {0,3}\[[^\[\]^\n][^\[\]\n]*\]:.*$",
    re.MULTILINE,
)
_NOT_SHOWN: Final = re.compile(
    r"</?[A-Za-z][^<>]*>"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[\^[^\[\]\n]*\]:?"  # a footnote's sign
    r"|[*_~]+|!?\[|\]"
)
_SINGLE: Final = re.compile(
    rf"(?<=[{WIDE}])[,;:!?](?=[ ]?[{WIDE}0-9\"(]|[ ]{{0,2}}$)|(?<=[0-9%)\"])[,;:!?](?=[ ]?[{WIDE}])"
)
_BRACKETS: Final = re.compile(rf"(?:^|(?<=[{WIDE}]))\([^()\n]*[{HAN}][^()\n]*\)")
_QUOTES: Final = re.compile(
    rf"(?:^|(?<=[{WIDE},;:!?(]))\"[^\"\n]*[{HAN}][^\"\n]*\"|\"[^\"\n]*[{HAN}][^\"\n]*\"(?=[{WIDE}])"
)


def find_half_width(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """For each line with such marks: its number, what is wrong with it, and how to mend it.

    ``lines`` are the numbered lines of one text that follow one another.
    """
    numbered = list(lines)
    if not numbered:
        return []
    shown = _shown("\n".join(text for _, text in numbered)).split("\n")
    return [
        found
        for (number, _), text in zip(numbered, shown, strict=True)
        if (found := _told(number, text))
    ]


def _told(number: int, text: str) -> tuple[int, str, str] | None:
    places = sorted(set(_places(text)))
    if not places:
        return None
    first = places[0]
    around = text[max(0, first - _AROUND) : first + _AROUND + 1].strip()
    many = f"{len(places)} half-width marks" if len(places) > 1 else "a half-width mark"
    marks = dict.fromkeys(text[place] for place in places)
    mend = " ".join(FULL_WIDTH[mark] for mark in marks)
    return number, f"{many} in Chinese text: …{around}…", f"write {mend} instead"


def _places(text: str) -> Iterator[int]:
    if text.isascii():
        return
    for found in _SINGLE.finditer(text):
        yield found.start()
    for pattern in (_BRACKETS, _QUOTES):
        for found in pattern.finditer(text):
            yield found.start()
            yield found.end() - 1


def _shown(text: str) -> str:
    """The text as readers see it, line for line: no addresses, tags and marks of Markdown."""
    pieces, at = [], 0
    for start, end in find_markup(text).closed:
        pieces += [text[at:start], _MARKUP + "\n" * text.count("\n", start, end)]
        at = end
    whole = "".join([*pieces, text[at:]])
    return _NOT_SHOWN.sub(_breaks, _ADDRESS.sub("x", _TARGET.sub("", whole)))


def _breaks(match: re.Match[str]) -> str:
    """Nothing but the line breaks of a tag that goes on over several lines."""
    return "\n" * match[0].count("\n")

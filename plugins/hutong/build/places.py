"""Which line of a content file a sentence stands on.

Conversion works on rendered text, which has no lines. Both are compared by their Chinese
characters only, so that Markdown between them is no matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_NEAR: Final = (12, 6, 3, 0)
"""How many characters on each side must match, where the whole sentence does not."""


class Places:
    """Finds sentences in one content file."""

    __slots__ = ("_lines", "_starts", "_text")

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._lines: list[int] = []
        length = 0
        for number, line in enumerate(text.splitlines(), start=1):
            han = "".join(_HAN.findall(line))
            if han:
                self._starts.append(length)
                self._lines.append(number)
                parts.append(han)
                length += len(han)
        self._text = "".join(parts)

    def line_of(self, sentence: str, at: int) -> int:
        """The line (from 1) of what stands at offset ``at`` of ``sentence``; 0 if not found."""
        before = "".join(_HAN.findall(sentence[:at]))
        after = "".join(_HAN.findall(sentence[at:]))
        for left, right in _windows(before, after):
            found = self._text.find(left + right) if right else -1
            if found >= 0:
                return self._lines[bisect_right(self._starts, found + len(left)) - 1]
        return 0


def _windows(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The whole sentence, then less and less around the place."""
    yield before, after
    for size in _NEAR:
        yield before[max(0, len(before) - size) :] if size else "", after[: size + 1]

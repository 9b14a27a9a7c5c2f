"""A body with code and comments blanked out, and where in the file a piece of it stands."""

from __future__ import annotations

import bisect
import re
from typing import Final

_FENCED: Final = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
_INLINE: Final = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE: Final = re.compile(r"[^\n]")


def mask(text: str) -> str:
    """``text`` with all code and HTML comments turned to spaces, every offset kept."""
    for pattern, mark in ((_FENCED, ("```", "~~~")), (_INLINE, ("`",)), (_COMMENT, ("<!--",))):
        if any(piece in text for piece in mark):
            text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


class Lines:
    """Line numbers of offsets and of strings in one body."""

    def __init__(self, text: str, first: int) -> None:
        """``first`` is the number that the body's first line has in the file."""
        self._text = text
        self._first = first
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._seen: dict[str, int] = {}

    def at(self, offset: int) -> int:
        """The line of an offset."""
        return self._first + bisect.bisect_left(self._ends, offset)

    def of(self, *needles: str) -> int:
        """The line of the next use of the first needle that is in the text at all.

        Uses are counted in reading order; after the last one, its line is given again.
        """
        needle = next((one for one in needles if one and one in self._text), needles[0])
        found = self._text.find(needle, self._seen.get(needle, -1) + 1)
        if found < 0:
            return self.at(self._seen[needle]) if needle in self._seen else self._first
        self._seen[needle] = found
        return self.at(found)

"""Which line of a content file a sentence stands on.

Conversion works on rendered text, which has no lines. Both are compared by their letters and
figures only, so that Markdown between them is no matter; what readers do not see of the file is
taken out before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from hutong.source import decode

_SIGN: Final = re.compile(r"[^\W_]+")
_UNSEEN: Final = re.compile(
    r"<!--.*?-->|<[a-zA-Z/][^<>\n]*>|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\{[#.][^{}\n]*\}"
    r"|^(?:```|~~~).*?^(?:```|~~~)$",
    re.DOTALL | re.MULTILINE,
)
_END: Final = re.compile(r"[。！？；!?;]")
_NEAR: Final = (12, 6, 3)
"""How many signs on each side must match, in one place only, where the sentence does not."""


class Places:
    """Finds sentences in one content file."""

    __slots__ = ("_bounds", "_lines", "_starts", "_text")

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._lines: list[int] = []
        self._bounds: set[int] = set()
        length = 0
        for number, line in enumerate(_seen(text).split("\n"), start=1):
            self._bounds.add(length)
            self._starts.append(length)
            self._lines.append(number)
            for clause in _END.split(line):
                signs = _signs(clause)
                parts.append(signs)
                length += len(signs)
                self._bounds.add(length)
        self._text = "".join(parts)

    def line_of(self, sentence: str, at: int) -> int:
        """The line (from 1) of what stands at offset ``at`` of ``sentence``; 0 if not found.

        A place where the sentence stands alone comes before one inside another sentence.
        """
        signs, before = _signs(sentence), len(_signs(sentence[:at]))
        whole = list(self._found(signs))
        alone = [
            found for found in whole if found in self._bounds and found + len(signs) in self._bounds
        ]
        if whole:
            return self._line((alone or whole)[0] + before)
        for near in _NEAR:
            around = signs[max(0, before - near) : before + near + 1]
            places = list(self._found(around)) if len(around) > near else []
            if len(places) == 1:
                return self._line(places[0] + min(near, before))
        return 0

    def _found(self, signs: str) -> Iterator[int]:
        at = self._text.find(signs) if signs else -1
        while at >= 0:
            yield at
            at = self._text.find(signs, at + 1)

    def _line(self, at: int) -> int:
        return self._lines[bisect_right(self._starts, at) - 1]


FindPlaces = Callable[[str], Places]
"""What finds lines in a content file, by its path below ``content/``."""


def find_places(content: Path) -> FindPlaces:
    """Finds lines in the files of a folder; each is read once, and only if somebody asks."""

    @cache
    def places(path: str) -> Places:
        text, _ = decode((content / path).read_bytes(), path)
        return Places(text or "")

    return places


def _seen(text: str) -> str:
    """``text`` without comments, tags, code blocks and addresses; its lines stay."""
    return _UNSEEN.sub(lambda found: "\n" * found[0].count("\n"), text)


@lru_cache(maxsize=256)
def _signs(text: str) -> str:
    return "".join(_SIGN.findall(text))

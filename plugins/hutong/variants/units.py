"""What the engine got and gave, place by place: units, their sentences, and how both line up.

Editors decide on a place in a sentence, and notes point at one; the engine sees a run of texts
with a hole for each piece that is kept from it. A :class:`Unit` knows both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.variants.spans import HOLE

_SENTENCE: Final = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]*[”’」』）)】》]*|[。！？；!?;]+")
_FIXED: Final = re.compile(f"[{HOLE}，。、；：！？（）《》\\n]")
"""What a conversion neither adds nor removes, so that both sides line up there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a unit: its source text, and where it stands in what the engine got.

    ``offsets`` gives, for each character of ``given[start:stop]``, its offset in ``text``,
    which is longer where a hole stands for a kept piece.
    """

    text: str
    start: int
    stop: int
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class Unit:
    """Texts that are read as one, before and after; ``kept`` is the source piece of each hole.

    ``number`` counts the units of a document; it is -1 for a part of one that had to be parted.
    """

    given: str
    got: str
    kept: tuple[str, ...] = ()
    number: int = -1

    def sentences(self) -> Iterator[Sentence]:
        """The sentences in order, without space around them."""
        hole = 0
        for match in _SENTENCE.finditer(self.given):
            start, stop = match.span()
            while start < stop and self.given[start].isspace():
                start += 1
            while stop > start and self.given[stop - 1].isspace():
                stop -= 1
            if start == stop:
                continue
            if HOLE not in self.given[start:stop]:
                yield Sentence(self.given[start:stop], start, stop, range(stop - start))
                continue
            parts, offsets, length = [], [], 0
            for char in self.given[start:stop]:
                offsets.append(length)
                shown = char
                if char == HOLE:
                    shown, hole = self.kept[hole], hole + 1
                parts.append(shown)
                length += len(shown)
            yield Sentence("".join(parts), start, stop, tuple(offsets))

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """Runs that line up character by character: offset in given, offset in got, size.

        Where a term has changed the length, the runs between punctuation that still have one
        length line up, and the others are left out.
        """
        if len(self.given) == len(self.got):
            yield 0, 0, len(self.given)
            return
        before, after = _runs(self.given), _runs(self.got)
        if len(before) != len(after):
            return
        for (start, stop), (got_start, got_stop) in zip(before, after, strict=True):
            if stop - start == got_stop - got_start:
                yield start, got_start, stop - start


def _runs(text: str) -> list[tuple[int, int]]:
    """The runs of a text between its fixed marks, each with the mark that ends it."""
    ends = [match.end() for match in _FIXED.finditer(text)]
    stops = [*ends, len(text)] if not ends or ends[-1] != len(text) else ends
    return list(zip([0, *stops], stops, strict=False))

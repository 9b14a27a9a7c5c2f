"""A fragment of HTML cut into raw pieces, with slots for the texts in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Care(Enum):
    """What may happen to a text: converted, only its markup resolved, or nothing at all."""

    CONVERT = "convert"
    FIXED = "fixed"
    RAW = "raw"


class Slot(NamedTuple):
    """A text: which piece of the template it is, and the unit it is read together with."""

    piece: int
    text: str
    unit: int
    care: Care
    attribute: bool = False


@dataclass(slots=True)
class Template:
    """A fragment cut into pieces; those of ``slots`` are filled in."""

    pieces: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    units: int = 0

    def fill(self, texts: Iterable[str]) -> str:
        """The fragment with the texts of its slots, in their order."""
        pieces = list(self.pieces)
        for slot, text in zip(self.slots, texts, strict=True):
            pieces[slot.piece] = text
        return "".join(pieces)

"""The context model's file: deflated JSON, the same bytes for the same numbers."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

NO_WORTH: Final[Mapping[str, Sequence[int]]] = {
    "margin": (64, 0, 0),
    "cover": (0, 0, 0, 0),
    "rival": (0, 0, 0, 0),
}
"""Judge by the signs around alone."""


@dataclass(frozen=True, slots=True)
class PackedTable:
    """The weights of one reading: by the chain's reading, and of signs by their place."""

    reading: int
    start: Sequence[int]
    slots: Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class PackedCharacter:
    """An ambiguous character; ``other`` is the second reading where one table does for two."""

    readings: str
    trust: Sequence[int]
    other: int = -1
    tables: Sequence[PackedTable] = ()


@dataclass(frozen=True, slots=True)
class PackedModel:
    """All that the model's file holds; see ``hutong.variants.context``."""

    characters: Mapping[str, PackedCharacter]
    words: Mapping[str, str] = field(default_factory=dict)
    worth: Mapping[str, Sequence[int]] = field(default_factory=lambda: NO_WORTH)
    easy: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def pack(model: PackedModel) -> bytes:
    """The bytes that ``hutong.variants.context.read_model`` reads."""
    data = {
        "characters": {char: _character(one) for char, one in model.characters.items()},
        "words": "\n".join(_words(model)),
        "easy": {place: list(sides) for place, sides in model.easy.items()},
        "worth": {name: list(values) for name, values in model.worth.items()},
        "spellings": dict(model.spellings),
        "shapes": {region: dict(forms) for region, forms in model.shapes.items()},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), 9)


def _words(model: PackedModel) -> list[str]:
    """The words as read, where that tells how they are spelled in Simplified too."""
    back = {ord(one): char for char, known in model.characters.items() for one in known.readings}
    return sorted(read for word, read in model.words.items() if read.translate(back) == word)


def _character(one: PackedCharacter) -> list[object]:
    return [one.readings, list(one.trust), one.other, [_table(table) for table in one.tables]]


def _table(table: PackedTable) -> list[object]:
    slots = [sorted(slot.items()) for slot in table.slots]
    signs = ["".join(signs for signs, _ in slot) for slot in slots]
    weights = [weight for slot in slots for _, weight in slot]
    return [table.reading, list(table.start), signs, weights]

"""Reading sets of checked conversions, and counting what a converter gets right in them.

The format and the measures are the development sets' own: tables ``DIRECTION.NAME.tsv`` with
``ambiguous.tsv`` beside them, counted by the ``score.py`` that comes with them.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

DIRECTIONS: Final = ("s2t", "t2s")
REGIONS: Final = ("hk", "tw", "hant")
"""Whose spelling the Traditional side of a set may have."""
FIGURES: Final = {
    "ambiguous N1": ("amb_acc_N1", "amb_n"),
    "ambiguous N2": ("amb_acc_N2", "amb_n"),
    "characters N1": ("char_acc_N1", "chars"),
    "characters N2": ("char_acc_N2", "chars"),
    "sentences N1": ("exact_N1", "sentences"),
    "sentences N2": ("exact_N2", "sentences"),
}
"""To each figure of the table, the scorer's share and what it is a share of."""

_NEEDED: Final = ("region", "source", "gold")


class UnreadableSet(Exception):
    """A folder or table is not what the format asks for."""


class Key(NamedTuple):
    """What names a part: its set and whose spelling its Traditional side has."""

    direction: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one set whose Traditional side is spelled as in one region."""

    key: Key
    rows: tuple[Mapping[str, str], ...]

    @property
    def sources(self) -> list[str]:
        """What a converter gets, line by line."""
        return [row["source"] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many places of a part are right, and of how many, for each figure."""

    right: Mapping[str, float]
    total: Mapping[str, int]


class Scorer:
    """The ``score.py`` of a folder, with the ambiguous characters beside it."""

    def __init__(self, folder: Path) -> None:
        file = folder / "score.py"
        spec = importlib.util.spec_from_file_location("eval_score", file)
        if not file.is_file() or spec is None or spec.loader is None:
            raise UnreadableSet(f"{file}: no scorer here; name its folder with --scorer")
        self._module: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._module)
        self._ambiguous = {one: self._module.load_ambiguous(one) for one in DIRECTIONS}

    def tally(self, part: Part, outputs: Sequence[str]) -> Tally:
        """Count one converter's ``outputs`` for a part, in the order of its rows."""
        if len(outputs) != len(part.rows):
            raise ValueError(f"{len(part.rows)} rows, but {len(outputs)} outputs")
        result = self._module.score(
            part.rows, outputs, part.key.direction, self._ambiguous[part.key.direction]
        )
        total = {name: int(result[of]) for name, (_, of) in FIGURES.items()}
        right = {name: (result[share] or 0.0) * total[name] for name, (share, _) in FIGURES.items()}
        return Tally(right, total)


def read_sets(folder: Path, wanted: Iterable[str] = ()) -> list[Part]:
    """All parts of the sets in a folder, or of the ``wanted`` ones, in order.

    :raises UnreadableSet: if there is none, or a table is not of this format.
    """
    names = set(wanted)
    parts: list[Part] = []
    for direction in DIRECTIONS:
        for file in sorted(folder.glob(f"{direction}.*.tsv")):
            name = file.name[len(direction) + 1 : -len(".tsv")]
            if not names or name in names:
                parts += _parts(file, name, direction)
    missing = names - {part.key.name for part in parts}
    if missing:
        raise UnreadableSet(f"{folder}: no set named {', '.join(sorted(missing))}")
    if not parts:
        raise UnreadableSet(f"{folder}: no s2t.NAME.tsv or t2s.NAME.tsv in it")
    return parts


def _parts(file: Path, name: str, direction: str) -> list[Part]:
    head, *lines = file.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = head.split("\t")
    absent = [column for column in _NEEDED if column not in columns]
    if absent:
        raise UnreadableSet(f"{file}:1: no column {absent[0]}; the first line names the columns")
    rows = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise UnreadableSet(f"{file}:{number}: {len(cells)} cells for {len(columns)} columns")
        rows.append(dict(zip(columns, cells, strict=True)))
        region = rows[-1]["region"]
        if region not in REGIONS:
            raise UnreadableSet(f"{file}:{number}: region {region!r} is none of {REGIONS}")
    return [
        Part(
            Key(direction, name, region),
            tuple(row for row in rows if row["region"] == region),
        )
        for region in sorted({row["region"] for row in rows})
    ]


def combine(tallies: Iterable[Tally]) -> Tally:
    """The sum of several parts."""
    listed = list(tallies)
    return Tally(
        {name: math.fsum(one.right[name] for one in listed) for name in FIGURES},
        {name: sum(one.total[name] for one in listed) for name in FIGURES},
    )


def best_of(tallies: Iterable[Tally]) -> Tally:
    """Of several configurations on one part, the best of each figure."""
    listed = list(tallies)
    return Tally(
        {name: max(one.right[name] for one in listed) for name in FIGURES}, listed[0].total
    )

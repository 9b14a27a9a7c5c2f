"""From what every configuration reached to one table, one row a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.peers.catalogue import HUTONG
from bench.sets import FIGURES, Key, Tally, best_of, combine

Tried = Mapping[tuple[str, str], Mapping[Key, Tally]]
"""What each (converter, configuration) reached in each part."""

ALL: Final = "all sets"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one set: what share of it each converter has right, in per cent."""

    direction: str
    name: str
    figure: str
    of: int
    percent: Mapping[str, float]

    @property
    def lead(self) -> float:
        """Hutong minus the best peer, in points, as the table rounds them."""
        peers = [share for name, share in self.percent.items() if name != HUTONG]
        return round(self.percent[HUTONG] - max(peers), 2)


def rows(tried: Tried, names: Sequence[str]) -> list[Row]:
    """Every figure of every set, and of all sets of a direction together."""
    keys = list(dict.fromkeys(key for by_part in tried.values() for key in by_part))
    table: list[Row] = []
    for direction in dict.fromkeys(key.direction for key in keys):
        mine = [key for key in keys if key.direction == direction]
        sets = {key.name: [one for one in mine if one.name == key.name] for key in mine}
        if len(sets) > 1:
            sets[ALL] = mine
        for name, parts in sets.items():
            reached = {one: _reached(tried, one, parts) for one in names}
            table += _set_rows(direction, name, reached)
    return table


def _reached(tried: Tried, converter: str, parts: Sequence[Key]) -> Tally:
    """The sum over parts; in each, every figure is the best of the converter's configurations."""
    return combine(
        best_of(
            by_part[key]
            for (package, _), by_part in tried.items()
            if package == converter and key in by_part
        )
        for key in parts
    )


def _set_rows(direction: str, name: str, reached: Mapping[str, Tally]) -> list[Row]:
    of = reached[HUTONG].total
    return [
        Row(
            direction,
            name,
            figure,
            of[figure],
            {
                converter: round(100 * tally.right[figure] / of[figure], 2)
                for converter, tally in reached.items()
            },
        )
        for figure in FIGURES
        if of[figure]
    ]


def markdown(table: Sequence[Row], names: Sequence[str], versions: Mapping[str, str]) -> str:
    """The table; the best of each row is bold."""
    heads = [f"{name} {versions[name]}" if name in versions else name for name in names]
    head = ["direction", "set", "figure", "of", *heads, "Hutong minus best peer"]
    lines = [head, ["---"] * 4 + ["---:"] * (len(heads) + 1)]
    for row in table:
        best = max(row.percent.values())
        shares = [
            f"**{row.percent[name]:.2f}**"
            if row.percent[name] == best
            else f"{row.percent[name]:.2f}"
            for name in names
        ]
        cells = [row.direction, row.name, row.figure, f"{row.of:,}"]
        lines.append([*cells, *shares, f"{row.lead:+.2f}"])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def summary(table: Sequence[Row]) -> str:
    """In how many rows Hutong leads, draws level or is behind, and where it is behind."""
    behind = [row for row in table if row.lead < 0]
    level = sum(row.lead == 0 for row in table)
    told = f"Hutong leads in {len(table) - level - len(behind)} rows, is level in {level}"
    if not behind:
        return f"{told} and behind in none."
    where = "; ".join(f"{row.direction} {row.name} {row.figure} {row.lead:+.2f}" for row in behind)
    return f"{told} and behind in {len(behind)}: {where}."

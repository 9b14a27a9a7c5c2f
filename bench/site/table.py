"""Medians of all rounds as tables in Markdown, each figure also as a ratio to Hugo's."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bench.site.measure import Spent

BASE: Final = "hugo"
"""What the ratios are to: Hugo with its OpenCC pass."""
LINEAR: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One build of one round."""

    generator: str
    scenario: str
    n: int
    round: int
    spent: Spent
    stages: Mapping[str, float]
    files: int
    size: int
    wrong: Sequence[str]

    def plain(self) -> dict[str, Any]:
        """For a JSON file."""
        return asdict(self) | {"stages": dict(self.stages), "wrong": list(self.wrong)}


def _median(results: Sequence[Result], figure: Callable[[Result], float]) -> float:
    return statistics.median(map(figure, results))


def _seconds(results: Sequence[Result]) -> str:
    walls = [one.spent.wall for one in results]
    middle = statistics.median(walls)
    return (
        f"{middle:.2f} [{min(walls):.2f}–{max(walls):.2f}]" if len(walls) > 1 else f"{middle:.2f}"
    )


def _ratio(
    mine: Sequence[Result], base: Sequence[Result], figure: Callable[[Result], float]
) -> str:
    """Median by median; a dash without a base."""
    if not base:
        return "–"
    ratio = _median(mine, figure) / _median(base, figure)
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"


def _wall(one: Result) -> float:
    return one.spent.wall


def _cpu(one: Result) -> float:
    return one.spent.cpu


def _largest(one: Result) -> float:
    return one.spent.process_mb


def _tree(one: Result) -> float:
    return one.spent.tree_mb


HEAD: Final = (
    "scenario", "generator", "wall s", "÷ Hugo", "of it OpenCC", "CPU s", "÷ Hugo",
    "largest process MB", "÷ Hugo", "all processes MB", "÷ Hugo", "files", "MB", "right",
)  # fmt: skip


def comparison(results: Sequence[Result]) -> str:
    """Scenario by scenario, every generator that was measured in it."""
    groups: dict[tuple[str, str], list[Result]] = {}
    for one in results:
        groups.setdefault((one.scenario, one.generator), []).append(one)
    scenarios = dict.fromkeys(one.scenario for one in results)
    rows = [
        _row(groups[scenario, name], groups.get((scenario, BASE), []))
        for scenario in scenarios
        for name in dict.fromkeys(one.generator for one in results)
        if (scenario, name) in groups
    ]
    return _markdown(HEAD, rows)


def _row(mine: Sequence[Result], base: Sequence[Result]) -> list[str]:
    first = mine[0]
    converting = _median(mine, lambda one: one.stages.get("convert", 0.0))
    return [
        first.scenario,
        first.generator,
        _seconds(mine),
        _ratio(mine, base, _wall),
        f"{converting:.2f}" if "convert" in first.stages else "–",
        f"{_median(mine, _cpu):.2f}",
        _ratio(mine, base, _cpu),
        f"{_median(mine, _largest):.0f}",
        _ratio(mine, base, _largest),
        f"{_median(mine, _tree):.0f}",
        _ratio(mine, base, _tree),
        f"{first.files:,}",
        f"{first.size / 1e6:.0f}",
        "no" if any(one.wrong for one in mine) else "yes",
    ]


def growth(results: Sequence[Result]) -> str:
    """Cold time an article at every size, against the least at any smaller one.

    The smallest size carries what every build costs, so it alone would let any growth pass.
    """
    groups: dict[str, dict[int, list[Result]]] = {}
    for one in results:
        groups.setdefault(one.generator, {}).setdefault(one.n, []).append(one)
    rows = []
    for name, sizes in groups.items():
        each = {n: _median(found, _wall) / n for n, found in sorted(sizes.items())}
        for n, seconds in each.items():
            change = seconds / min([each[size] for size in each if size < n], default=seconds)
            rows.append(
                [
                    name,
                    f"{n:,}",
                    _seconds(sizes[n]),
                    f"{seconds * 1000:.2f}",
                    f"{_median(sizes[n], _cpu) / n * 1000:.2f}",
                    f"{_median(sizes[n], _tree):.0f}",
                    f"{change:.2f}",
                    "yes" if change <= 1 + LINEAR else "no",
                ]
            )
    head = ("generator", "articles", "wall s", "ms an article", "CPU ms an article")
    return _markdown((*head, "all processes MB", "÷ least before", "linear within 15 %"), rows)


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

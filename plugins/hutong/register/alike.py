"""Names that are so alike that they may mean one organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

_ALIKE: Final = 90
"""Of 100: one sign of ten is another one, or is missing."""
_SHORTEST: Final = 5
"""Signs; in shorter names a single one makes another organisation."""
_END: Final = 2


def alike_pairs(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, sorted, whose (folded) names are alike, though not the same.

    Only names that begin or end alike are compared: a slip is seldom at both ends, and three
    thousand names would make four million pairs.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for id_, name in sorted(names.items()):
        if len(name) >= _SHORTEST:
            groups[f"{name[:_END]}…"].append(id_)
            groups[f"…{name[-_END:]}"].append(id_)
    told: set[tuple[str, str]] = set()
    for group in groups.values():
        for pair in _alike_in(group, names):
            if pair not in told:
                told.add(pair)
                yield pair


def _alike_in(ids: list[str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    for number, one in enumerate(ids):
        others = {other: names[other] for other in ids[number + 1 :]}
        for name, _, other in process.extract_iter(
            names[one], others, scorer=fuzz.ratio, score_cutoff=_ALIKE
        ):
            if name != names[one]:
                yield one, other

"""Names that are so alike that they may mean one organisation."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

_ALIKE: Final = 90
"""Of 100: one sign of ten is another one, or is missing."""
_SHORTEST: Final = 5
"""Signs; in shorter names a single one makes another organisation."""
_LONGER: Final = (200 - _ALIKE) / _ALIKE
"""How many times as long a name can be and still be so alike, if it only has more signs."""
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
    for key, group in groups.items():
        if key.startswith("…") and len({names[id_][:_END] for id_ in group}) == 1:
            continue  # compared already: they begin alike, too
        for pair in _alike_in(group, names):
            if pair not in told:
                told.add(pair)
                yield pair


def _alike_in(ids: list[str], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    # By length: others are alike only if they are nearly as long.
    some = sorted(ids, key=lambda id_: (len(names[id_]), id_))
    texts = [names[id_] for id_ in some]
    lengths = [*map(len, texts)]
    for number, name in enumerate(texts):
        stop = bisect_right(lengths, len(name) * _LONGER)
        found = process.extract(
            name, texts[number + 1 : stop], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        )
        for other, _, at in found:
            if other != name:
                one, two = sorted((some[number], some[number + 1 + at]))
                yield one, two

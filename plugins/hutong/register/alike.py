"""Names that are so alike that they may mean one organisation.

Variants of a name add or drop signs, or name another legal form. Names of two organisations differ
in a number, a direction, a place, a branch, or in the word that says what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final, NamedTuple

_ALIKE: Final = 90
"""Of 100: one sign of ten is another one."""
_ADDED: Final = 88
"""The same where signs are only missing."""
_TOLD_APART: Final = 70
"""Names that are less alike say nothing of each other."""
_THE_SAME: Final = 100
_SHORTEST: Final = 5
"""Signs; in shorter names a single one makes another organisation."""
_SHORTEST_CORE: Final = 2
_LONGER: Final = (200 - _ADDED) / _ADDED
"""How many times as long a name can be and still be so alike, if it only has more signs."""
_END: Final = 3
"""Signs at either end of which one end is the same; the last ones say what a body is."""
_WORD_ALIKE: Final = 80
_SHORTEST_WORD: Final = 5
_MARKS: Final = re.compile(
    "[〇零一二三四五六七八九十百东西南北]|[0-9]+|分行|支行|附属|学院|校区|办事处|分公司|医院|分会|分局|分院|分校"
)
"""What makes another organisation, wherever it stands."""
_PLACE: Final = re.compile(".{0,2}[省市区县州镇]")
_PROVINCE: Final = re.compile("[^省市]{2,4}省(?=[^省市]{2,4}市)")
_SIGNS: Final = re.compile(r"[^\w]+")
_FORMS: Final = (
    re.compile(
        "(?:有限责任公司|有限公司|公司)$"
        "|(?: (?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|plc))+$"
    ),
    re.compile("(?:股份|集团|控股)+$|(?: (?:group|holdings?))+$"),
)
"""Legal forms at the end of a name, cut off one after the other."""
_LITTLE: Final = frozenset({"the", "of", "and", "for", "in"})


class Alike(NamedTuple):
    """Two organisations, ids sorted, and the (folded) names of each that are alike."""

    one: str
    other: str
    name: str
    other_name: str


class _Name(NamedTuple):
    """A spelling, whose it is, and its core: without legal form, signs and spaces."""

    core: str
    owner: str
    spelling: str


def alike_pairs(names: Mapping[str, Sequence[str]]) -> Iterator[Alike]:
    """Organisations of which a (folded) name is alike, though none is the same."""
    owners: dict[str, str] = {}
    for id_, spellings in sorted(names.items()):
        for spelling in spellings:
            owners.setdefault(spelling, id_)
    cores = {spelling: _cores(spelling) for spelling in owners}
    told: set[tuple[str, ...]] = set()
    for one, other in (*_same(owners, cores), *_nearly_same(owners, cores, names)):
        first, second = sorted((one, other), key=lambda found: found.owner)
        pair = (first.owner, second.owner)
        if pair not in told and set(names[first.owner]).isdisjoint(names[second.owner]):
            told.add(pair)
            yield Alike(*pair, first.spelling, second.spelling)


def _same(
    owners: Mapping[str, str], cores: Mapping[str, Sequence[str]]
) -> Iterator[tuple[_Name, _Name]]:
    """Names that differ in legal form, brackets and spaces alone."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for spelling, owner in owners.items():
        for core in cores[spelling]:
            groups[core].append(_Name(core, owner, spelling))
    for group in groups.values():
        yield from ((one, other) for one, other in combinations(group, 2) if _two(one, other))


def _nearly_same(
    owners: Mapping[str, str],
    cores: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
) -> Iterator[tuple[_Name, _Name]]:
    every = [
        _Name(shortest, owner, spelling)
        for spelling, owner in owners.items()
        for shortest in cores[spelling][-1:]
        if len(shortest) >= _SHORTEST
    ]
    han = (one for one in every if not one.core.isascii())
    latin = (one for one in every if one.core.isascii())
    for one, other in (*_alike_han(han), *_alike_latin(latin)):
        if not _told_apart(names[one.owner], names[other.owner]):
            yield one, other


def _two(one: _Name, other: _Name) -> bool:
    return one.owner != other.owner


def _cores(spelling: str) -> list[str]:
    """The name without signs, then also without its legal form, then also without 集团."""
    plain = _SIGNS.sub(" ", spelling).strip()
    if not plain.isascii():
        plain = _PROVINCE.sub("", plain.replace(" ", ""), count=1)
    found = [plain]
    for form in _FORMS:
        shorter = form.sub("", found[-1])
        if shorter != found[-1]:
            found.append(shorter)
    return [one for one in found if len(one) >= _SHORTEST_CORE]


def _alike_han(names: Iterable[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Only names that begin or end alike are compared: a slip is seldom at both ends.

    Nor are those that differ in what makes another organisation, so that few are left of names
    that are numbered.
    """
    groups: dict[tuple[object, ...], list[_Name]] = defaultdict(list)
    for one in names:
        marks = tuple(_MARKS.findall(one.core))
        groups[one.core[:_END], "", marks].append(one)
        groups["", one.core[-_END:], marks].append(one)
    for group in groups.values():
        yield from _alike_in(group)


def _alike_in(group: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    from rapidfuzz import fuzz, process

    # By length: others are alike only if they are nearly as long.
    some = sorted(group, key=lambda one: (len(one.core), one))
    texts = [one.core for one in some]
    lengths = [*map(len, texts)]
    for number, one in enumerate(some):
        stop = bisect_right(lengths, len(one.core) * _LONGER)
        found = process.extract(
            one.core, texts[number + 1 : stop], scorer=fuzz.ratio, score_cutoff=_ADDED, limit=None
        )
        for _, score, at in found:
            other = some[number + 1 + at]
            if _two(one, other) and not _differ(one.core, other.core, score):
                yield one, other


def _differ(one: str, other: str, score: float) -> bool:
    """Whether what is not the same in two names makes two organisations of them."""
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, False).get_opcodes():
        gone, new = one[start:end], other[begin:stop]
        if tag == "equal":
            continue
        if _MARKS.search(gone + new):
            return True
        if tag == "replace":
            at_end = len(one) - start <= _END
            in_place = _PLACE.match(gone + one[end:]) or _PLACE.match(new + other[stop:])
            if score < _ALIKE or at_end or in_place:
                return True
        elif start and _PLACE.fullmatch(gone + new):
            return True
    return False


def _told_apart(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether Chinese names that are somewhat alike say that these are two."""
    from rapidfuzz import fuzz

    cores, other_cores = ([*_han_cores(some)] for some in (names, others))
    return any(
        _TOLD_APART <= fuzz.ratio(one, other) < _THE_SAME and _differ(one, other, _THE_SAME)
        for one in cores
        for other in other_cores
    )


def _han_cores(names: Sequence[str]) -> Iterator[str]:
    cores = (_cores(name)[-1:] for name in names if not name.isascii())
    return (core for some in cores for core in some if len(core) >= _SHORTEST)


def _alike_latin(names: Iterable[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Names of words of which one is spelt a little differently."""
    from rapidfuzz import fuzz, process

    groups: dict[tuple[str, ...], dict[str, _Name]] = defaultdict(dict)
    for one in names:
        words = tuple(word for word in one.core.split() if word not in _LITTLE)
        for number, word in enumerate(words if len(words) > 1 else ()):
            if len(word) >= _SHORTEST_WORD and word.isalpha():
                groups[*words[:number], "", *words[number + 1 :]].setdefault(word, one)
    for group in groups.values():
        some = [*group]
        for number, word in enumerate(some):
            found = process.extract(
                word, some[number + 1 :], scorer=fuzz.ratio, score_cutoff=_WORD_ALIKE, limit=None
            )
            for other, _, _ in found:
                if _two(group[word], group[other]):
                    yield group[word], group[other]

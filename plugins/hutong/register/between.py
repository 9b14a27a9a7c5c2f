"""What is wrong between records: shared ids and names, circles, two records for one body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from hutong.model import Problem
from hutong.register.around import Read
from hutong.register.kinds import NAMED, SINGULAR, RecordKind
from hutong.register.lookup import Brief, Register
from hutong.register.records import Agreement, Organisation, Record, title_of
from hutong.register.table import Shape, Words, values_of
from hutong.register.vocabulary import LINEAGE

_BACK: Final = LINEAGE | {"implements"}
"""Relations to what was there before."""
_REFERENCES: Final = frozenset({Shape.REFERENCE})


def check_between(reads: Sequence[Read], register: Register) -> Iterator[Problem]:
    """All that is wrong between records."""
    apart = _apart(reads, register)
    yield from _shared_ids(reads)
    yield from _shared_names(reads, apart, register)
    mend = "turn one of these relations round, or take it out"
    yield from _cycles(reads, "related", mend, lambda one: _earlier(one, register))
    mend = "take 'parent:' out of one of them"
    yield from _cycles(reads, "parent", mend, lambda one: _wholes(one, register))
    yield from _look_alikes(reads, apart, register)


def _shared_ids(reads: Iterable[Read]) -> Iterator[Problem]:
    """Two files for one record, such as a.md and a.yaml."""
    owners: dict[tuple[RecordKind, str], Read] = {}
    for read in reads:
        owner = owners.setdefault((read.record.kind, read.record.id), read)
        if owner is not read:
            what = f"{owner.path} is about {read.record.id} already"
            yield Problem(read.path, 0, what, "put both into one file")


def _shared_names(reads: Sequence[Read], apart: _Apart, register: Register) -> Iterator[Problem]:
    """The first name of each record that another has too: texts that use it mean one of them."""
    records = {(one.record.kind, one.record.id): one.record for one in reads}
    for read in reads:
        brief = register.briefs.get((read.record.kind, read.record.id))
        for key in brief.keys if brief else ():
            shared = _shared(read.record, key, records, apart, register)
            if shared:
                at, name = _place(read.record, key, register.fold)
                yield read.warning(at, f"'{name}' is a name of {shared[0]}", shared[1])
                break


def _shared(
    record: Record,
    key: str,
    records: Mapping[tuple[RecordKind, str], Record],
    apart: _Apart,
    register: Register,
) -> tuple[str, str] | None:
    """Who else has a name, and what to do about it; None where nobody has, or editors know."""
    owner = register.keys[record.kind, key]
    if owner != record.id and (record.kind, frozenset((owner, record.id))) not in apart:
        mend = f"give it to one record only; if both have it, add 'distinct: [{owner}]'"
        return f"{owner} already", mend
    first = min(kind for kind in RecordKind if (kind, key) in register.keys)
    other = records.get((first, register.keys[first, key]))
    if first is record.kind or other is None or _are_tied(record, other, register):
        return None
    mend = f"in a text that means this one, write 'unlinked: [{other.id}]'"
    return f"the {SINGULAR[first]} {other.id}, too: texts link there", mend


def _are_tied(one: Record, other: Record, register: Register) -> bool:
    """Whether one of them names the other, as an alliance's agreement does: editors know both."""
    return any(
        field.kind is second.kind
        and (brief := register.find(field.kind, value)) is not None
        and brief.id == second.id
        for first, second in ((one, other), (other, one))
        for _, field, value in values_of(first, _REFERENCES)
    )


def _place(record: Record, key: str, fold: Callable[[str], str]) -> tuple[str, str]:
    """Where a record has the name that is folded to ``key``, and how it is written there."""
    found = ((at, name) for at, name in _spellings(record) if fold(name) == key)
    return next(found, ("", key))  # of two files for one record, the other may have it


def _spellings(record: Record) -> Iterator[tuple[str, str]]:
    """Every name of a record, with its key path."""
    main = "names" if record.kind in NAMED else "title"
    for at, words in ((main, title_of(record)), ("short", getattr(record, "short", Words()))):
        yield from ((f"{at}.{tag}", name) for tag, name in words.forms.items())
        if not words.forms:
            yield at, words.text
    yield from ((f"aliases.{number}", name) for number, name in enumerate(record.aliases))


_Apart = AbstractSet[tuple[RecordKind, frozenset[str]]]
"""Pairs of records that an editor said are two, whatever their names."""


def _apart(reads: Iterable[Read], register: Register) -> _Apart:
    return {
        (one.record.kind, frozenset((one.record.id, brief.id)))
        for one in reads
        for name in one.record.distinct
        if (brief := register.find(one.record.kind, name))
    }


def _earlier(read: Read, register: Register) -> Iterator[Brief | None]:
    """The agreements that one came after."""
    for related in read.record.related if isinstance(read.record, Agreement) else ():
        if related.relation in _BACK:
            yield register.find(RecordKind.AGREEMENT, related.id)


def _wholes(read: Read, register: Register) -> Iterator[Brief | None]:
    """The organisation that one is a part of."""
    if isinstance(read.record, Organisation) and read.record.parent:
        yield register.find(RecordKind.ORGANISATION, read.record.parent)


def _cycles(
    reads: Iterable[Read],
    at: str,
    mend: str,
    steps: Callable[[Read], Iterable[Brief | None]],
) -> Iterator[Problem]:
    """Records that lead to one another in a circle, told once where the first of them stands."""
    leading: dict[str, list[str]] = {}
    owners: dict[str, Read] = {}
    for read in reads:
        id_ = read.record.id
        found = [one.id for one in steps(read) if one and one.id != id_]
        if found:
            leading[id_], owners[id_] = found, read
    for circle in dict.fromkeys(_circles(leading)):
        what = f"{' → '.join((*circle, circle[0]))} come back to where they began"
        yield owners[circle[0]].problem(at, what, mend)


def _circles(before: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle once, beginning with its first id."""
    done: set[str] = set()
    for start in sorted(before):
        path: list[str] = []
        at: list[Iterator[str]] = [iter((start,))]
        while at:
            following = next(at[-1], None)
            if following is None:
                at.pop()
                if path:
                    done.add(path.pop())
            elif following in path:
                circle = path[path.index(following) :]
                turn = circle.index(min(circle))
                yield (*circle[turn:], *circle[:turn])
            elif following not in done:
                path.append(following)
                at.append(iter(sorted(before.get(following, ()))))


def _look_alikes(reads: Iterable[Read], apart: _Apart, register: Register) -> Iterator[Problem]:
    """Organisations whose names are so alike that they may be one."""
    from hutong.register.alike import alike_pairs

    kind = RecordKind.ORGANISATION
    found = {one.record.id: one for one in reads if one.record.kind is kind}
    names = {id_: register.briefs[kind, id_].keys for id_ in found}
    for one, other, key, other_key in alike_pairs(names):
        if (kind, frozenset((one, other))) not in apart:
            _, name = _place(found[one].record, key, register.fold)
            at, other_name = _place(found[other].record, other_key, register.fold)
            what = f"'{other_name}' looks like '{name}' of {one}: two records for one organisation?"
            yield found[other].warning(at, what, f"merge them, or add 'distinct: [{one}]'")

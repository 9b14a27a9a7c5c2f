"""What is wrong between the fields of a record, and between records.

Errors are what would put something untrue on a page; warnings what an editor should look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from hutong.model import Problem
from hutong.register.around import Around, Read
from hutong.register.dates import is_before, parse_vague
from hutong.register.kinds import NAMED, RecordKind
from hutong.register.lookup import Register
from hutong.register.named import check_named
from hutong.register.records import Agreement, Organisation, Policy, title_of
from hutong.register.vocabulary import LINEAGE

_ENDED: Final = frozenset({"ended", "superseded"})
_OPEN: Final = frozenset({"", "promised", "under-way"})
_ORDER: Final = ("announced", "published", "signed", "in_force", "ended")
"""Dates of one record in the order in which they happen; the first two never come late."""


def check_record(read: Read, around: Around) -> Iterator[Problem]:
    """What is wrong with one record, seen by itself and beside those it names."""
    record = read.record
    yield from check_named(read, around)
    yield from _dates(read)
    if not record.sources and not getattr(record, "website", ""):
        yield read.warning("sources", "the record names no source", "add 'sources:'")
    if record.kind in NAMED:
        yield from _names(read, around.tags)
    if isinstance(record, Agreement):
        yield from _agreement(read, record, around)
    if isinstance(record, (Agreement, Policy)):
        yield from _status(read, record, around.today)


def _dates(read: Read) -> Iterator[Problem]:
    given = [
        (name, parse_vague(value))
        for name in _ORDER
        if (value := getattr(read.record, name, "")) and isinstance(value, str)
    ]
    for number, (later, moment) in enumerate(given):
        for earlier, before in given[:number]:
            if is_before(moment, before):
                what = f"'{later}' ({moment.iso}) is before '{earlier}' ({before.iso})"
                yield read.problem(later, what, "mend one of the dates")


def _names(read: Read, tags: Sequence[str]) -> Iterator[Problem]:
    """An approved name that is missing is converted; somebody should look at it."""
    forms = title_of(read.record).forms
    for tag in tags:
        if not forms.get(tag):
            what = f"the name in {tag} is missing, so it is converted and unapproved"
            yield read.warning("names", what, f"add '{tag}:' under 'names:'")


def _agreement(read: Read, record: Agreement, around: Around) -> Iterator[Problem]:
    find = around.register.find
    parties = {
        found.id if (found := find(RecordKind.ORGANISATION, one.organisation)) else ""
        for one in record.parties
    }
    for number, signatory in enumerate(record.signatories):
        at = f"signatories.{number}"
        if not signatory.person and not signatory.name:
            yield read.problem(at, f"'{at}' names nobody", "add 'person:' or 'name:'")
        party = find(RecordKind.ORGANISATION, signatory.for_) if signatory.for_ else None
        if party and party.id not in parties:
            what = f"'{at}' signed for {party.id}, which is no party"
            yield read.problem(f"{at}.for", what, "mend 'for:', or add it to 'parties:'")
    for number, witness in enumerate(record.witnesses):
        if not witness.person and not witness.name:
            at = f"witnesses.{number}"
            yield read.problem(at, f"'{at}' names nobody", "add 'person:' or 'name:'")
    for number, text in enumerate(record.texts):
        if not text.file and not text.url:
            at = f"texts.{number}"
            yield read.problem(at, f"'{at}' can be read nowhere", "add 'file:' or 'url:'")
    yield from _parties(read, record, around)
    yield from _commitments(read, record)


def _parties(read: Read, record: Agreement, around: Around) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, party in enumerate(record.parties):
        found = around.register.find(RecordKind.ORGANISATION, party.organisation)
        if found and found.id in seen:
            what = f"{found.id} is a party twice"
            yield read.problem(f"parties.{number}", what, "keep one of them")
        seen.add(found.id if found else "")
        if (
            party.ended
            and party.signed
            and is_before(parse_vague(party.ended), parse_vague(party.signed))
        ):
            what = f"party {number + 1} left before it signed"
            yield read.problem(f"parties.{number}.ended", what, "mend one of the dates")


def _commitments(read: Read, record: Agreement) -> Iterator[Problem]:
    for number, one in enumerate(record.commitments):
        at = f"commitments.{number}"
        if record.status in _ENDED and one.status in _OPEN - {""}:
            what = f"the agreement has {record.status}, yet '{at}' is {one.status}"
            mend = "set it to done or dropped, or mend the agreement's status"
            yield read.warning(f"{at}.status", what, mend)
        if one.done and one.status != "done":
            what = f"'{at}' has a day on which it was done, and is not done"
            yield read.problem(f"{at}.done", what, "set 'status: done', or take the line out")
        if one.status == "done" and not one.evidence:
            what = f"'{at}' is done, and nothing shows it"
            yield read.warning(f"{at}.status", what, "add 'evidence:' with a source")


def _status(read: Read, record: Agreement | Policy, today: date) -> Iterator[Problem]:
    """A status that the dates contradict."""
    ended = parse_vague(record.ended) if record.ended else None
    status = record.status
    if ended and ended.last < today and status not in {*_ENDED, ""}:
        what = f"it ended on {ended.iso}, and its status is '{status}'"
        yield read.warning("status", what, "set 'status: ended', or mend 'ended:'")
    begun = parse_vague(record.in_force) if record.in_force else None
    if begun and status == "in-force" and begun.first > today:
        what = f"it is said to be in force, which it will be from {begun.iso}"
        yield read.problem("status", what, "set 'status: signed' until then, or mend the date")
    if isinstance(record, Agreement) and status == "signed" and not record.signed:
        yield read.warning("status", "it is signed, on no day", "add 'signed:'")


# Between records


def check_records(reads: Sequence[Read], around: Around) -> Iterator[Problem]:
    """What is wrong with every record, and between them."""
    for read in reads:
        yield from check_record(read, around)
    yield from _shared_ids(reads)
    yield from _shared_names(reads, around.register)
    yield from _cycles(reads, around.register)
    yield from _look_alikes(reads, around.register)


def _shared_ids(reads: Iterable[Read]) -> Iterator[Problem]:
    """Two files for one record, such as a.md and a.yaml."""
    owners: dict[tuple[RecordKind, str], Read] = {}
    for read in reads:
        owner = owners.setdefault((read.record.kind, read.record.id), read)
        if owner is not read:
            what = f"{owner.path} is about {read.record.id} already"
            yield Problem(read.path, 0, what, "put both into one file")


def _shared_names(reads: Iterable[Read], register: Register) -> Iterator[Problem]:
    """A name that two records of a kind have: texts that use it mean the first of them."""
    for read in reads:
        record = read.record
        brief = register.briefs.get((record.kind, record.id))
        for key in brief.keys if brief else ():
            owner = register.keys[record.kind, key]
            if brief and owner != record.id:
                name = next(one for one in brief.spellings if register.fold(one) == key)
                what = f"'{name}' is a name of {owner} already"
                yield read.warning("aliases", what, "give each name to one record only")
                break


def _cycles(reads: Iterable[Read], register: Register) -> Iterator[Problem]:
    """Agreements that amend, renew or supplement one another in a circle."""
    agreements = {one.record.id: one for one in reads if isinstance(one.record, Agreement)}
    before: dict[str, list[str]] = defaultdict(list)
    for id_, read in agreements.items():
        record = read.record
        for related in record.related if isinstance(record, Agreement) else ():
            found = register.find(RecordKind.AGREEMENT, related.id)
            if related.relation in LINEAGE and found:
                before[id_].append(found.id)
    for circle in _circles(before):
        read = agreements[circle[0]]
        what = f"{' → '.join((*circle, circle[0]))} come back to where they began"
        yield read.problem("related", what, "turn one of these relations round, or take it out")


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


def _look_alikes(reads: Iterable[Read], register: Register) -> Iterator[Problem]:
    """Organisations whose names are so alike that they may be one."""
    from hutong.register.alike import alike_pairs

    found = {one.record.id: one for one in reads if isinstance(one.record, Organisation)}
    names = {id_: register.fold(title_of(read.record).text) for id_, read in found.items()}
    for one, other in alike_pairs(names):
        records = (found[one].record, found[other].record)
        told = {
            brief.id
            for record in records
            for name in (record.distinct if isinstance(record, Organisation) else ())
            if (brief := register.find(RecordKind.ORGANISATION, name))
        }
        if told.isdisjoint((one, other)):
            what = f"the name looks like that of {one}: two records for one organisation?"
            mend = f"merge them, or add 'distinct: [{one}]'"
            yield found[other].warning("names", what, mend)

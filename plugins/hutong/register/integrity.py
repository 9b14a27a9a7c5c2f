"""What is wrong with records: between the fields of each, and with those that it names.

Errors are what would put something untrue on a page; warnings what an editor should look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hutong.model import Problem, Severity
from hutong.near import did_you_mean
from hutong.register.around import Around, Read
from hutong.register.chronology import check_dates
from hutong.register.kinds import NAMED, RecordKind
from hutong.register.named import check_named
from hutong.register.records import Agreement, title_of
from hutong.register.table import fields_of, keys_of

_KEYS: Final = keys_of(fields_of(Agreement))


def check_record(read: Read, around: Around) -> Iterator[Problem]:
    """What is wrong with one record, seen by itself and beside those it names."""
    record = read.record
    yield from check_named(read, around)
    yield from check_dates(read, around.today)
    if not record.sources and not getattr(record, "website", ""):
        yield read.warning("sources", "the record names no source", "add 'sources:'")
    if record.kind in NAMED:
        yield from _names(read, around.tags)
    if isinstance(record, Agreement):
        yield from _agreement(read, record, around)


def check_rest(read: Read, around: Around) -> Iterator[Problem]:
    """What else is wrong with a record of which some fields could not be read.

    Only what is wrong with the fields that are there: so an editor meets all faults at once.
    """
    yield from check_named(read, around)
    dates = check_dates(read, around.today)
    yield from (one for one in dates if one.severity is Severity.ERROR)
    if isinstance(read.record, Agreement) and read.record.parties:
        yield from _people(read, read.record, around)


def _names(read: Read, tags: Sequence[str]) -> Iterator[Problem]:
    """An approved name that is missing is converted; somebody should look at it."""
    names = title_of(read.record)
    forms = names.forms or {read.record.origin: names.text}
    for tag in tags:
        if not forms.get(tag):
            what = f"the name in {tag} is missing, so it is converted and unapproved"
            yield read.warning("names", what, f"add '{tag}:' under 'names:'")


def _agreement(read: Read, record: Agreement, around: Around) -> Iterator[Problem]:
    yield from _people(read, record, around)
    for number, text in enumerate(record.texts):
        if not text.file and not text.url:
            at = f"texts.{number}"
            yield read.problem(at, f"'{at}' can be read nowhere", "add 'file:' or 'url:'")
    for number, change in enumerate(record.history):
        if change.field and (key := change.field.partition(".")[0]) not in _KEYS:
            mend = did_you_mean(key, _KEYS, "write the field as it is called above")
            yield read.problem(f"history.{number}.field", f"there is no field '{key}'", mend)
    yield from _parties(read, record, around)
    yield from _commitments(read, record)


def _people(read: Read, record: Agreement, around: Around) -> Iterator[Problem]:
    """Those who signed or were there."""
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


def _parties(read: Read, record: Agreement, around: Around) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, party in enumerate(record.parties):
        found = around.register.find(RecordKind.ORGANISATION, party.organisation)
        if found and found.id in seen:
            what = f"{found.id} is a party twice"
            yield read.problem(f"parties.{number}", what, "keep one of them")
        seen.add(found.id if found else "")


def _commitments(read: Read, record: Agreement) -> Iterator[Problem]:
    for number, one in enumerate(record.commitments):
        at = f"commitments.{number}"
        if one.done and one.status != "done":
            what = f"'{at}' has a day on which it was done, and is not done"
            yield read.problem(f"{at}.done", what, "set 'status: done', or take the line out")
        if one.status == "done" and not one.evidence:
            what = f"'{at}' is done, and nothing shows it"
            yield read.warning(f"{at}.status", what, "add 'evidence:' with a source")
    if record.status == "signed" and not record.signed:
        yield read.warning("status", "it is signed, on no day", "add 'signed:'")

"""Which pages and files the register has: its order → a plan for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final

from hutong.register import Agreement, Record, RecordKind
from hutong.register.happenings import Happening as Dated
from hutong.register.happenings import by_year, commitment_keys
from hutong.register.lineage import INVERSE
from hutong.register.tracker import State
from hutong.views import plans
from hutong.views.plans import EditionPlan, Happening, SitePlan
from hutong.views.register.happenings import about_of
from hutong.views.register.order import Ids, RegisterOrder

_ARTICLES: Final = 50
"""Articles that a record shows: an archive may have thousands that name one."""
_NEWEST: Final = 8
"""Agreements and changes that the way into the register shows, and articles of a subject."""
_FEED: Final = 50
"""Happenings that a feed has."""
_TOLD: Final = 100
"""Happenings that the page of the latest has; the timeline has all."""
_STATES: Final = {state: number for number, state in enumerate(State)}


def register_plans(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    """Every page and file of the register in an edition, with its path below it."""
    if not register:
        return
    yield "register/", _home(register)
    yield "agreements/", plans.AgreementTable(_ids(register.agreements))
    yield from _records(register)
    yield from _terms(register)
    yield from _indexes(register)
    yield from _overviews(register)


def permanent_plans(register: RegisterOrder) -> Iterator[tuple[str, SitePlan]]:
    """What stands at the permanent address of each record."""
    for one in register.records:
        yield f"id/{one.kind}/{one.id}/index.html", plans.PermanentPage(one.kind, one.id)


def data_plans(register: RegisterOrder, names: Iterable[str]) -> Iterator[tuple[str, SitePlan]]:
    """The files of the open data, which are at ``names`` below the site's root."""
    if not register:
        return
    records = tuple(sorted((one.kind, one.id) for one in register.records))
    articles = tuple(
        sorted(
            (f"{kind}/{id_}", some[:_ARTICLES]) for (kind, id_), some in register.articles.items()
        )
    )
    for name in names:
        yield name, plans.DataFile(name, records, articles)


def _home(register: RegisterOrder) -> plans.RegisterHome:
    counts = (
        (RecordKind.AGREEMENT, len(register.agreements)),
        (RecordKind.POLICY, len(register.policies)),
        (RecordKind.ORGANISATION, len(register.organisations)),
        (RecordKind.PERSON, len(register.people)),
    )
    ways: dict[str, object] = {
        "places": register.of_place,
        "subjects": _subjects(register),
        "timeline": register.happenings,
        "network": any(len(one.parties) > 1 for one in register.agreements),
        "commitments": any(one.commitments for one in register.agreements),
        "changes": register.changes,
    }
    return plans.RegisterHome(
        counts,
        tuple(way for way, some in ways.items() if some),
        _ids(register.agreements[:_NEWEST]),
        tuple(_told(one) for one in register.changes[:_NEWEST]),
        register.has_calendar,
    )


def _records(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    for one in register.agreements:
        yield f"agreements/{one.id}/", _agreement(register, one)
    for policy in register.policies:
        yield (
            f"policies/{policy.id}/",
            plans.PolicyPage(
                policy.id,
                register.of_policy.get(policy.id, ()),
                *_articles(register, RecordKind.POLICY, policy.id),
            ),
        )
    for organisation in register.organisations:
        yield f"organisations/{organisation.id}/", _organisation(register, organisation.id)
    for person in register.people:
        yield (
            f"people/{person.id}/",
            plans.PersonPage(
                person.id,
                register.of_person.get(person.id, ()),
                *_articles(register, RecordKind.PERSON, person.id),
            ),
        )


def _agreement(register: RegisterOrder, one: Agreement) -> plans.AgreementPage:
    inverse = set(INVERSE.values())
    ties = register.lineage.of(one.id)
    chain = register.lineage.chain(one.id)
    lineage = (*chain.before, one.id, *chain.after)
    return plans.AgreementPage(
        one.id,
        *_articles(register, RecordKind.AGREEMENT, one.id),
        after=tuple((tie.relation, tie.id) for tie in ties if tie.relation in inverse),
        chain=lineage if len(lineage) > 1 else (),
        states=tuple(state.value for state in register.states(one)),
    )


def _organisation(register: RegisterOrder, id_: str) -> plans.OrganisationPage:
    return plans.OrganisationPage(
        id_,
        register.of_organisation.get(id_, ()),
        *_articles(register, RecordKind.ORGANISATION, id_),
        parts=register.parts_of.get(id_, ()),
        people=register.people_of.get(id_, ()),
        policies=register.issued_by.get(id_, ()),
    )


def _articles(register: RegisterOrder, kind: RecordKind, id_: str) -> tuple[Ids, int]:
    """The newest articles that name a record, and how many do."""
    found = register.articles.get((kind, id_), ())
    return found[:_ARTICLES], len(found)


def _terms(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    for place, agreements in sorted(register.of_place.items()):
        yield f"places/{place}/", plans.PlacePage(place, agreements)
    for subject in _subjects(register):
        articles = register.articles_about(subject)
        yield (
            f"subjects/{subject}/",
            plans.SubjectPage(
                subject,
                register.of_subject.get(subject, ()),
                register.policies_about.get(subject, ()),
                articles[:_NEWEST],
                len(articles),
            ),
        )


def _subjects(register: RegisterOrder) -> list[str]:
    return sorted({*register.of_subject, *register.policies_about})


def _indexes(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    places, subjects = sorted(register.of_place), _subjects(register)
    indexes = {
        "organisations": (_ids(register.organisations), register.of_organisation),
        "people": (_ids(register.people), register.of_person),
        "policies": (_ids(register.policies), register.of_policy),
        "places": (tuple(places), register.of_place),
        "subjects": (tuple(subjects), register.of_subject),
    }
    for what, (ids, agreements) in indexes.items():
        entries = tuple((id_, len(agreements.get(id_, ()))) for id_ in ids)
        yield f"{what}/", plans.RegisterIndex(what, entries)


def _overviews(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    years = by_year(register.happenings)
    counts = tuple((one.year, len(one.happenings)) for one in years)
    begun = next((one for one in years if one.year <= register.today.year), (*years[:1], None)[0])
    newest = begun.happenings if begun else ()
    yield "register/timeline/", _timeline(register, 0, counts, newest)
    for one in years:
        yield (
            f"register/timeline/{one.year}/",
            _timeline(register, one.year, counts, one.happenings),
        )
    parties = sorted(
        (one.id, tuple(dict.fromkeys(party.organisation for party in one.parties)))
        for one in register.agreements
    )
    yield "register/network/", plans.NetworkPage(tuple(parties))
    yield "register/commitments/", plans.CommitmentsPage(tuple(_commitments(register)))
    yield from _latest(register)
    if register.has_calendar:
        keys = tuple((one.id, commitment_keys(one)) for one in register.agreements)
        yield "register/dates.ics", plans.DatesCalendar(keys)


def _timeline(
    register: RegisterOrder,
    year: int,
    counts: tuple[tuple[int, int], ...],
    happenings: tuple[Dated, ...],
) -> plans.TimelinePage:
    ahead = sum(one.date.first > register.today for one in happenings)
    told = tuple(map(_told, happenings))
    return plans.TimelinePage(year, counts, told, ahead, register.has_calendar)


def _latest(register: RegisterOrder) -> Iterator[tuple[str, EditionPlan]]:
    """What happened last, as a page and as feeds."""
    changes = tuple(map(_told, register.changes[:_TOLD]))
    yield "register/changes/", plans.ChangesPage(changes, len(register.changes))
    by_id = {one.id: one for one in register.agreements}
    ids = tuple(_entry_id(by_id, one) for one in register.changes[:_FEED])
    yield "register/changes.xml", plans.ChangesFeed(changes[:_FEED], ids, "atom")
    yield "register/changes.json", plans.ChangesFeed(changes[:_FEED], ids, "json")


def _entry_id(agreements: Mapping[str, Agreement], one: Dated) -> str:
    """What tells a happening apart from others in every edition, wherever its record has it.

    A number in the record would not: whoever puts a line before others would make all of them new.
    """
    about = about_of(agreements[one.agreement], one)
    told = f"{one.agreement}\n{one.what}\n{one.date.written}\n{about}"
    return f"{one.what}-{blake2b(told.encode(), digest_size=8).hexdigest()}"


def _commitments(register: RegisterOrder) -> list[tuple[str, int, str]]:
    """Late ones first; of one state those of the newest agreement."""
    found = [
        (_STATES[state], place, number, one.id, state)
        for place, one in enumerate(register.agreements)
        for number, state in enumerate(register.states(one))
    ]
    return [(id_, number, state.value) for _, _, number, id_, state in sorted(found)]


def _told(one: Dated) -> Happening:
    return (one.date.written, one.what.value, one.agreement, -1 if one.index is None else one.index)


def _ids(records: Iterable[Record]) -> Ids:
    return tuple(one.id for one in records)

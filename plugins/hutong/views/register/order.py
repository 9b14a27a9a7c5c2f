"""The order of the register: which agreements an organisation, person, place or subject has.

Editions share it, so it is made once, from what no conversion changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hutong.register import Agreement, Organisation, Person, Policy, Record, RecordKind
from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening, What, list_calendar, list_happenings
from hutong.register.lineage import Lineage, make_lineage
from hutong.register.records import Signatory, Witness
from hutong.register.tracker import State, state_of
from hutong.taxonomy import Taxon
from hutong.views.order import Order, keys

Ids = tuple[str, ...]


@dataclass(frozen=True)
class RegisterOrder:
    """All records, what they name by id, and the articles that name them.

    ``mentions`` are the records (``kind/id``) that the text of a document names, by its id.
    """

    records: tuple[Record, ...]
    order: Order
    mentions: Mapping[str, Collection[str]]

    def __bool__(self) -> bool:
        return bool(self.records)

    @cached_property
    def today(self) -> date:
        """The day of the build, where the site is."""
        return self.order.now.astimezone(self.order.zone).date()

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """All agreements, newest first."""
        found = [one for one in self.records if isinstance(one, Agreement)]
        return tuple(sorted(found, key=lambda one: (_first_date(one), one.id), reverse=True))

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """All policies, newest first."""
        found = [one for one in self.records if isinstance(one, Policy)]
        return tuple(sorted(found, key=lambda one: (_issued(one), one.id), reverse=True))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations, by id."""
        return tuple(one for one in self._by_id if isinstance(one, Organisation))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """All people, by id."""
        return tuple(one for one in self._by_id if isinstance(one, Person))

    @cached_property
    def of_organisation(self) -> Mapping[str, Ids]:
        """Agreements of each organisation that is a party or a host, newest first."""
        return _grouped(
            (one.id, {*(party.organisation for party in one.parties), *one.hosts})
            for one in self.agreements
        )

    @cached_property
    def of_person(self) -> Mapping[str, Ids]:
        """Agreements that each person signed or witnessed, newest first."""
        return _grouped((one.id, _people(one)) for one in self.agreements)

    @cached_property
    def of_policy(self) -> Mapping[str, Ids]:
        """Agreements that name each policy, newest first."""
        return _grouped((one.id, one.policies) for one in self.agreements)

    @cached_property
    def of_place(self) -> Mapping[str, Ids]:
        """Agreements that were signed at each place, newest first."""
        return _grouped((one.id, (one.place,)) for one in self.agreements)

    @cached_property
    def of_subject(self) -> Mapping[str, Ids]:
        """Agreements about each subject, newest first."""
        return _grouped((one.id, one.subjects) for one in self.agreements)

    @cached_property
    def policies_about(self) -> Mapping[str, Ids]:
        """Policies about each subject, newest first."""
        return _grouped((one.id, one.subjects) for one in self.policies)

    @cached_property
    def issued_by(self) -> Mapping[str, Ids]:
        """Policies that each organisation issued, newest first."""
        return _grouped((one.id, one.issuers) for one in self.policies)

    @cached_property
    def people_of(self) -> Mapping[str, Ids]:
        """People with an office in each organisation, by id."""
        return _grouped((one.id, [role.organisation for role in one.roles]) for one in self.people)

    @cached_property
    def parts_of(self) -> Mapping[str, Ids]:
        """Organisations that are a part of each, by id."""
        return _grouped((one.id, (one.parent,)) for one in self.organisations)

    @cached_property
    def articles(self) -> Mapping[tuple[RecordKind, str], Ids]:
        """Articles that name each record in their front matter or text, newest first."""
        found: defaultdict[tuple[RecordKind, str], list[str]] = defaultdict(list)
        for one in self.order.articles:
            mentioned = (name.partition("/") for name in self.mentions.get(one.id, ()))
            named = {
                *((RecordKind(kind), id_) for kind, _, id_ in mentioned),
                *((RecordKind.AGREEMENT, id_) for id_ in one.agreements),
                *((RecordKind.POLICY, id_) for id_ in one.policies),
                *((RecordKind.ORGANISATION, id_) for id_ in one.organisations),
            }
            for key in named:
                found[key].append(one.id)
        return {key: tuple(some) for key, some in found.items()}

    def articles_about(self, subject: str) -> Ids:
        """Articles that have a subject as their tag, newest first."""
        return keys(self.order.by_term.get((Taxon.TAG, subject), ()))

    @cached_property
    def lineage(self) -> Lineage:
        """How agreements hang together."""
        return make_lineage(self.agreements)

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """All that happens to agreements, newest first."""
        return list_happenings(self.agreements, newest_first=True)

    @cached_property
    def changes(self) -> tuple[Happening, ...]:
        """What was announced, signed, came into force, ended or changed till today, newest first.

        What is still to come is no change.
        """
        return tuple(
            one
            for one in self.happenings
            if one.what is not What.DUE and one.date.first <= self.today
        )

    @cached_property
    def has_calendar(self) -> bool:
        """Whether anything is definite enough for a calendar."""
        return bool(list_calendar(self.agreements))

    def states(self, agreement: Agreement) -> tuple[State, ...]:
        """How each commitment of an agreement stands on the day of the build."""
        return tuple(state_of(one, self.today) for one in agreement.commitments)

    @cached_property
    def _by_id(self) -> tuple[Record, ...]:
        return tuple(sorted(self.records, key=lambda one: (one.kind, one.id)))


def _people(agreement: Agreement) -> set[str]:
    some: tuple[Signatory | Witness, ...] = (*agreement.signatories, *agreement.witnesses)
    return {one.person for one in some}


def _grouped(named: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Ids]:
    """Pairs of an id and the ids that it names → by the latter the former, in their order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id_, names in named:
        for name in dict.fromkeys(names):
            if name:
                found[name].append(id_)
    return {name: tuple(some) for name, some in found.items()}


def _first_date(agreement: Agreement) -> str:
    return next(
        _dates(agreement.signed, agreement.in_force, agreement.announced, agreement.ended), ""
    )


def _issued(policy: Policy) -> str:
    return next(_dates(policy.published, policy.in_force), "")


def _dates(*written: str) -> Iterator[str]:
    """The first day that each date that is known can be."""
    return (parse_vague(one).first.isoformat() for one in written if one)

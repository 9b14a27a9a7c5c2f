"""What the register knows of agreements, policies, organisations and people: the field tables.

Each line is a field; :mod:`hutong.register.table` says what follows from it. Dates follow
:mod:`hutong.register.dates`, references are ids or names. After DESTA, the UN and the Dutch treaty
collections, and FollowTheMoney; ``docs/register.md`` has it in tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from hutong.model import Provenance
from hutong.register import vocabulary
from hutong.register.kinds import RecordKind
from hutong.register.table import (
    Words,
    address,
    checksum,
    choice,
    file,
    flag,
    groups,
    language,
    many_words,
    other_names,
    plain,
    record,
    reference,
    references,
    term,
    terms,
    vague_date,
    words,
)

_ORGANISATION: Final = RecordKind.ORGANISATION


@record
class Source:
    """Where something is said."""

    publisher: Words = words("Publisher", "who says it", needed=True)
    title: Words = words("Title", "what it is called there")
    url: str = address("Address", "where it can be read", asked=True)
    published: str = vague_date("Published", "when it appeared")
    retrieved: str = vague_date("Retrieved", "when an editor read it there", asked=True)
    archived: str = address("Archived copy", "a copy that stays")


@record
class Party:
    """One party to an agreement, with what it did about it."""

    organisation: str = reference("Organisation", "who it is", _ORGANISATION, needed=True)
    role: str = choice("Role", "as what it takes part", vocabulary.PARTY_ROLES)
    signed: str = vague_date("Signed", "when it signed, if not with the others")
    in_force: str = vague_date("In force", "from when it is bound, if not with the others")
    ended: str = vague_date("Ended", "when it left")


@record
class Signatory:
    """Who signed, as what, for whom."""

    person: str = reference("Person", "who signed, if the register knows them", RecordKind.PERSON)
    name: Words = words("Name", "who signed, if it does not")
    title: Words = words("Office", "the office held then")
    for_: str = reference("For", "the party signed for", _ORGANISATION)


@record
class Witness:
    """Who was there."""

    person: str = reference("Person", "who it was, if the register knows them", RecordKind.PERSON)
    name: Words = words("Name", "who it was, if it does not")
    title: Words = words("Office", "the office held then")
    organisation: str = reference("Organisation", "from where", _ORGANISATION)


@record
class Commitment:
    """What was promised, and what became of it."""

    text: Words = words("Commitment", "what is promised, in a sentence", needed=True)
    owner: tuple[str, ...] = references("By", "who is to do it", _ORGANISATION)
    due: str = vague_date("Due", "until when")
    status: str = choice("Status", "how it stands", vocabulary.COMMITMENT_STATUSES)
    done: str = vague_date("Done", "when it was done")
    evidence: tuple[Source, ...] = groups("Evidence", "what shows it", Source)


@record
class Related:
    """Another agreement, and what this one has to do with it."""

    id: str = reference("Agreement", "which", RecordKind.AGREEMENT, needed=True)
    relation: str = choice(
        "Relation", "what this one does to it", vocabulary.RELATIONS, needed=True
    )


@record
class Wording:
    """The agreement itself in one language."""

    language: str = language("Language", "its language, such as zh, en or pt")
    script: str = choice("Script", "of a Chinese text", vocabulary.SCRIPTS)
    authentic: bool = flag("Authentic", "whether this text is authentic")
    file: str = file("File", "a file of this site, such as files/text.pdf")
    url: str = address("Address", "where it can be read elsewhere")
    sha256: str = checksum("SHA-256", "of the file, in hex")
    pages: str = plain("Pages", "how many it has")


@record
class Figure:
    """A number that matters, as it was published."""

    text: Words = words("What", "what is counted", needed=True)
    value: Words = words("Value", "how many, with its unit", needed=True)
    date: str = vague_date("As of", "when that was so")


@record
class Change:
    """One change of the agreement or of its record, told to readers."""

    date: str = vague_date("Date", "when")
    text: Words = words("Change", "what changed, in a sentence", needed=True)
    field: str = plain("Field", "the field that changed, as it is called here")
    before: Words = words("Before", "what it said")
    after: Words = words("After", "what it says now")


@record
class Role:
    """An office held for some time."""

    organisation: str = reference("Organisation", "where", _ORGANISATION)
    title: Words = words("Office", "which office", needed=True)
    from_: str = vague_date("From", "since when")
    to: str = vague_date("Until", "until when")


@record
class _Record:
    """What all records have that no editor writes into them.

    ``id`` is the file's name and ``path`` where it lies below ``content/``; ``variant`` is the tag
    of the variant that the words are in, ``origin`` the one that they were written in.
    """

    kind: ClassVar[RecordKind]

    id: str
    path: str
    variant: str
    origin: str
    provenance: Provenance = Provenance.ORIGINAL


@record
class Agreement(_Record):
    """An agreement, memorandum, alliance or the like."""

    kind = RecordKind.AGREEMENT

    title: Words = words("Title", "the full title, without 《》", needed=True)
    short: Words = words("Short title", "what everybody calls it")
    aliases: tuple[str, ...] = other_names("Other names", "other names, in any script")
    distinct: tuple[str, ...] = references(
        "Not the same as", "agreements whose names only look like this one's", RecordKind.AGREEMENT
    )
    type: str = choice("Type", "what sort of agreement", vocabulary.AGREEMENT_TYPES, asked=True)
    status: str = choice("Status", "how it stands", vocabulary.AGREEMENT_STATUSES, asked=True)
    announced: str = vague_date("Announced", "when it was made known")
    signed: str = vague_date("Signed", "when it was signed", asked=True)
    in_force: str = vague_date("In force", "since when it holds")
    ended: str = vague_date("Ended", "when it ended")
    place: str = term("Place", "where it was signed", "places")
    parties: tuple[Party, ...] = groups(
        "Parties", "who agrees", Party, short="organisation", asked=True
    )
    signatories: tuple[Signatory, ...] = groups("Signatories", "who signed", Signatory)
    witnesses: tuple[Witness, ...] = groups("Witnesses", "who was there", Witness)
    hosts: tuple[str, ...] = references("Hosts", "who held the signing", _ORGANISATION)
    subjects: tuple[str, ...] = terms("Subjects", "what it is about", "tags")
    commitments: tuple[Commitment, ...] = groups("Commitments", "what is promised", Commitment)
    conditions: tuple[Words, ...] = many_words("Conditions of joining", "who may join, and how")
    figures: tuple[Figure, ...] = groups("Figures", "numbers that matter", Figure)
    related: tuple[Related, ...] = groups("Related agreements", "other agreements", Related)
    policies: tuple[str, ...] = references(
        "Policies", "policies it carries out or rests on", RecordKind.POLICY
    )
    texts: tuple[Wording, ...] = groups("Texts", "the agreement itself", Wording)
    sources: tuple[Source, ...] = groups("Sources", "where all this is from", Source, asked=True)
    history: tuple[Change, ...] = groups("History", "what changed when", Change)


@record
class Policy(_Record):
    """A plan, law, measure or the like of a public body."""

    kind = RecordKind.POLICY

    title: Words = words("Title", "the full title, without 《》", needed=True)
    short: Words = words("Short title", "what everybody calls it")
    aliases: tuple[str, ...] = other_names("Other names", "other names, in any script")
    distinct: tuple[str, ...] = references(
        "Not the same as", "policies whose names only look like this one's", RecordKind.POLICY
    )
    type: str = choice("Type", "what sort of document", vocabulary.POLICY_TYPES, asked=True)
    number: Words = words("Number", "its number: 国发〔2022〕13号")
    issuers: tuple[str, ...] = references("Issued by", "who issued it", _ORGANISATION, asked=True)
    status: str = choice("Status", "how it stands", vocabulary.POLICY_STATUSES)
    published: str = vague_date("Promulgated", "when it was made public", asked=True)
    in_force: str = vague_date("In force", "since when it holds")
    ended: str = vague_date("Ended", "when it ended")
    subjects: tuple[str, ...] = terms("Subjects", "what it is about", "tags")
    url: str = address("Address", "where its text can be read")
    sources: tuple[Source, ...] = groups("Sources", "where all this is from", Source, asked=True)


@record
class Organisation(_Record):
    """A public body, institution, association, company or alliance."""

    kind = RecordKind.ORGANISATION

    names: Words = words("Name", "the approved name in each variant, and in English", needed=True)
    short: Words = words("Short name", "the usual short name")
    aliases: tuple[str, ...] = other_names("Other names", "other names, in any script")
    kind_: str = choice(
        "Kind", "what sort of organisation", vocabulary.ORGANISATION_KINDS, asked=True
    )
    region: str = choice("Region", "where it belongs", vocabulary.REGIONS, asked=True)
    parent: str = reference("Part of", "what it is a part of", _ORGANISATION)
    distinct: tuple[str, ...] = references(
        "Not the same as", "organisations whose names only look like this one's", _ORGANISATION
    )
    founded: str = vague_date("Founded", "when it was founded")
    ended: str = vague_date("Ended", "when it was closed or merged")
    website: str = address("Website", "its website", asked=True)
    figures: tuple[Figure, ...] = groups("Figures", "numbers that matter", Figure)
    sources: tuple[Source, ...] = groups("Sources", "where all this is from", Source, asked=True)


@record
class Person(_Record):
    """Somebody in a public role; nothing private belongs here."""

    kind = RecordKind.PERSON

    names: Words = words("Name", "the name in each variant, and in Latin letters", needed=True)
    aliases: tuple[str, ...] = other_names("Other names", "other names, in any script")
    distinct: tuple[str, ...] = references(
        "Not the same as", "people whose names only look like this one's", RecordKind.PERSON
    )
    roles: tuple[Role, ...] = groups("Offices", "public offices, newest first", Role)
    website: str = address("Website", "an official page")
    sources: tuple[Source, ...] = groups("Sources", "where all this is from", Source, asked=True)


Record = Agreement | Policy | Organisation | Person
RECORDS: Final[Mapping[RecordKind, type[Record]]] = MappingProxyType(
    {cls.kind: cls for cls in (Agreement, Policy, Organisation, Person)}
)


def title_of(record: Record) -> Words:
    """What a record is called."""
    return record.names if isinstance(record, (Organisation, Person)) else record.title

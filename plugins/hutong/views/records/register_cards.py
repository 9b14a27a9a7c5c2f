"""The views of the pages of records: agreements, organisations, people, policies, and of terms."""

from __future__ import annotations

from hutong.model import Html
from hutong.views.records.described import described, record
from hutong.views.records.pages import PageView
from hutong.views.records.parts import CardView, ConversionView, LinkView, TimeView
from hutong.views.records.register import (
    AgreementRowView,
    DatedView,
    SourceLineView,
    SpellingView,
    StatusView,
)


@record
class ValueView:
    """One value of a field."""

    text: str = described("what readers see")
    url: str = described("where it leads, or empty; absolute for addresses elsewhere")
    iso: str = described("for the datetime attribute of a date, or empty")


@record
class FactView:
    """A field of a record with its values."""

    label: str = described("what the field is called")
    values: tuple[ValueView, ...] = described("its values, at least one")


@record
class TableView:
    """A list of like things as a table; columns without any value are left out."""

    key: str = described("the field that it shows: parties, signatories…; also an id")
    title: str = described("what the field is called")
    columns: tuple[str, ...] = described("headings")
    rows: tuple[tuple[FactView, ...], ...] = described(
        "cells as long as columns; label repeats the heading, values may be empty"
    )


@record
class NameView:
    """Another name of something."""

    label: str = described("what sort of name: 簡稱, 英文…")
    spellings: tuple[SpellingView, ...] = described("the name, or several; at least one")


@record
class FigureView:
    """A number as it was published."""

    text: str = described("what is counted")
    value: str = described("how many, with its unit")
    time: TimeView | None = described("when that was so")


@record
class CommitmentView:
    """What was promised, and what became of it."""

    anchor: str = described("its id on the page")
    text: str = described("what is promised")
    owners: tuple[LinkView, ...] = described("who is to do it")
    due: TimeView | None = described("until when")
    state: StatusView = described("late, promised, under-way, done, dropped or unreported")
    done: TimeView | None = described("when it was done")
    done_late: bool = described("whether that was surely after it was due")
    evidence: tuple[SourceLineView, ...] = described("what shows it")


@record
class TieView:
    """Other agreements that stand in one relation to this one."""

    relation: str = described("修訂以下協議, 由以下協議修訂…")
    rows: tuple[AgreementRowView, ...] = described("the agreements")


@record
class LinkInChainView:
    """One agreement of a lineage."""

    link: LinkView = described("the agreement")
    dated: DatedView | None = described("its date")
    current: bool = described("whether it is the one that the page is about")


@record
class WordingView:
    """The agreement itself in one language."""

    language: str = described("its language: 中文, 英文")
    script: str = described("its script, or empty")
    authentic: bool = described("whether this text is authentic")
    file: LinkView | None = described("the file on this site; text is its name")
    url: LinkView | None = described("where it can be read elsewhere; text is the host")
    pages: str = described("how many pages it has, or empty")
    sha256: str = described("of the file, in hex, or empty")


@record
class PieceView:
    """A piece of a text that changed."""

    kind: str = described("same, gone or new")
    text: str = described("the piece")


@record
class ChangeView:
    """One change of an agreement or of its record."""

    time: TimeView | None = described("when")
    text: str = described("what changed")
    field: str = described("the field that changed, or empty")
    pieces: tuple[PieceView, ...] = described("what it said and says, as a diff; may be empty")


@record
class HappenedView:
    """Something that happened to the agreement, or is to happen."""

    time: TimeView = described("when; may be a month, a year, or about so")
    what: StatusView = described("what: signed, due…")
    party: LinkView | None = described("the party that it is about")
    text: str = described("the commitment or change that it is about, or empty")


@record
class CitationView:
    """How to cite the record in one form."""

    id: str = described("apa, gbt7714 or bibtex")
    name: str = described("what the form is called")
    text: str = described("the citation")


@record
class PolicyRowView:
    """A policy in a list."""

    id: str = described("its id, the same in every edition")
    link: LinkView = described("its short title or else its title, and its page")
    number: str = described("its number, or empty")
    type: str = described("what sort of document, or empty")
    status: StatusView | None = described("how it stands, if known")
    dated: DatedView | None = described("its first known date")
    issuers: tuple[LinkView, ...] = described("who issued it; url is empty where one has no page")


@record
class PartView:
    """What an organisation or person had to do with an agreement."""

    label: str = described("身份, 簽署, 見證…")
    title: str = described("the role, or the office held then; or empty")
    organisation: LinkView | None = described("for whom or from where, if it is a person")


@record
class NotedRowView:
    """An agreement with what somebody had to do with it."""

    row: AgreementRowView = described("the agreement")
    parts: tuple[PartView, ...] = described("what, in the order of the record")


@record
class OfficeView:
    """Somebody's office in an organisation."""

    person: LinkView = described("who")
    title: str = described("which office")
    since: TimeView | None = described("since when")
    until: TimeView | None = described("until when")


@record
class SheetView:
    """What the pages of all records show."""

    kind: str = described("agreements, organisations, people or policies")
    kicker: LinkView = described("the index of its kind")
    type: str = described("what sort of agreement, policy or organisation, or empty")
    status: StatusView | None = described("how it stands, if known")
    names: tuple[NameView, ...] = described("other names: short, English, in other editions")
    unapproved: bool = described("whether its name was converted for this edition")
    facts: tuple[FactView, ...] = described("its plain fields, in the order of the field table")
    tables: tuple[TableView, ...] = described("its lists, in the same order: parties, offices…")
    figures: tuple[FigureView, ...] = described("numbers that matter")
    articles: tuple[CardView, ...] = described("the newest articles that name it")
    article_count: str = described("how many of how many; empty where all are shown")
    sources: tuple[SourceLineView, ...] = described("where all this is from")
    citations: tuple[CitationView, ...] = described("how to cite it")
    permalink: str = described("the absolute address that stays; it leads to every edition")


@record
class RecordView(PageView):
    """The page of a record."""

    sheet: SheetView = described("what all records have")
    conversion: ConversionView | None = described("None where nothing was converted")
    body: Html = described("its text, sanitised HTML; may be empty")


@record
class AgreementView(RecordView):
    """The ID card of an agreement."""

    template = "agreement.html"

    conditions: tuple[str, ...] = described("conditions of joining")
    commitments: tuple[CommitmentView, ...] = described("what is promised")
    ties: tuple[TieView, ...] = described("other agreements, by relation, both ways")
    chain: tuple[LinkInChainView, ...] = described("its lineage, oldest first; empty if alone")
    policies: tuple[PolicyRowView, ...] = described("policies it carries out or rests on")
    texts: tuple[WordingView, ...] = described("the agreement itself")
    timeline: tuple[HappenedView, ...] = described("what happened to it, oldest first")
    changes: tuple[ChangeView, ...] = described("its history, newest first")


@record
class OrganisationView(RecordView):
    """An organisation, with what it takes part in."""

    template = "organisation.html"

    parts: tuple[LinkView, ...] = described("organisations that are parts of it")
    people: tuple[OfficeView, ...] = described(
        "people with their offices there, current ones first"
    )
    undated: bool = described("whether some of these offices have no dates")
    rows: tuple[NotedRowView, ...] = described("its agreements with its role, newest first")
    policies: tuple[PolicyRowView, ...] = described("policies that it issued")


@record
class PersonView(RecordView):
    """Somebody in a public role."""

    template = "person.html"

    undated: bool = described("whether some of the offices have no dates")
    rows: tuple[NotedRowView, ...] = described("agreements signed or witnessed, newest first")


@record
class PolicyView(RecordView):
    """A policy, with the agreements that carry it out or rest on it."""

    template = "policy.html"

    rows: tuple[AgreementRowView, ...] = described("the agreements, newest first")


@record
class TopicView(PageView):
    """A place or a subject, with its agreements and policies."""

    template = "topic.html"

    kind: str = described("places or subjects")
    kicker: LinkView = described("the index of its kind")
    intro: str = described("a sentence on it, or empty")
    rows: tuple[AgreementRowView, ...] = described("agreements, newest first")
    policies: tuple[PolicyRowView, ...] = described("policies, newest first")
    articles: tuple[CardView, ...] = described("the newest articles")
    total: int = described("how many articles there are")
    more: LinkView | None = described("the list of all of them, if they are more than shown")

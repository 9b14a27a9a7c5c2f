"""The page of somebody in a public role."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final, cast

from hutong.register import Agreement, Person, RecordKind
from hutong.register.table import fields_of
from hutong.views.edition import Edition
from hutong.views.plans import PersonPage
from hutong.views.records import EditionView, NotedRowView, PartView, PersonView, TableView
from hutong.views.register.fields import cells, group_table
from hutong.views.register.links import record_link
from hutong.views.register.offices import in_order, is_undated, office_text
from hutong.views.register.rows import agreement_rows
from hutong.views.register.sheets import around, sheet_view

_LISTS: Final = tuple(one for one in fields_of(Person) if one.group and one.name != "sources")


def person_view(edition: Edition, shared: EditionView, plan: PersonPage) -> PersonView:
    """The page of a person."""
    kind, key = RecordKind.PERSON, plan.id
    sheet = cast("Person", edition.sheet(kind, key))
    frame = around(edition, sheet, _description(edition, sheet))
    return PersonView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        conversion=frame.conversion,
        body=edition.prose(kind, key),
        sheet=sheet_view(
            edition,
            sheet,
            articles=plan.articles,
            total=plan.total,
            tables=_tables(edition, sheet),
        ),
        undated=any(map(is_undated, sheet.roles)),
        rows=tuple([_row(edition, one, key) for one in plan.agreements]),
    )


def _description(edition: Edition, sheet: Person) -> str:
    """The name and the offices."""
    offices = [office_text(edition, one) for one in in_order(sheet.roles)]
    return " · ".join([sheet.names.text, *offices])


def _tables(edition: Edition, sheet: Person) -> tuple[TableView, ...]:
    """The offices, those of today first, and any other list."""
    sheet = dataclasses.replace(sheet, roles=tuple(in_order(sheet.roles)))
    found = [
        group_table(edition, field, [cells(edition, one) for one in getattr(sheet, field.name)])
        for field in _LISTS
    ]
    return tuple([table for table in found if table])


def _row(edition: Edition, key: str, person: str) -> NotedRowView:
    """An agreement with what the person did there."""
    sheet = cast("Agreement", edition.sheet(RecordKind.AGREEMENT, key))
    (row,) = agreement_rows(edition, (key,))
    return NotedRowView(row=row, parts=tuple(_parts(edition, sheet, person)))


def _parts(edition: Edition, sheet: Agreement, person: str) -> Iterator[PartView]:
    """Whom the person signed for, and from where it was a witness, with the office held then."""
    kind, words = RecordKind.ORGANISATION, edition.words
    for one in sheet.signatories:
        if one.person == person:
            link = record_link(edition, kind, one.for_)
            label = words("Signed for" if link else "Signed")
            yield PartView(label=label, title=one.title.text, organisation=link)
    for other in sheet.witnesses:
        if other.person == person:
            link = record_link(edition, kind, other.organisation)
            yield PartView(label=words("Witnessed"), title=other.title.text, organisation=link)

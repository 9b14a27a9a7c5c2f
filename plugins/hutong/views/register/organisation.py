"""The page of an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from hutong.register import Agreement, Organisation, Person, RecordKind
from hutong.register.records import Party, Role
from hutong.register.table import fields_of
from hutong.views.edition import Edition
from hutong.views.plans import OrganisationPage
from hutong.views.records import (
    AgreementRowView,
    EditionView,
    LinkView,
    NotedRowView,
    OfficeView,
    OrganisationView,
    PartView,
)
from hutong.views.register.dates import date_view
from hutong.views.register.links import record_links
from hutong.views.register.offices import is_undated, standing
from hutong.views.register.rows import agreement_rows, policy_rows
from hutong.views.register.sheets import around, sheet_view

_KIND: Final = next(one for one in fields_of(Organisation) if one.name == "kind_")
_HOSTS: Final = next(one for one in fields_of(Agreement) if one.name == "hosts")
_ROLE: Final = next(one for one in fields_of(Party) if one.name == "role")


def organisation_view(
    edition: Edition, shared: EditionView, plan: OrganisationPage
) -> OrganisationView:
    """The page of an organisation."""
    kind, key = RecordKind.ORGANISATION, plan.id
    sheet = cast("Organisation", edition.sheet(kind, key))
    frame = around(edition, sheet, _description(edition, sheet))
    rows = agreement_rows(edition, plan.agreements)
    offices = _offices(edition, plan.people, key)
    return OrganisationView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        conversion=frame.conversion,
        body=edition.prose(kind, key),
        sheet=sheet_view(edition, sheet, articles=plan.articles, total=plan.total),
        parts=record_links(edition, kind, plan.parts),
        people=tuple([_office(edition, *one) for one in offices]),
        undated=any(is_undated(role) for _, role in offices),
        rows=tuple([NotedRowView(row=row, parts=_role(edition, row, key)) for row in rows]),
        policies=policy_rows(edition, plan.policies),
    )


def _description(edition: Edition, sheet: Organisation) -> str:
    """Its name in English and what sort of organisation it is."""
    kind = edition.words(_KIND.words[sheet.kind_]) if sheet.kind_ else ""
    parts = (sheet.names.text, sheet.names.forms.get("en", ""), kind)
    return " · ".join([one for one in parts if one])


def _offices(
    edition: Edition, people: Iterable[str], organisation: str
) -> list[tuple[Person, Role]]:
    """Who has an office in the organisation, and which: now, perhaps, or before, latest first."""
    sheets = [cast("Person", edition.sheet(RecordKind.PERSON, one)) for one in people]
    found = [(one, role) for one in sheets for role in one.roles]
    there = [pair for pair in found if pair[1].organisation == organisation]
    there.sort(key=lambda pair: pair[1].to, reverse=True)
    return sorted(there, key=lambda pair: standing(pair[1]))


def _office(edition: Edition, person: Person, role: Role) -> OfficeView:
    url = edition.url(f"{RecordKind.PERSON}/{person.id}/")
    return OfficeView(
        person=LinkView(text=person.names.text, url=url),
        title=role.title.text,
        since=date_view(edition, role.from_),
        until=date_view(edition, role.to),
    )


def _role(edition: Edition, row: AgreementRowView, key: str) -> tuple[PartView, ...]:
    """As what the organisation takes part in an agreement; who is no party held the signing."""
    roles = [one.role for one in row.parties if one.id == key]
    label = edition.words((_ROLE if roles else _HOSTS).label)
    if not roles:
        return (PartView(label=label, title="", organisation=None),)
    return tuple([PartView(label=label, title=role, organisation=None) for role in roles if role])

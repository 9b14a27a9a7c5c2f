"""Agreements and policies as compact rows, for all pages of the register that list them."""

from __future__ import annotations

import functools
from typing import Final, cast

from hutong.register import Agreement, Policy, RecordKind
from hutong.register.records import Party
from hutong.register.table import Field, fields_of
from hutong.views.edition import Edition
from hutong.views.records import (
    AgreementRowView,
    DatedView,
    LinkView,
    PartyLinkView,
    PolicyRowView,
    StatusView,
)
from hutong.views.register.dates import date_view
from hutong.views.register.links import record_link, record_links

_AGREEMENT: Final = {one.name: one for one in fields_of(Agreement)}
_POLICY: Final = {one.name: one for one in fields_of(Policy)}
_ROLE: Final = next(one for one in fields_of(Party) if one.name == "role")
_DATES: Final = tuple(_AGREEMENT[name] for name in ("signed", "in_force", "announced", "ended"))
"""The first that is known stands for an agreement in lists."""
_POLICY_DATES: Final = tuple(_POLICY[name] for name in ("published", "in_force", "ended"))


def agreement_rows(edition: Edition, keys: tuple[str, ...]) -> tuple[AgreementRowView, ...]:
    """Several agreements as rows, in their order; each row is made once an edition."""
    return tuple(edition.kept("agreement-row", keys, agreement_row)) if keys else ()


def agreement_row(edition: Edition, key: str) -> AgreementRowView:
    """An agreement as a row."""
    sheet = cast("Agreement", edition.sheet(RecordKind.AGREEMENT, key))
    party = functools.partial(_party, edition)
    return AgreementRowView(
        id=key,
        link=LinkView(
            text=sheet.short.text or sheet.title.text,
            url=edition.url(f"{RecordKind.AGREEMENT}/{key}/"),
        ),
        type=choice_word(edition, _AGREEMENT["type"], sheet.type),
        status=status_view(edition, _AGREEMENT["status"], sheet.status),
        dated=_dated(edition, sheet, _DATES),
        parties=tuple([one for one in map(party, sheet.parties) if one]),
    )


def _party(edition: Edition, party: Party) -> PartyLinkView | None:
    link = record_link(edition, RecordKind.ORGANISATION, party.organisation)
    if link is None:
        return None
    role = choice_word(edition, _ROLE, party.role)
    return PartyLinkView(id=party.organisation, text=link.text, url=link.url, role=role)


def status_view(edition: Edition, one: Field, code: str) -> StatusView | None:
    """The code that was chosen for a field, and its word; None where none was."""
    return StatusView(code=code, text=edition.words(one.words[code])) if code else None


def choice_word(edition: Edition, one: Field, code: str) -> str:
    """The interface word of a code; empty for none."""
    return edition.words(one.words[code]) if code else ""


def _dated(
    edition: Edition, sheet: Agreement | Policy, dates: tuple[Field, ...]
) -> DatedView | None:
    """The first of the dates that is known."""
    for one in dates:
        time = date_view(edition, getattr(sheet, one.name))
        if time:
            return DatedView(label=edition.words(one.label), time=time)
    return None


def policy_rows(edition: Edition, keys: tuple[str, ...]) -> tuple[PolicyRowView, ...]:
    """Several policies as rows, in their order; each row is made once an edition."""
    return tuple(edition.kept("policy-row", keys, policy_row)) if keys else ()


def policy_row(edition: Edition, key: str) -> PolicyRowView:
    """A policy as a row."""
    sheet = cast("Policy", edition.sheet(RecordKind.POLICY, key))
    return PolicyRowView(
        id=key,
        link=LinkView(
            text=sheet.short.text or sheet.title.text,
            url=edition.url(f"{RecordKind.POLICY}/{key}/"),
        ),
        number=sheet.number.text,
        type=choice_word(edition, _POLICY["type"], sheet.type),
        status=status_view(edition, _POLICY["status"], sheet.status),
        dated=_dated(edition, sheet, _POLICY_DATES),
        issuers=record_links(edition, RecordKind.ORGANISATION, sheet.issuers),
    )

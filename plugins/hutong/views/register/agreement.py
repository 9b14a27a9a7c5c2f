"""The ID card of an agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, cast
from urllib.parse import urlsplit

from hutong.register import Agreement, RecordKind
from hutong.register.lineage import INVERSE_WORDS
from hutong.register.records import Party, Signatory, Witness, Wording
from hutong.register.table import Field, fields_of
from hutong.register.vocabulary import RELATIONS, SCRIPTS
from hutong.views.edition import Edition
from hutong.views.plans import AgreementPage
from hutong.views.records import (
    AgreementView,
    EditionView,
    LinkInChainView,
    LinkView,
    TableView,
    TieView,
    WordingView,
)
from hutong.views.register.fields import Cells, cells, field_values, group_table
from hutong.views.register.languages import language_name
from hutong.views.register.promises import change_views, commitment_views, happened_views
from hutong.views.register.rows import agreement_rows, policy_rows
from hutong.views.register.sheets import around, sheet_view

_APART: Final = frozenset({"policies"})
"""Fields that the card shows in a way of its own, besides those of all records."""
_OWN_GROUPS: Final = frozenset({"commitments", "figures", "related", "texts", "sources", "history"})
"""Lists that have a layout of their own; all others are tables."""
_BOUND: Final = frozenset({"", "party", "initiator", "member"})
"""Roles of those who sign with the others; a guiding body is not bound unless its dates say so."""
_PARTY: Final = {one.name: one for one in fields_of(Party)}
_RELATION_WORDS: Final = {**RELATIONS, **INVERSE_WORDS}


def agreement_view(edition: Edition, shared: EditionView, plan: AgreementPage) -> AgreementView:
    """The page of an agreement."""
    sheet = cast("Agreement", edition.sheet(RecordKind.AGREEMENT, plan.id))
    frame = around(edition, sheet, _description(edition, plan.id))
    return AgreementView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        conversion=frame.conversion,
        body=edition.prose(RecordKind.AGREEMENT, plan.id),
        sheet=sheet_view(
            edition,
            sheet,
            articles=plan.articles,
            total=plan.total,
            tables=_tables(edition, sheet),
            apart=_APART,
        ),
        conditions=tuple([one.text for one in sheet.conditions]),
        commitments=commitment_views(edition, sheet, plan.states),
        ties=_ties(edition, sheet, plan),
        chain=_chain(edition, plan),
        policies=policy_rows(edition, sheet.policies),
        texts=tuple([_wording(edition, one) for one in sheet.texts]),
        timeline=happened_views(edition, sheet),
        changes=change_views(edition, sheet),
    )


def _description(edition: Edition, key: str) -> str:
    """Its type, its date and who agrees."""
    (row,) = agreement_rows(edition, (key,))
    dated = f"{row.dated.time.text} {row.dated.label}" if row.dated else ""
    parties = "、".join([one.text for one in row.parties])
    return " · ".join([one for one in (row.type, dated, parties) if one])


def _tables(edition: Edition, sheet: Agreement) -> tuple[TableView, ...]:
    """All lists without a layout of their own, in the order of the field table."""
    found = [
        group_table(edition, field, _rows(edition, sheet, field))
        for field in fields_of(Agreement)
        if field.group and field.name not in _OWN_GROUPS
    ]
    return tuple([table for table in found if table])


def _rows(edition: Edition, sheet: Agreement, field: Field) -> list[Cells]:
    fill = _FILL.get(field.group) if field.group else None
    things: Iterable[Any] = getattr(sheet, field.name)
    return [
        fill(edition, sheet, one, cells(edition, one)) if fill else cells(edition, one)
        for one in things
    ]


def _party(edition: Edition, sheet: Agreement, party: Party, found: Cells) -> Cells:
    """A party signs, is bound and leaves with the others unless it has dates of its own."""
    if party.role in _BOUND:
        for name in ("signed", "in_force", "ended"):
            found[name] = found[name] or field_values(edition, _PARTY[name], getattr(sheet, name))
    return found


def _person(_: Edition, __: Agreement, one: Signatory | Witness, found: Cells) -> Cells:
    """Who it was stands in one column, whether the register knows them or not."""
    del one
    found["person"] = found["person"] or found["name"]
    found["name"] = ()
    return found


_FILL: Final[dict[type, Callable[[Edition, Agreement, Any, Cells], Cells]]] = {
    Party: _party,
    Signatory: _person,
    Witness: _person,
}


def _ties(edition: Edition, sheet: Agreement, plan: AgreementPage) -> tuple[TieView, ...]:
    """Other agreements by what they have to do with this one: what it says, then what they say."""
    said = [(one.relation, one.id) for one in sheet.related]
    by_relation: dict[str, list[str]] = {}
    for relation, key in (*said, *plan.after):
        keys = by_relation.setdefault(relation, [])
        if key not in keys and edition.record(RecordKind.AGREEMENT, key):
            keys.append(key)
    return tuple(
        [
            TieView(
                relation=edition.words(_RELATION_WORDS[relation]),
                rows=agreement_rows(edition, tuple(by_relation[relation])),
            )
            for relation in _RELATION_WORDS
            if by_relation.get(relation)
        ]
    )


def _chain(edition: Edition, plan: AgreementPage) -> tuple[LinkInChainView, ...]:
    """The lineage, this one in it."""
    return tuple(
        [
            LinkInChainView(link=row.link, dated=row.dated, current=row.id == plan.id)
            for row in agreement_rows(edition, plan.chain)
        ]
    )


def _wording(edition: Edition, text: Wording) -> WordingView:
    name, addresses = text.file.rpartition("/")[2], edition.site.addresses
    return WordingView(
        language=language_name(edition, text.language) if text.language else "",
        script=edition.words(SCRIPTS[text.script]) if text.script else "",
        authentic=text.authentic,
        file=LinkView(text=name, url=addresses.file(text.file)) if name else None,
        url=LinkView(text=urlsplit(text.url).netloc, url=text.url) if text.url else None,
        pages=text.pages,
        sha256=text.sha256,
    )

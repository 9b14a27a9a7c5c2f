"""The page of a policy."""

from __future__ import annotations

from typing import cast

from hutong.register import Policy, RecordKind
from hutong.views.edition import Edition
from hutong.views.plans import PolicyPage
from hutong.views.records import EditionView, PolicyView
from hutong.views.register.rows import agreement_rows, policy_rows
from hutong.views.register.sheets import around, sheet_view


def policy_view(edition: Edition, shared: EditionView, plan: PolicyPage) -> PolicyView:
    """The page of a policy."""
    kind, key = RecordKind.POLICY, plan.id
    sheet = cast("Policy", edition.sheet(kind, key))
    frame = around(edition, sheet, _description(edition, key))
    return PolicyView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        conversion=frame.conversion,
        body=edition.prose(kind, key),
        sheet=sheet_view(edition, sheet, articles=plan.articles, total=plan.total),
        rows=agreement_rows(edition, plan.agreements),
    )


def _description(edition: Edition, key: str) -> str:
    """Its type, number, date and who issued it."""
    (row,) = policy_rows(edition, (key,))
    dated = f"{row.dated.time.text} {row.dated.label}" if row.dated else ""
    issuers = "、".join([one.text for one in row.issuers])
    return " · ".join([one for one in (row.type, row.number, dated, issuers) if one])

"""The page of commitments: what was promised, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from hutong.register import RecordKind
from hutong.register.records import Source
from hutong.register.tracker import State
from hutong.views.edition import Edition
from hutong.views.plans import CommitmentsPage
from hutong.views.records import (
    CommitmentsView,
    EditionView,
    EvidenceView,
    PromiseGroupView,
    PromisesView,
    PromiseView,
    StatusView,
)
from hutong.views.register.dates import date_view
from hutong.views.register.frame import REGISTER, framed
from hutong.views.register.happenings import agreement_link, sheet_of
from hutong.views.register.links import record_links

STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        State.LATE: "Late",
        State.PROMISED: "Promised",
        State.UNDER_WAY: "Under way",
        State.DONE: "Done",
        State.DROPPED: "Dropped",
    }
)
"""The msgid of each state, late ones first."""


def commitments_view(
    edition: Edition, shared: EditionView, plan: CommitmentsPage
) -> CommitmentsView:
    """All commitments by their state, in the order of the plan."""
    path = f"{REGISTER}commitments/"
    frame = framed(edition, (edition.words("Commitments tracker"), path))
    by_state: dict[str, list[tuple[str, int]]] = {state: [] for state in STATES}
    for key, number, state in plan.commitments:
        by_state[state].append((key, number))
    return CommitmentsView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        total=len(plan.commitments),
        groups=tuple(
            [
                PromisesView(
                    state=StatusView(code=state, text=edition.words(STATES[state])),
                    count=len(some),
                    agreements=_by_agreement(edition, some),
                )
                for state, some in by_state.items()
                if some
            ]
        ),
    )


def _by_agreement(
    edition: Edition, commitments: Iterable[tuple[str, int]]
) -> tuple[PromiseGroupView, ...]:
    return tuple(
        [
            PromiseGroupView(
                agreement=agreement_link(edition, key),
                promises=tuple([_promise(edition, key, number) for _, number in some]),
            )
            for key, some in groupby(commitments, itemgetter(0))
        ]
    )


def _promise(edition: Edition, key: str, number: int) -> PromiseView:
    one = sheet_of(edition, key).commitments[number]
    return PromiseView(
        text=one.text.text,
        owners=record_links(edition, RecordKind.ORGANISATION, one.owner),
        due=date_view(edition, one.due),
        done=date_view(edition, one.done),
        evidence=tuple([_evidence(source) for source in one.evidence]),
    )


def _evidence(source: Source) -> EvidenceView:
    parts = (source.publisher.text, source.title.text)
    return EvidenceView(text=" · ".join([one for one in parts if one]), url=source.url)

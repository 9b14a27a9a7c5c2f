"""The page of commitments: what was promised, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from hutong.register import RecordKind
from hutong.register.records import Commitment
from hutong.register.tracker import State, was_done_late
from hutong.views.edition import Edition
from hutong.views.plans import CommitmentsPage
from hutong.views.records import (
    CommitmentsView,
    EditionView,
    PromiseGroupView,
    PromisesView,
    PromiseView,
    StatusView,
)
from hutong.views.register.dates import date_view
from hutong.views.register.frame import REGISTER, framed
from hutong.views.register.happenings import agreement_link, sheet_of
from hutong.views.register.links import record_links
from hutong.views.register.sources import source_lines

_UNREPORTED: Final = "unreported"
STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        State.LATE: "Late",
        State.UNDER_WAY: "Under way",
        State.PROMISED: "Promised",
        State.DONE: "Done",
        State.DROPPED: "Dropped",
        _UNREPORTED: "Promised, no news of it",
    }
)
"""The msgid of each state, late ones first."""


def shown_state(commitment: Commitment, state: str) -> str:
    """How it stands as readers are told: that nobody wrote how is not the same as promised."""
    return _UNREPORTED if state == State.PROMISED and not commitment.status else state


def state_view(edition: Edition, code: str) -> StatusView:
    """A state that readers are told, with its word."""
    return StatusView(code=code, text=edition.words(STATES[code]))


def commitments_view(
    edition: Edition, shared: EditionView, plan: CommitmentsPage
) -> CommitmentsView:
    """All commitments by their state, in the order of the plan."""
    path = f"{REGISTER}commitments/"
    frame = framed(edition, (edition.words("Commitments tracker"), path))
    by_state: dict[str, list[tuple[str, int]]] = {state: [] for state in STATES}
    for key, number, state in plan.commitments:
        commitment = sheet_of(edition, key).commitments[number]
        by_state[shown_state(commitment, state)].append((key, number))
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
                    state=state_view(edition, state),
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
        url=f"{agreement_link(edition, key).url}#{anchor(number)}",
        owners=record_links(edition, RecordKind.ORGANISATION, one.owner),
        due=date_view(edition, one.due),
        done=date_view(edition, one.done),
        done_late=was_done_late(one),
        evidence=source_lines(edition, one.evidence),
    )


def anchor(number: int) -> str:
    """The id of a commitment, counted from 0, on the page of its agreement."""
    return f"commitment-{number + 1}"

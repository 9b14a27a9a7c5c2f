"""What an agreement promises, what happened to it and what changed in it."""

from __future__ import annotations

from typing import Final

from hutong.register import Agreement, RecordKind
from hutong.register.dates import parse_vague
from hutong.register.differences import differences
from hutong.register.happenings import Happening, list_happenings
from hutong.register.records import Change
from hutong.register.table import fields_of
from hutong.register.tracker import was_done_late
from hutong.views.edition import Edition
from hutong.views.records import (
    ChangeView,
    CommitmentView,
    HappenedView,
    LinkView,
    PieceView,
    StatusView,
)
from hutong.views.register.commitments import anchor, shown_state, state_view
from hutong.views.register.dates import date_view, vague_view
from hutong.views.register.happenings import PARTY, WORDS, text_of
from hutong.views.register.links import record_link, record_links
from hutong.views.register.sources import source_lines

_LABELS: Final = {one.key: one.label for one in fields_of(Agreement)}
_FEW: Final = 2
"""One date alone is no timeline; it stands among the facts."""


def commitment_views(
    edition: Edition, sheet: Agreement, states: tuple[str, ...]
) -> tuple[CommitmentView, ...]:
    """The commitments; ``states`` say how each stands."""
    return tuple(
        [
            CommitmentView(
                anchor=anchor(number),
                text=one.text.text,
                owners=record_links(edition, RecordKind.ORGANISATION, one.owner),
                due=date_view(edition, one.due),
                state=state_view(edition, shown_state(one, state)),
                done=date_view(edition, one.done),
                done_late=was_done_late(one),
                evidence=source_lines(edition, one.evidence),
            )
            for number, (one, state) in enumerate(zip(sheet.commitments, states, strict=True))
        ]
    )


def happened_views(edition: Edition, sheet: Agreement) -> tuple[HappenedView, ...]:
    """All that happens to an agreement, oldest first; empty where the facts say it all."""
    found = list_happenings((sheet,))
    if len(found) < _FEW and not sheet.history:
        return ()
    return tuple([_happened(edition, sheet, one) for one in found])


def _happened(edition: Edition, sheet: Agreement, one: Happening) -> HappenedView:
    return HappenedView(
        time=vague_view(edition, one.date),
        what=StatusView(code=one.what.value, text=edition.words(WORDS[one.what])),
        party=_party(edition, sheet, one),
        text="" if one.index is None else text_of(sheet, one.what, one.index),
    )


def _party(edition: Edition, sheet: Agreement, one: Happening) -> LinkView | None:
    if one.index is None or one.what not in PARTY:
        return None
    key = sheet.parties[one.index].organisation
    return record_link(edition, RecordKind.ORGANISATION, key)


def change_views(edition: Edition, sheet: Agreement) -> tuple[ChangeView, ...]:
    """The history, newest first; what has no date comes last.

    What only happened, without words that were changed, stands in the timeline.
    """
    newest_first = sorted(
        [one for one in sheet.history if not one.date or one.before.text or one.after.text],
        key=lambda one: parse_vague(one.date).first.isoformat() if one.date else "",
        reverse=True,
    )
    return tuple([_change(edition, one) for one in newest_first])


def _change(edition: Edition, change: Change) -> ChangeView:
    label = _LABELS.get(change.field.partition(".")[0], "")
    pieces = differences(change.before.text, change.after.text)
    return ChangeView(
        time=date_view(edition, change.date),
        text=change.text.text,
        field=edition.words(label) if label else change.field,
        pieces=tuple([PieceView(kind=one.kind.value, text=one.text) for one in pieces]),
    )

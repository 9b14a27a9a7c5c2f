"""What happened to agreements, in an edition's words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

from hutong.register import Agreement, RecordKind
from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening as Dated
from hutong.register.happenings import What
from hutong.register.records import Change
from hutong.views.edition import Edition
from hutong.views.plans import Happening
from hutong.views.records import HappeningView, LinkView, StatusView
from hutong.views.register.dates import vague_view
from hutong.views.register.links import record_link

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        What.ANNOUNCED: "Announced",
        What.SIGNED: "Signed",
        What.PARTY_JOINED: "Party joined",
        What.IN_FORCE: "In force",
        What.PARTY_IN_FORCE: "In force for a party",
        What.CHANGED: "Change",
        What.DONE: "Commitment done",
        What.DUE: "Commitment due",
        What.PARTY_LEFT: "Party left",
        What.ENDED: "Ended",
    }
)
"""The msgid of each thing that can happen."""
PARTY: Final = frozenset({What.PARTY_JOINED, What.PARTY_IN_FORCE, What.PARTY_LEFT})
"""What happens to one party."""
_COMMITMENT: Final = frozenset({What.DUE, What.DONE})


def happening_view(edition: Edition, happening: Happening, *, ahead: bool = False) -> HappeningView:
    """What happened, when, to which agreement; or is to happen, where it is ``ahead``."""
    date, what, key, number = happening
    agreement = sheet_of(edition, key)
    party = agreement.parties[number].organisation if what in PARTY else ""
    return HappeningView(
        time=vague_view(edition, parse_vague(date)),
        ahead=ahead,
        what=StatusView(code=what, text=edition.words(WORDS[what])),
        agreement=agreement_link(edition, key),
        party=record_link(edition, RecordKind.ORGANISATION, party),
        text=text_of(agreement, what, number),
    )


def text_of(agreement: Agreement, what: str, number: int) -> str:
    """The commitment or change that a happening is about; empty for others."""
    if what in _COMMITMENT:
        return agreement.commitments[number].text.text
    return agreement.history[number].text.text if what == What.CHANGED else ""


def about_of(agreement: Agreement, one: Dated) -> str:
    """What a happening is about, as the record has it: a party's id, or the words of a text."""
    if one.index is None:
        return ""
    if one.what in PARTY:
        return agreement.parties[one.index].organisation
    return text_of(agreement, one.what, one.index)


def agreement_link(edition: Edition, key: str) -> LinkView:
    """The link to an agreement, under its short title if it has one."""
    sheet = sheet_of(edition, key)
    text = sheet.short.text or sheet.title.text
    return LinkView(text=text, url=edition.url(f"{RecordKind.AGREEMENT}/{key}/"))


def sheet_of(edition: Edition, key: str) -> Agreement:
    """An agreement with all its fields."""
    return cast("Agreement", edition.sheet(RecordKind.AGREEMENT, key))


def change_of(edition: Edition, happening: Happening) -> Change | None:
    """The change of an agreement's history that it is; None for anything else."""
    _, what, key, number = happening
    return sheet_of(edition, key).history[number] if what == What.CHANGED else None

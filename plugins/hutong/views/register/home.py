"""The way into the register: what there is, what is new, and the doors to everything."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hutong.register import RecordKind
from hutong.views.edition import Edition
from hutong.views.plans import RegisterHome
from hutong.views.records import EditionView, LinkView, RegisterView, WayView
from hutong.views.register.frame import CHANGES, REGISTER, calendar_link, change_feeds, framed
from hutong.views.register.happenings import happening_view
from hutong.views.register.rows import agreement_rows

_KINDS: Final[Mapping[RecordKind, str]] = MappingProxyType(
    {
        RecordKind.AGREEMENT: "Agreements",
        RecordKind.ORGANISATION: "Organisations",
        RecordKind.PERSON: "People",
        RecordKind.POLICY: "Policies",
    }
)
_WAYS: Final = (
    ("Timeline", "What was announced, signed and ended, year by year", "timeline/"),
    ("Network of parties", "Who agreed with whom, drawn and as a table", "network/"),
    ("Commitments tracker", "What was promised, and what became of it", "commitments/"),
    ("Changes in the register", "What editors added and corrected", "changes/"),
)
"""Msgids of names and descriptions of pages below the register."""
_DATA: Final = (
    "datapackage.json", "agreements.json", "agreements.csv", "agreements.jsonld",
    "organisations.json", "organisations.csv", "organisations.jsonld", "people.json", "people.csv",
    "people.jsonld", "policies.json", "policies.csv", "policies.jsonld", "entities.ftm.json",
)  # fmt: skip
"""What lies below ``data/``."""


def register_view(edition: Edition, shared: EditionView, plan: RegisterHome) -> RegisterView:
    """The way into the register."""
    words, feeds = edition.words, change_feeds(edition)
    intro = words("Who agreed what with whom, when, and what became of it.")
    frame = framed(edition, description=intro, feeds=feeds)
    return RegisterView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        intro=intro,
        counts=tuple([_count(edition, *one) for one in plan.counts if one[1]]),
        ways=_ways(edition),
        rows=agreement_rows(edition, plan.agreements),
        all=LinkView(text=words("All agreements"), url=edition.url(f"{RecordKind.AGREEMENT}/")),
        changes=tuple([happening_view(edition, one) for one in plan.changes]),
        all_changes=LinkView(text=words("All changes"), url=edition.url(CHANGES)),
        data=_data(edition),
        feeds=feeds,
        calendar=calendar_link(edition) if plan.calendar else None,
    )


def _count(edition: Edition, kind: RecordKind, count: int) -> WayView:
    link = LinkView(text=edition.words(_KINDS[kind]), url=edition.url(f"{kind}/"))
    return WayView(link=link, text="", count=count)


def _ways(edition: Edition) -> tuple[WayView, ...]:
    words, url = edition.words, edition.url
    return (
        _way(words("Places"), words("Where agreements were signed"), url("places/")),
        _way(words("Subjects"), words("What agreements are about"), url("subjects/")),
        *[_way(words(name), words(text), url(f"{REGISTER}{path}")) for name, text, path in _WAYS],
    )


def _way(name: str, text: str, url: str) -> WayView:
    return WayView(link=LinkView(text=name, url=url), text=text, count=0)


def _data(edition: Edition) -> tuple[LinkView, ...]:
    if "open-data" in edition.site.left_out:
        return ()
    file = edition.site.addresses.file
    return tuple([LinkView(text=name, url=file(f"data/{name}")) for name in _DATA])

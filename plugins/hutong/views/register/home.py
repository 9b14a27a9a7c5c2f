"""The way into the register: what there is, what is new, and the doors to everything."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hutong.register import RecordKind
from hutong.views.edition import Edition
from hutong.views.plans import RegisterHome
from hutong.views.records import EditionView, LinkView, RegisterView, WayView
from hutong.views.register.frame import (
    CHANGES,
    REGISTER,
    TIMELINE,
    calendar_link,
    change_feeds,
    framed,
)
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
_WAYS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "places": ("Places", "Where agreements were signed", "places/"),
        "subjects": ("Subjects", "What agreements are about", "subjects/"),
        "timeline": (
            "Timeline",
            "What was announced, signed and ended, year by year",
            TIMELINE,
        ),
        "network": (
            "Network of parties",
            "Who agreed with whom, drawn and as a table",
            f"{REGISTER}network/",
        ),
        "commitments": (
            "Commitments tracker",
            "What was promised, and what became of it",
            f"{REGISTER}commitments/",
        ),
        "changes": (
            "Latest developments",
            "Agreements signed, in force and changed, and how commitments stand",
            CHANGES,
        ),
    }
)
"""Msgids of the names and descriptions of lists and overviews, and their paths."""
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
        ways=tuple([_way(edition, *_WAYS[one]) for one in plan.ways]),
        rows=agreement_rows(edition, plan.agreements),
        all=LinkView(text=words("All agreements"), url=edition.url(f"{RecordKind.AGREEMENT}/")),
        changes=tuple([happening_view(edition, one) for one in plan.changes]),
        all_changes=LinkView(text=words("More developments"), url=edition.url(CHANGES)),
        data=_data(edition),
        feeds=feeds,
        calendar=calendar_link(edition) if plan.calendar else None,
    )


def _count(edition: Edition, kind: RecordKind, count: int) -> WayView:
    link = LinkView(text=edition.words(_KINDS[kind]), url=edition.url(f"{kind}/"))
    return WayView(link=link, text="", count=count)


def _way(edition: Edition, name: str, text: str, path: str) -> WayView:
    link = LinkView(text=edition.words(name), url=edition.url(path))
    return WayView(link=link, text=edition.words(text), count=0)


def _data(edition: Edition) -> tuple[LinkView, ...]:
    if "open-data" in edition.site.left_out:
        return ()
    file = edition.site.addresses.file
    return tuple([LinkView(text=name, url=file(f"data/{name}")) for name in _DATA])

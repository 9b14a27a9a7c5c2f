"""Indexes of the register: organisations, people, policies, places and subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, cast

from hutong.register import Organisation, Person, Policy, RecordKind
from hutong.register.vocabulary import ORGANISATION_KINDS, POLICY_TYPES, REGIONS
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition
from hutong.views.plans import RegisterIndex
from hutong.views.records import (
    EditionView,
    IndexGroupView,
    IndexPartView,
    LinkView,
    NotedEntryView,
    RegisterIndexView,
)
from hutong.views.register.frame import framed
from hutong.views.register.offices import in_order, office_text
from hutong.views.register.sorting import name_key

_Entries = tuple[tuple[str, int], ...]
_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisations": "Organisations",
        "people": "People",
        "policies": "Policies",
        "places": "Places",
        "subjects": "Subjects",
    }
)
"""The msgid of each index by the folder of its pages."""
_OTHER: Final = "other"


def register_index_view(
    edition: Edition, shared: EditionView, plan: RegisterIndex
) -> RegisterIndexView:
    """One index; organisations by region and kind, policies by year."""
    frame = framed(edition, (edition.words(_TITLES[plan.what]), f"{plan.what}/"))
    return RegisterIndexView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        kind=plan.what,
        total=len(plan.entries),
        counted=any(count for _, count in plan.entries),
        groups=_GROUPS[plan.what](edition, plan.entries),
    )


def _organisations(edition: Edition, entries: _Entries) -> tuple[IndexGroupView, ...]:
    """By region, and in it by kind."""
    found: dict[str, dict[str, list[NotedEntryView]]] = {one: {} for one in (*REGIONS, "")}
    for key, count in entries:
        sheet = cast("Organisation", edition.sheet(RecordKind.ORGANISATION, key))
        kinds = found[sheet.region]
        kinds.setdefault(sheet.kind_, []).append(
            _entry(edition, RecordKind.ORGANISATION, key, count)
        )
    words = edition.words
    return tuple(
        [
            _group(
                region or _OTHER,
                words(REGIONS[region]) if region else words("Region not known"),
                [
                    IndexPartView(
                        heading=words(ORGANISATION_KINDS[kind]) if kind else words("Others"),
                        entries=_sorted(edition, kinds[kind]),
                    )
                    for kind in (*ORGANISATION_KINDS, "")
                    if kind in kinds
                ],
            )
            for region, kinds in found.items()
            if kinds
        ]
    )


def _policies(edition: Edition, entries: _Entries) -> tuple[IndexGroupView, ...]:
    """By the year in which they were made public, newest first."""
    years: dict[str, list[NotedEntryView]] = {}
    for key, count in entries:
        sheet = cast("Policy", edition.sheet(RecordKind.POLICY, key))
        year = (sheet.published or sheet.in_force)[:4]
        note = edition.words(POLICY_TYPES[sheet.type]) if sheet.type else ""
        years.setdefault(year, []).append(_entry(edition, RecordKind.POLICY, key, count, note))
    words = edition.words
    return tuple(
        [
            _group(
                year or _OTHER,
                words("%(year)s") % {"year": year} if year else words("Year not known"),
                [IndexPartView(heading="", entries=_sorted(edition, years[year]))],
            )
            for year in sorted(years, reverse=True)
        ]
    )


def _people(edition: Edition, entries: _Entries) -> tuple[IndexGroupView, ...]:
    """All in one, each with one office: one held now, if any is known."""
    found = []
    for key, count in entries:
        sheet = cast("Person", edition.sheet(RecordKind.PERSON, key))
        note = ""
        if sheet.roles:
            note = office_text(edition, in_order(sheet.roles)[0])
        found.append(_entry(edition, RecordKind.PERSON, key, count, note))
    return _ungrouped(edition, found)


def _places(edition: Edition, entries: _Entries) -> tuple[IndexGroupView, ...]:
    return _terms(edition, Taxon.PLACE, "places", entries)


def _subjects(edition: Edition, entries: _Entries) -> tuple[IndexGroupView, ...]:
    return _terms(edition, Taxon.TAG, "subjects", entries)


def _terms(
    edition: Edition, taxon: Taxon, folder: str, entries: _Entries
) -> tuple[IndexGroupView, ...]:
    named = [(key, edition.find_term(taxon, key), count) for key, count in entries]
    return _ungrouped(
        edition,
        [
            _noted(term.name, edition.url(f"{folder}/{key}/"), count)
            for key, term, count in named
            if term
        ],
    )


_GROUPS: Final[Mapping[str, Callable[[Edition, _Entries], tuple[IndexGroupView, ...]]]] = (
    MappingProxyType(
        {
            "organisations": _organisations,
            "people": _people,
            "policies": _policies,
            "places": _places,
            "subjects": _subjects,
        }
    )
)


def _entry(
    edition: Edition, kind: RecordKind, key: str, count: int, note: str = ""
) -> NotedEntryView:
    found = edition.record(kind, key)
    return _noted(found.name if found else key, edition.url(f"{kind}/{key}/"), count, note)


def _noted(text: str, url: str, count: int, note: str = "") -> NotedEntryView:
    return NotedEntryView(link=LinkView(text=text, url=url), note=note, count=count)


def _group(anchor: str, heading: str, parts: list[IndexPartView]) -> IndexGroupView:
    return IndexGroupView(
        anchor=anchor and f"group-{anchor}",
        heading=heading,
        count=sum(len(part.entries) for part in parts),
        parts=tuple(parts),
    )


def _sorted(edition: Edition, entries: Iterable[NotedEntryView]) -> tuple[NotedEntryView, ...]:
    """Those with the most agreements first; as many by name."""
    script = edition.variant.script
    return tuple(sorted(entries, key=lambda one: (-one.count, name_key(one.link.text, script))))


def _ungrouped(edition: Edition, entries: Iterable[NotedEntryView]) -> tuple[IndexGroupView, ...]:
    shown = _sorted(edition, entries)
    return (_group("", "", [IndexPartView(heading="", entries=shown)]),) if shown else ()

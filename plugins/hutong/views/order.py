"""The order of everything: what is newest, what belongs to which term, month and pick.

Variants share it, so it is made once for all editions, from what no conversion changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from hutong.model import Document, Event, Kind, Moment
from hutong.taxonomy import Taxon, Term

NEWS_SITEMAP: Final = timedelta(days=2)
"""How long the news sitemap lists an article."""


class Listed(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What places a public document: nothing that conversion changes, nothing long.

    ``section``, ``tags``, ``source`` and ``organisations`` (one a byline line) are ids.
    ``past`` says whether its event is over, ``picked`` whether it is a running pick.
    """

    id: str
    kind: Kind
    path: str
    slug: str
    url_path: str
    origin: str
    at: datetime
    changed: Moment
    section: str
    tags: tuple[str, ...]
    source: str
    organisations: tuple[str, ...]
    agreements: tuple[str, ...]
    policies: tuple[str, ...]
    picked: bool
    start: datetime | None
    past: bool


class Ids(msgspec.Struct, frozen=True):
    """The ids of what a document names; ``organisations`` are those of its byline, in order."""

    section: str
    tags: tuple[str, ...]
    source: str
    organisations: tuple[str, ...]
    agreements: tuple[str, ...]
    policies: tuple[str, ...]


def listed(document: Document, ids: Ids, *, now: datetime, zone: ZoneInfo) -> Listed:
    """What places a document, with the ids of what it names."""
    return Listed(
        id=document.id,
        kind=document.kind,
        path=document.path,
        slug=document.slug,
        url_path=document.url_path,
        origin=document.origin,
        at=document.date.at,
        changed=document.changed,
        section=ids.section,
        tags=ids.tags,
        source=ids.source,
        organisations=ids.organisations,
        agreements=ids.agreements,
        policies=ids.policies,
        picked=document.picked and (document.pick_until is None or document.pick_until.at > now),
        start=document.event.start.at if document.event else None,
        past=bool(document.event) and is_past(document.event, now=now, zone=zone),
    )


def is_past(event: Event | None, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether an event is over; one without a time of day lasts all its last day."""
    return event is not None and over_at(event, zone) <= now


def over_at(event: Event, zone: ZoneInfo) -> datetime:
    """The first moment at which an event is over."""
    last = event.end or event.start
    if last.precise:
        return last.at + timedelta.resolution
    day = last.at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)


@dataclass(frozen=True)
class Order:
    """Public documents by id, and the site's terms in the order of their files."""

    documents: Mapping[str, Listed]
    terms: Sequence[Term]
    zone: ZoneInfo
    now: datetime

    @cached_property
    def articles(self) -> tuple[Listed, ...]:
        """News and events, newest first."""
        found = [one for one in self.documents.values() if one.kind is not Kind.PAGE]
        return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))

    @cached_property
    def news(self) -> tuple[Listed, ...]:
        """The news alone, newest first."""
        return tuple(one for one in self.articles if one.kind is Kind.NEWS)

    @cached_property
    def pages(self) -> tuple[Listed, ...]:
        """Standing pages, by id."""
        found = (one for one in self.documents.values() if one.kind is Kind.PAGE)
        return tuple(sorted(found, key=lambda one: one.id))

    @cached_property
    def by_term(self) -> Mapping[tuple[Taxon, str], tuple[Listed, ...]]:
        """The articles of each term in use, newest first."""
        found: defaultdict[tuple[Taxon, str], list[Listed]] = defaultdict(list)
        for one in self.articles:
            for term in terms_of(one):
                found[term].append(one)
        return {term: tuple(some) for term, some in found.items()}

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], tuple[Listed, ...]]:
        """Articles by (year, month) in the site's zone, newest first."""
        months: defaultdict[tuple[int, int], list[Listed]] = defaultdict(list)
        for one in self.articles:
            local = one.at.astimezone(self.zone)
            months[local.year, local.month].append(one)
        return {month: tuple(some) for month, some in months.items()}

    @cached_property
    def picks(self) -> tuple[Listed, ...]:
        """The editors' picks that have not run out, newest first."""
        return tuple(one for one in self.articles if one.picked)

    @cached_property
    def fresh(self) -> tuple[Listed, ...]:
        """What the news sitemap lists, newest first."""
        oldest = self.now - NEWS_SITEMAP
        return tuple(one for one in self.news if one.at >= oldest)

    def used(self, taxon: Taxon) -> tuple[tuple[Term, tuple[Listed, ...]], ...]:
        """The terms that have articles, most first (sections: as declared), with those articles."""
        terms = [
            (term, self.by_term[taxon, term.id])
            for term in self.terms
            if term.taxon is taxon and (taxon, term.id) in self.by_term
        ]
        if taxon is Taxon.SECTION:
            return tuple(terms)
        return tuple(sorted(terms, key=lambda pair: (-len(pair[1]), pair[0].id)))

    def events(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of coming events, soonest first, and of past ones, newest first."""
        dated = sorted((one.start, one.id, one.past) for one in self.articles if one.start)
        coming = tuple(key for _, key, past in dated if not past)
        return coming, tuple(key for _, key, past in reversed(dated) if past)


def terms_of(one: Listed) -> tuple[tuple[Taxon, str], ...]:
    """The taxonomy terms of a document, as keys."""
    section = ((Taxon.SECTION, one.section),) if one.section else ()
    source = ((Taxon.SOURCE, one.source),) if one.source else ()
    return (*section, *((Taxon.TAG, tag) for tag in one.tags), *source)


def keys(some: Iterable[Listed]) -> tuple[str, ...]:
    """Their ids, in their order."""
    return tuple(one.id for one in some)

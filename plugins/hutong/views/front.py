"""The pages a reader enters by: home, events, 404, and the gateway at the site's root."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hutong.formats.jsonld import dumps
from hutong.model import Document, Kind
from hutong.taxonomy import Taxon
from hutong.views.cards import card_views, is_past
from hutong.views.chrome import Meta, alternates, crumb_ld, crumbs, head_view, switch_view
from hutong.views.edition import Edition
from hutong.views.records import (
    DoorView,
    EditionView,
    EventsView,
    GatewayView,
    HomeView,
    LinkView,
    NotFoundView,
    SectionBlockView,
)
from hutong.views.related import running_picks
from hutong.views.structured import site_ld


def home_view(edition: Edition, shared: EditionView) -> HomeView:
    """The home page: lead, latest, picks, coming events, sections."""
    picks = running_picks(edition)
    news = edition.news
    lead = (picks or news)[:1]
    ids = {document.id for document in lead}
    latest = [document for document in news if document.id not in ids][:8]
    ids |= {document.id for document in latest}
    shown_picks = [document for document in picks if document.id not in ids][:4]
    ids |= {document.id for document in shown_picks}
    coming, _ = _events(edition)
    variant = edition.variant
    return HomeView(
        edition=shared,
        head=head_view(
            edition,
            Meta(
                title=variant.site_name,
                description=variant.tagline,
                path="",
                x_default=f"{edition.site.addresses.site_url}/",
                json_ld=tuple(map(dumps, site_ld(edition))),
            ),
        ),
        switch=switch_view(edition, ""),
        crumbs=(),
        title=variant.site_name,
        lead=next(iter(card_views(edition, lead)), None),
        latest=card_views(edition, latest),
        picks=card_views(edition, shown_picks),
        events=card_views(edition, coming[:4]),
        sections=_section_blocks(edition, ids),
        more=LinkView(text=edition.words("All news"), url=edition.url("news/")),
    )


def _section_blocks(edition: Edition, shown: set[str]) -> tuple[SectionBlockView, ...]:
    blocks = []
    for term, articles in edition.used(Taxon.SECTION):
        news = (document for document in articles if document.kind is Kind.NEWS)
        fresh = [document for document in news if document.id not in shown][:4]
        if fresh:
            link = LinkView(text=edition.term_name(term), url=edition.url(term.path))
            blocks.append(SectionBlockView(link=link, cards=card_views(edition, fresh)))
    return tuple(blocks)


def _events(edition: Edition) -> tuple[list[Document], list[Document]]:
    """Coming events, soonest first, and past ones, newest first."""
    dated = [(one.event.start.at, one.id, one, one.event) for one in edition.articles if one.event]
    dated.sort(key=lambda item: item[:2])
    coming = [one for _, _, one, event in dated if not is_past(edition, event)]
    past = [one for _, _, one, event in reversed(dated) if is_past(edition, event)]
    return coming, past


def events_view(edition: Edition, shared: EditionView) -> EventsView:
    """The event list."""
    words = edition.words
    coming, past = _events(edition)
    title = words("Events")
    trail = ((title, "events/"),)
    meta = Meta(
        title=title,
        description=f"{title} - {edition.variant.tagline}",
        path="events/",
        json_ld=(crumb_ld(edition, trail),),
    )
    return EventsView(
        edition=shared,
        head=head_view(edition, meta),
        switch=switch_view(edition, "events/"),
        crumbs=crumbs(edition, trail),
        title=title,
        coming=card_views(edition, coming),
        past=card_views(edition, past),
    )


def not_found_view(edition: Edition, shared: EditionView) -> NotFoundView:
    """What a reader sees where there is nothing, in one edition."""
    title = edition.words("Page not found")
    meta = Meta(title=title, description=title, path=None)
    return NotFoundView(
        edition=shared,
        head=head_view(edition, meta),
        switch=switch_view(edition, ""),
        crumbs=(),
        title=title,
        latest=card_views(edition, edition.news[:5]),
    )


def gateway_view(editions: Sequence[tuple[Edition, EditionView]], *, missing: bool) -> GatewayView:
    """The x-default page at the root, or the root's 404 page; framed by the first edition."""
    edition, shared = editions[0]
    names = dict.fromkeys(one.variant.site_name for one, _ in editions)
    title = " · ".join(names)
    head = head_view(edition, Meta(title=title, description=edition.variant.tagline, path=None))
    if not missing:
        root = f"{edition.site.addresses.site_url}/"
        head = dataclasses.replace(
            head, canonical=root, alternates=alternates(edition, "", root), robots=""
        )
    return GatewayView(
        edition=shared,
        head=head,
        switch=(),
        crumbs=(),
        title=title,
        doors=tuple(_door(one) for one, _ in editions),
        missing=missing,
    )


def _door(edition: Edition) -> DoorView:
    variant = edition.variant
    return DoorView(
        tag=variant.tag,
        label=variant.label,
        site_name=variant.site_name,
        tagline=variant.tagline,
        url=edition.url(""),
        latest=tuple(
            LinkView(text=document.title, url=edition.url(document.url_path))
            for document in edition.news[:3]
        ),
    )

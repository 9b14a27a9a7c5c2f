"""The pages a reader enters by: home, events, 404, and the gateway at the site's root."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hutong.formats.jsonld import dumps
from hutong.taxonomy import Taxon
from hutong.views.cards import card_views
from hutong.views.chrome import Meta, alternates, crumb_ld, crumbs, head_view, switch_view
from hutong.views.edition import Edition
from hutong.views.plans import EventsPage, Gateway, HomePage, NotFoundPage
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
from hutong.views.structured import site_ld


def home_view(edition: Edition, shared: EditionView, plan: HomePage) -> HomeView:
    """The home page: lead, latest, picks, coming events, sections."""
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
        lead=next(iter(card_views(edition, plan.lead)), None),
        latest=card_views(edition, plan.latest),
        picks=card_views(edition, plan.picks),
        events=card_views(edition, plan.events),
        sections=tuple(_section_block(edition, *section) for section in plan.sections),
        more=LinkView(text=edition.words("All news"), url=edition.url("news/")),
    )


def _section_block(edition: Edition, key: str, articles: tuple[str, ...]) -> SectionBlockView:
    term = edition.term(Taxon.SECTION, key)
    link = LinkView(text=term.name, url=edition.url(term.path))
    return SectionBlockView(link=link, cards=card_views(edition, articles))


def events_view(edition: Edition, shared: EditionView, plan: EventsPage) -> EventsView:
    """The event list."""
    title = edition.words("Events")
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
        coming=card_views(edition, plan.coming),
        past=card_views(edition, plan.past),
    )


def not_found_view(edition: Edition, shared: EditionView, plan: NotFoundPage) -> NotFoundView:
    """What a reader sees where there is nothing, in one edition."""
    title = edition.words("Page not found")
    meta = Meta(title=title, description=title, path=None)
    return NotFoundView(
        edition=shared,
        head=head_view(edition, meta),
        switch=switch_view(edition, ""),
        crumbs=(),
        title=title,
        latest=card_views(edition, plan.latest),
    )


def gateway_view(editions: Sequence[Edition], shared: EditionView, plan: Gateway) -> GatewayView:
    """The x-default page at the root, or the root's 404 page; framed by the first edition."""
    edition = editions[0]
    names = dict.fromkeys(one.variant.site_name for one in editions)
    title = " · ".join(names)
    head = head_view(edition, Meta(title=title, description=edition.variant.tagline, path=None))
    if not plan.missing:
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
        doors=tuple(_door(one, plan.latest) for one in editions),
        missing=plan.missing,
    )


def _door(edition: Edition, latest: tuple[str, ...]) -> DoorView:
    variant = edition.variant
    return DoorView(
        tag=variant.tag,
        label=variant.label,
        site_name=variant.site_name,
        tagline=variant.tagline,
        url=edition.url(""),
        latest=tuple(
            LinkView(text=document.title, url=edition.url(document.url_path))
            for document in edition.entries(latest)
        ),
    )

"""Teasers of articles for lists, and the small views they share with the article page."""

from __future__ import annotations

from hutong.model import Document, Event, Html, Image
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition
from hutong.views.order import is_past
from hutong.views.records import CardView, EventView, ImageView, LinkView, TimeView
from hutong.views.times import moment_view


def card_view(edition: Edition, key: str) -> CardView:
    """The teaser of one article."""
    document = edition.entry(key)
    return CardView(
        url=edition.url(document.url_path),
        title=document.title,
        summary=document.summary,
        time=moment_view(document.date, edition.variant.locale, edition.site.zone),
        section=section_link(edition, document),
        source=source_name(edition, document),
        image=image_view(edition, document.image),
        kind=document.kind.value,
        event=event_view(edition, document.event, with_notes=False),
    )


def card_views(edition: Edition, keys: tuple[str, ...]) -> tuple[CardView, ...]:
    """The teasers of several articles, in their order."""
    return tuple(edition.kept("card", keys, card_view)) if keys else ()


def section_link(edition: Edition, document: Document) -> LinkView | None:
    """A document's section, if it has one."""
    if not document.section:
        return None
    return edition.term_link(Taxon.SECTION, document.section)


def source_name(edition: Edition, document: Document) -> str:
    """The name of the first publisher in this edition, or an empty string."""
    if document.source is None:
        return ""
    term = edition.find_term(Taxon.SOURCE, document.source.key)
    return term.name if term else document.source.name


def image_view(edition: Edition, image: Image | None) -> ImageView | None:
    """A picture with its published addresses."""
    if image is None:
        return None
    picture = edition.picture(image.src)
    addresses = edition.site.addresses
    sizes = [(width, path) for width, path in picture.versions]
    srcset = [f"{addresses.file(path)} {width}w" for width, path in sizes]
    if srcset:
        srcset.append(f"{addresses.file(picture.path)} {picture.width}w")
    return ImageView(
        url=addresses.file(picture.path),
        srcset=", ".join(srcset),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        width=picture.width,
        height=picture.height,
    )


def event_view(edition: Edition, event: Event | None, *, with_notes: bool) -> EventView | None:
    """When and where; registration is not offered for what is over."""
    if event is None:
        return None
    locale, zone = edition.variant.locale, edition.site.zone
    past = is_past(event, now=edition.site.now, zone=zone)
    return EventView(
        start=moment_view(event.start, locale, zone),
        end=_end_view(edition, event),
        place=event.place,
        online=event.online,
        registration="" if past else event.registration,
        notes=event.notes if with_notes else Html(""),
        past=past,
    )


def _end_view(edition: Edition, event: Event) -> TimeView | None:
    """The end; its day is not said again where it is that of the start."""
    if event.end is None:
        return None
    zone = edition.site.zone
    view = moment_view(event.end, edition.variant.locale, zone)
    start, end = event.start.at.astimezone(zone), event.end.at.astimezone(zone)
    if not (event.start.precise and event.end.precise and start.date() == end.date()):
        return view
    return TimeView(iso=view.iso, text=end.strftime("%H:%M"))

"""What pages tell machines about themselves: entries for JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hutong.formats.jsonld import (
    ArticleEntry,
    Contributor,
    EventEntry,
    Organisation,
    Original,
    Picture,
    SiteEntry,
    event,
    faq_page,
    news_article,
    website,
)
from hutong.formats.machine import Json
from hutong.model import Document, Event, Role
from hutong.taxonomy import Taxon
from hutong.views.cards import image_view, source_name
from hutong.views.edition import Edition, home_variant

ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.REPORTER: "Reporter",
    Role.INTERN: "Intern reporter",
    Role.PHOTOGRAPHER: "Photographer",
    Role.EDITOR: "Editor",
    Role.PRODUCER: "Producer",
}
"""Message ids of the roles."""


def site_ld(edition: Edition) -> tuple[Mapping[str, Json], ...]:
    """The site, for the home page."""
    variant = edition.variant
    entry = SiteEntry(
        url=edition.absolute(""),
        name=variant.site_name,
        tag=variant.tag,
        publisher=_publisher(edition),
        description=variant.tagline,
        translations=tuple(url for _, url in edition.twins("")),
    )
    return (website(entry),)


def article_ld(edition: Edition, document: Document) -> tuple[Mapping[str, Json], ...]:
    """The article, the event it is about and the questions it answers."""
    url, tag = edition.absolute(document.url_path), edition.variant.tag
    found: list[Mapping[str, Json]] = [news_article(_article(edition, document, url))]
    if document.event:
        found.append(event(_event(edition, document, document.event, url)))
    if document.questions:
        found.append(faq_page(document.questions, url=url, tag=tag))
    return tuple(found)


def _article(edition: Edition, document: Document, url: str) -> ArticleEntry:
    section = edition.term(Taxon.SECTION, document.section) if document.section else None
    tags = (edition.term(Taxon.TAG, tag) for tag in document.tags)
    twins = tuple(url for _, url in edition.twins(document.url_path))
    original = home_variant(edition.site, document.origin) is edition.variant
    return ArticleEntry(
        url=url,
        headline=document.title,
        tag=edition.variant.tag,
        published=document.date,
        modified=document.changed,
        publisher=_publisher(edition),
        description=document.summary,
        dateline=document.dateline,
        section=section.name if section else "",
        keywords=tuple(term.name for term in tags),
        images=_pictures(edition, document),
        byline=tuple(
            Contributor(
                role=credit.role,
                label=edition.words(ROLE_WORDS[credit.role]),
                name=credit.name,
                organisation=edition.organisation(credit.organisation),
            )
            for credit in document.byline
        ),
        source=_original(edition, document),
        corrections=tuple((one.date, one.text) for one in document.corrections),
        translation_of="" if original else original_url(edition, document),
        translations=twins if original else (),
    )


def _event(edition: Edition, document: Document, about: Event, url: str) -> EventEntry:
    return EventEntry(
        url=url,
        name=document.title,
        tag=edition.variant.tag,
        start=about.start,
        end=about.end,
        place=about.place,
        online=about.online,
        registration=about.registration,
        description=document.summary,
        images=_pictures(edition, document),
    )


def _original(edition: Edition, document: Document) -> Original | None:
    source = document.source
    if source is None:
        return None
    name = source_name(edition, document)
    return Original(name=name, url=source.url, published=source.published)


def _pictures(edition: Edition, document: Document) -> tuple[Picture, ...]:
    image = image_view(edition, document.image)
    if image is None:
        return ()
    return (
        Picture(
            url=edition.site.addresses.made_absolute(image.url),
            width=image.width,
            height=image.height,
            caption=image.caption or image.alt,
            credit=image.credit,
        ),
    )


def _publisher(edition: Edition) -> Organisation:
    site = edition.site
    return Organisation(
        name=site.publisher or edition.variant.site_name,
        url=f"{site.addresses.site_url}/",
        logo=site.addresses.absolute_file(f"{site.theme.icons}icon-512.png"),
    )


def original_url(edition: Edition, document: Document) -> str:
    """Absolute address of a document in the edition where it is at home."""
    home = home_variant(edition.site, document.origin)
    return edition.site.addresses.absolute(home, document.url_path)

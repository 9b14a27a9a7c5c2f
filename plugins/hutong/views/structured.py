"""What pages tell machines about themselves: entries for JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

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
from hutong.model import Credit, Document, Event, Role
from hutong.taxonomy import Taxon
from hutong.views.cards import image_view, source_name
from hutong.views.edition import Edition, ShownTerm
from hutong.views.records import ImageView

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
        publisher=edition.once(_publisher),
        description=variant.tagline,
        translations=tuple(url for _, url in edition.twins("")),
    )
    return (website(entry),)


class Subject(NamedTuple):
    """An article or event of one edition, with what several parts of its page show."""

    document: Document
    section: ShownTerm | None
    tags: tuple[ShownTerm, ...]
    image: ImageView | None
    url: str
    """The absolute address of its page."""
    home_url: str
    """That of its page in the edition where it is at home."""


def subject_of(edition: Edition, key: str) -> Subject:
    """The document of that id, and what it is shown with."""
    document = edition.whole(key)
    shown, section = edition.shown_term, document.section
    return Subject(
        document=document,
        section=shown(Taxon.SECTION, section) if section else None,
        tags=tuple([shown(Taxon.TAG, tag) for tag in document.tags]),
        image=image_view(edition, document.image),
        url=edition.absolute(document.url_path),
        home_url=original_url(edition, document),
    )


def article_ld(edition: Edition, subject: Subject) -> list[Mapping[str, Json]]:
    """The article, the event it is about and the questions it answers."""
    document, url, tag = subject.document, subject.url, edition.variant.tag
    found: list[Mapping[str, Json]] = [news_article(_article(edition, subject))]
    if document.event:
        found.append(event(_event(edition, subject, document.event)))
    if document.questions:
        found.append(faq_page(document.questions, url=url, tag=tag))
    return found


def _article(edition: Edition, subject: Subject) -> ArticleEntry:
    document, section = subject.document, subject.section
    original = edition.home(document.origin) is edition.variant
    return ArticleEntry(
        url=subject.url,
        headline=document.title,
        tag=edition.variant.tag,
        published=document.date,
        modified=document.changed,
        publisher=edition.once(_publisher),
        description=document.summary,
        dateline=document.dateline,
        section=section.named.name if section else "",
        keywords=tuple([term.named.name for term in subject.tags]),
        images=_pictures(edition, subject.image),
        byline=tuple([_contributor(edition, credit) for credit in document.byline]),
        source=_original(edition, document),
        corrections=tuple([(one.date, one.text) for one in document.corrections]),
        translation_of="" if original else subject.home_url,
        translations=_twins(edition, document.url_path) if original else (),
    )


def _twins(edition: Edition, path: str) -> tuple[str, ...]:
    return tuple([url for _, url in edition.twins(path)])


def _contributor(edition: Edition, credit: Credit) -> Contributor:
    return Contributor(
        role=credit.role,
        label=edition.words(ROLE_WORDS[credit.role]),
        name=credit.name,
        organisation=edition.organisation(credit.organisation),
    )


def _event(edition: Edition, subject: Subject, about: Event) -> EventEntry:
    document = subject.document
    return EventEntry(
        url=subject.url,
        name=document.title,
        tag=edition.variant.tag,
        start=about.start,
        end=about.end,
        place=about.place,
        online=about.online,
        registration=about.registration,
        description=document.summary,
        images=_pictures(edition, subject.image),
    )


def _original(edition: Edition, document: Document) -> Original | None:
    source = document.source
    if source is None:
        return None
    name = source_name(edition, document)
    return Original(name=name, url=source.url, published=source.published)


def _pictures(edition: Edition, image: ImageView | None) -> tuple[Picture, ...]:
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
    home = edition.home(document.origin)
    return edition.site.addresses.absolute(home, document.url_path)

"""Records → schema.org descriptions of pages, and those → text for a <script> element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from hutong.formats.jsonld.records import (
    ArticleEntry,
    Contributor,
    EventEntry,
    Organisation,
    Original,
    Picture,
    SiteEntry,
)
from hutong.formats.machine import Json, absolutise, date_or_time, filled, json_text, uri
from hutong.model import Html, Question, Role

_CONTEXT: Final = "https://schema.org"
# "<" could end the script or open a comment; the two separators end a line in old JavaScript.
_UNSAFE: Final = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")
_CRUMBS: Final = 4096
_PUBLISHERS: Final = 16
_PROPERTY_OF_ROLE: Final[Mapping[Role, str]] = {
    Role.REPORTER: "author",
    Role.INTERN: "author",
    Role.PHOTOGRAPHER: "contributor",
    Role.EDITOR: "editor",
    Role.PRODUCER: "producer",
}


def dumps(value: Mapping[str, Json]) -> Html:
    """Return ``value`` as JSON that no <script> element can be broken by."""
    return Html(_guarded(json_text(value)))


def _guarded(text: str) -> str:
    for char, written in _UNSAFE:
        text = text.replace(char, written)
    return text


def news_article(entry: ArticleEntry) -> dict[str, Json]:
    """Describe a news article."""
    url, published, modified = uri(entry.url), entry.published, entry.modified
    since = date_or_time(published)
    members: dict[str, Json] = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "@id": _article_id(url),
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": entry.headline,
        "description": entry.description,
        "inLanguage": entry.tag,
        "dateline": entry.dateline,
        "datePublished": since,
        "dateModified": since if modified is published else date_or_time(modified),
        "image": [_picture(picture) for picture in entry.images],
        **_people(entry),
        "publisher": _publisher(entry.publisher),
        **_source(entry.source),
        "articleSection": entry.section,
        "keywords": list(entry.keywords),
        "correction": [_correction(day, text) for day, text in entry.corrections],
        "translationOfWork": _reference(entry.translation_of),
        "workTranslation": [_reference(other) for other in entry.translations],
    }
    return filled(members)


def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> Html:
    """Describe the way to a page, (name, absolute address) from the home page to it, as JSON."""
    steps = [_step(position, *crumb) for position, crumb in enumerate(crumbs[:-1], 1)]
    steps.append(_crumb(len(crumbs), *crumbs[-1]))
    return Html(_CRUMB_LIST + ",".join(steps) + "]}")


_CRUMB_LIST: Final = json_text({"@context": _CONTEXT, "@type": "BreadcrumbList"})[:-1] + (
    ',"itemListElement":['
)


def _crumb(position: int, name: str, url: str) -> str:
    item: Json = {"@type": "ListItem", "position": position, "name": name, "item": uri(url)}
    return _guarded(json_text(item))


_step: Final = lru_cache(_CRUMBS)(_crumb)
"""The same for all but the last: most ways begin alike."""


def event(entry: EventEntry) -> dict[str, Json]:
    """Describe an event; how people attend is said only where a place or an address is known."""
    members: dict[str, Json] = {
        "@context": _CONTEXT,
        "@type": "Event",
        "@id": uri(entry.url) + "#event",
        "url": uri(entry.url),
        "name": entry.name,
        "description": entry.description,
        "inLanguage": entry.tag,
        "startDate": date_or_time(entry.start),
        "endDate": date_or_time(entry.end) if entry.end else "",
        "eventStatus": f"{_CONTEXT}/EventScheduled",
        "eventAttendanceMode": _attendance(entry),
        "location": _locations(entry),
        "image": [_picture(picture) for picture in entry.images],
        "organizer": _organisation(entry.organiser) if entry.organiser else None,
        "potentialAction": _registration(entry),
    }
    return filled(members)


def faq_page(questions: Sequence[Question], *, url: str, tag: str) -> dict[str, Json]:
    """Describe the questions that the page ``url`` answers."""
    items: list[Json] = [
        {
            "@type": "Question",
            "@id": f"{uri(url)}#{item.anchor}",
            "name": item.question,
            "acceptedAnswer": {"@type": "Answer", "text": absolutise(item.answer, url)},
        }
        for item in questions
    ]
    members: dict[str, Json] = {"@context": _CONTEXT, "@type": "FAQPage", "@id": f"{uri(url)}#faq"}
    return {**members, "inLanguage": tag, "mainEntity": items}


def website(entry: SiteEntry) -> dict[str, Json]:
    """Describe an edition, on its home page."""
    members: dict[str, Json] = {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "@id": uri(entry.url) + "#website",
        "url": uri(entry.url),
        "name": entry.name,
        "description": entry.description,
        "inLanguage": entry.tag,
        "publisher": _organisation(entry.publisher),
        "workTranslation": [{"@id": uri(other) + "#website"} for other in entry.translations],
    }
    return filled(members)


def organization(entry: Organisation) -> dict[str, Json]:
    """Describe the publisher, on the home page."""
    return {"@context": _CONTEXT, **_organisation(entry)}


def _article_id(url: str) -> str:
    return f"{url}#article"


def _reference(url: str) -> Json:
    return {"@id": _article_id(uri(url))} if url else None


@lru_cache(_PUBLISHERS)
def _publisher(entry: Organisation) -> Mapping[str, Json]:
    """The publisher of all articles of an edition."""
    return _organisation(entry)


def _organisation(entry: Organisation) -> dict[str, Json]:
    logo: Json = {"@type": "ImageObject", "url": uri(entry.logo)} if entry.logo else None
    url = uri(entry.url) if entry.url else ""
    return filled({"@type": "Organization", "name": entry.name, "url": url, "logo": logo})


def _picture(picture: Picture) -> dict[str, Json]:
    members: dict[str, Json] = {
        "@type": "ImageObject",
        "url": uri(picture.url),
        "width": picture.width or None,
        "height": picture.height or None,
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return filled(members)


def _people(entry: ArticleEntry) -> dict[str, Json]:
    """Who made the article, by property; without an author, its source or publisher is one."""
    people: dict[str, list[Json]] = {"author": []}
    for person in entry.byline:
        people.setdefault(_PROPERTY_OF_ROLE[person.role], []).append(_person(person))
    if not people["author"]:
        name = entry.source.name if entry.source else entry.publisher.name
        people["author"].append({"@type": "Organization", "name": name})
    return dict(people)


def _person(person: Contributor) -> Json:
    organisation: dict[str, Json] = {"@type": "Organization", "name": person.organisation}
    if not person.name:
        return organisation
    members: dict[str, Json] = {
        "@type": "Person",
        "name": person.name,
        "jobTitle": person.label,
        "affiliation": organisation if person.organisation else None,
    }
    return filled(members)


def _source(source: Original | None) -> dict[str, Json]:
    if not source:
        return {}
    organisation: dict[str, Json] = {"@type": "Organization", "name": source.name}
    if not source.url:
        return {"sourceOrganization": organisation}
    work: dict[str, Json] = {
        "@type": "CreativeWork",
        "url": uri(source.url),
        "publisher": organisation,
        "datePublished": date_or_time(source.published) if source.published else "",
    }
    return {"sourceOrganization": organisation, "isBasedOn": filled(work), "citation": work["url"]}


def _correction(day: date, text: str) -> dict[str, Json]:
    return {"@type": "CorrectionComment", "text": text, "datePublished": day.isoformat()}


def _attendance(entry: EventEntry) -> str:
    modes = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}
    mode = modes.get((bool(entry.place), bool(entry.online)))
    return f"{_CONTEXT}/{mode}EventAttendanceMode" if mode else ""


def _locations(entry: EventEntry) -> list[Json]:
    places: list[Json] = []
    if entry.place:
        places.append({"@type": "Place", "name": entry.place, "address": entry.place})
    if entry.online:
        places.append({"@type": "VirtualLocation", "url": uri(entry.online)})
    return places


def _registration(entry: EventEntry) -> Json:
    if not entry.registration:
        return None
    return {"@type": "RegisterAction", "target": uri(entry.registration)}

"""A record as JSON-LD in the words of schema.org: Legislation, Event, Organization, Person.

schema.org has no type for agreements between public bodies; Legislation is the nearest
(https://schema.org/Legislation). ``docs/decisions/0017-open-data-formats.md`` has the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from hutong.register.exports.linked_values import Speaker, date, node
from hutong.register.exports.publication import Json, Publication
from hutong.register.kinds import RecordKind

ORGANISATION_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "government": "GovernmentOrganization",
        "regulator": "GovernmentOrganization",
        "statutory-body": "GovernmentOrganization",
        "court": "GovernmentOrganization",
        "university": "CollegeOrUniversity",
        "enterprise": "Corporation",
        "media": "NewsMediaOrganization",
    }
)
"""Types of organisations; the others are an Organization."""
_FORCE: Final = {
    "in-force": "InForce", "ended": "NotInForce", "superseded": "NotInForce",
    "announced": "NotInForce", "draft": "NotInForce",
}  # fmt: skip
"""Of what is only signed or published, nothing is said: it may be in force already."""
_RELATIONS: Final = {
    "amends": "legislationAmends", "renews": "legislationChanges", "supplements": "isBasedOn",
    "implements": "isBasedOn", "mentions": "citation",
}  # fmt: skip
_ORGANISATION: Final = "Organization"
_WITH_SCRIPT: Final = "zh"
"""The language of a text of which only the script is said."""


def graph(kind: RecordKind, publication: Publication) -> Iterator[Json]:
    """The node of the file itself, then those of all records of a kind."""
    dataset = publication.dataset
    yield node(
        "Dataset",
        id=f"{dataset.root}data/{kind}.jsonld",
        license=dataset.licence.url,
        publisher=node(_ORGANISATION, name=dataset.publisher, url=dataset.root),
        version=dataset.commit,
        dateModified=date(dataset.updated),
    )
    say = _speaker(publication)
    yield from (_node(one, kind, say) for one in publication.records[kind])


def _speaker(publication: Publication) -> Speaker:
    return Speaker({one.tag: one.hreflang for one in publication.dataset.editions})


def _node(one: Json, kind: RecordKind, say: Speaker) -> Json:
    found = _DESCRIBE[kind](one, say)
    found["mainEntityOfPage"] = [{"@id": url} for url in one["urls"].values()]
    return found


def _agreement(one: Json, say: Speaker) -> Json:
    found = _law(one, say)
    found |= node(
        found["@type"],
        legislationDate=date(one["signed"]),
        datePublished=date(one["announced"]),
        locationCreated=_place(one["place"], say),
        legislationPassedBy=[say.named(party["organisation"], _ORGANISATION)
                             for party in one["parties"]],
        hasPart=[_commitment(part, say) for part in one["commitments"]],
        encoding=[_text(text) for text in one["texts"]],
    )  # fmt: skip
    for other in one["related"]:
        key = _RELATIONS[other["relation"]]
        found.setdefault(key, []).append(say.named(other["id"], "Legislation"))
    if one["policies"]:
        found.setdefault("isBasedOn", []).extend(say.all_named(one["policies"], "Legislation"))
    if one["signed"]:
        found["subjectOf"] = [_signing(one, say), *found.get("subjectOf", ())]
    return found


def _policy(one: Json, say: Speaker) -> Json:
    found = _law(one, say)
    return found | node(
        found["@type"],
        legislationIdentifier=[*say.words(one["number"]), one["id"]],
        datePublished=date(one["published"]),
        legislationPassedBy=say.all_named(one["issuers"], _ORGANISATION),
        sameAs=one["url"],
    )


def _law(one: Json, say: Speaker) -> Json:
    """What agreements and policies have in common."""
    return node(
        "Legislation",
        id=one["uri"],
        name=say.words(one["title"]),
        alternateName=say.other_names(one),
        legislationIdentifier=one["id"],
        legislationType=one["type"],
        creativeWorkStatus=one["status"],
        legislationLegalForce=_FORCE.get(one["status"]),
        legislationDateOfApplicability=date(one["in_force"]),
        expires=date(one["ended"]),
        about=say.subjects(one),
        citation=[say.source(source) for source in one["sources"]],
        subjectOf=say.articles(one),
    )


def _signing(one: Json, say: Speaker) -> Json:
    return node(
        "Event",
        id=f"{one['uri']}#signing",
        name=say.words(one["title"]),
        startDate=date(one["signed"]),
        location=_place(one["place"], say),
        organizer=say.all_named(one["hosts"], _ORGANISATION),
        performer=[_part(who, who["for"], "performer", say) for who in one["signatories"]],
        attendee=[_part(who, who["organisation"], "attendee", say) for who in one["witnesses"]],
        about={"@id": one["uri"]},
    )


def _part(who: Json, body: Json | None, key: str, say: Speaker) -> Json:
    """Somebody at an event, with the office held then."""
    person = say.named(who["person"], "Person") or node("Person", name=say.words(who["name"]))
    if body:
        person = {**person, "affiliation": say.named(body, _ORGANISATION)}
    if not who["title"]:
        return person
    return node("Role", roleName=say.words(who["title"]), **{key: person})


def _commitment(part: Json, say: Speaker) -> Json:
    return node(
        "Legislation",
        text=say.words(part["text"]),
        legislationResponsible=say.all_named(part["owner"], _ORGANISATION),
        creativeWorkStatus=part["status"],
        expires=date(part["due"]),
        citation=[say.source(source) for source in part["evidence"]],
    )


def _text(text: Json) -> Json:
    script = (text["script"] or "").title()
    language = text["language"] or (script and _WITH_SCRIPT)
    return node(
        "LegislationObject",
        inLanguage="-".join(filter(None, (language, script))),
        contentUrl=text["file"],
        url=text["url"],
        sha256=text["sha256"],
        legislationLegalValue="AuthoritativeLegalValue" if text["authentic"] else None,
    )


def _place(place: Json | None, say: Speaker) -> Json | None:
    return node("Place", name=say.words(place["names"]) or place["id"]) if place else None


def _organisation(one: Json, say: Speaker) -> Json:
    return node(
        ORGANISATION_TYPES.get(one["kind"], _ORGANISATION),
        id=one["uri"],
        name=say.words(one["names"]),
        alternateName=say.other_names(one),
        identifier=one["id"],
        url=one["website"],
        parentOrganization=say.named(one["parent"], _ORGANISATION),
        foundingDate=date(one["founded"]),
        dissolutionDate=date(one["ended"]),
        subjectOf=[*map(say.source, one["sources"]), *say.articles(one)],
    )


def _person(one: Json, say: Speaker) -> Json:
    return node(
        "Person",
        id=one["uri"],
        name=say.words(one["names"]),
        alternateName=say.other_names(one),
        identifier=one["id"],
        url=one["website"],
        worksFor=[_office(role, say) for role in one["roles"]],
        subjectOf=[*map(say.source, one["sources"]), *say.articles(one)],
    )


def _office(role: Json, say: Speaker) -> Json:
    return node(
        "OrganizationRole",
        roleName=say.words(role["title"]),
        startDate=date(role["from"]),
        endDate=date(role["to"]),
        worksFor=say.named(role["organisation"], _ORGANISATION),
    )


_DESCRIBE: Final[Mapping[RecordKind, Callable[[Json, Speaker], dict[str, Any]]]] = MappingProxyType(
    {
        RecordKind.AGREEMENT: _agreement,
        RecordKind.POLICY: _policy,
        RecordKind.ORGANISATION: _organisation,
        RecordKind.PERSON: _person,
    }
)

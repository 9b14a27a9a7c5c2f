"""Records as entities of FollowTheMoney (https://followthemoney.tech), a graph for investigators.

It has no agreements: one is an Event, with a link from each party, signatory and witness. A policy
is a Document that documents who issued it and what rests on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from hutong.register.exports.money_graph import Entity, Graph, days, forms, link, sourced
from hutong.register.exports.publication import Json, Publication
from hutong.register.kinds import RecordKind

ORGANISATION_SCHEMATA: Final[Mapping[str, str]] = MappingProxyType(
    {
        "government": "PublicBody", "regulator": "PublicBody", "statutory-body": "PublicBody",
        "institution": "PublicBody", "court": "PublicBody", "enterprise": "Company",
    }
)  # fmt: skip
"""Schemata of organisations; the others are an Organization."""
_COUNTRIES: Final = {
    "hong-kong": "hk", "macao": "mo", "guangdong": "cn", "mainland": "cn", "national": "cn",
}  # fmt: skip


def entities(publication: Publication) -> Iterator[Entity]:
    """Every entity; links follow the record that they belong to, offices come last."""
    graph = Graph(publication.dataset)
    for kind, make in _MAKERS.items():
        for one in publication.records[kind]:
            make(one, graph)
            yield from graph.taken()
    yield from graph.shared()


def _ref(kind: RecordKind, record: Json) -> str:
    return f"{kind}.{record['id']}"


def _organisation_ref(record: Json) -> str:
    return _ref(RecordKind.ORGANISATION, record)


def _organisation(one: Json, graph: Graph) -> None:
    own = _organisation_ref(one)
    proven = sourced(one, graph.dataset)
    graph.add(
        own,
        ORGANISATION_SCHEMATA.get(one["kind"], "Organization"),
        {
            **_names(one),
            "abbreviation": forms(one["short"]),
            "jurisdiction": [_COUNTRIES.get(one["region"], "")],
            "classification": [one["kind"]],
            "incorporationDate": days(one["founded"]),
            "dissolutionDate": days(one["ended"]),
            "website": [one["website"]],
            **proven,
        },
    )
    if one["parent"]:
        parent = _organisation_ref(one["parent"])
        graph.add(f"{own}.parent", "UnknownLink", link(own, parent, ["part of"]) | proven)


def _person(one: Json, graph: Graph) -> None:
    own = _ref(RecordKind.PERSON, one)
    proven = sourced(one, graph.dataset)
    graph.add(own, "Person", {**_names(one), "website": [one["website"]], **proven})
    for role in one["roles"]:
        post = _position(role, graph, proven)
        held = {
            "holder": [own],
            "post": [post],
            "startDate": days(role["from"]),
            "endDate": days(role["to"]),
        }
        graph.add(f"{own}.{post}", "Occupancy", held | proven)


def _position(role: Json, graph: Graph, proven: Mapping[str, list[str]]) -> str:
    """The office itself, which several people may hold: one for each title in an organisation."""
    body = role["organisation"]
    titles = forms(role["title"])
    digest = hashlib.sha256("\n".join((body["id"] if body else "", titles[0])).encode())
    own = f"positions.{digest.hexdigest()[:20]}"
    held = {"name": titles, "organization": [_organisation_ref(body)] if body else []}
    graph.share(own, "Position", {**held, **proven})
    return own


def _policy(one: Json, graph: Graph) -> None:
    own = _ref(RecordKind.POLICY, one)
    proven = sourced(one, graph.dataset)
    titles = forms(one["title"])
    graph.add(
        own,
        "Document",
        {
            "name": titles,
            "title": titles,
            "fileName": [one["id"]],
            "alias": [*forms(one["short"]), *one["aliases"]],
            "publishedAt": days(one["published"]),
            "keywords": _subjects(one),
            **proven,
            "sourceUrl": [one["url"], *proven["sourceUrl"]],
        },
    )
    for body in one["issuers"]:
        _document(graph, own, _organisation_ref(body), "issuer", proven)


def _document(
    graph: Graph, policy: str, entity: str, role: str, proven: Mapping[str, list[str]]
) -> None:
    held = {"document": [policy], "entity": [entity], "role": [role]}
    graph.add(f"{policy}.{role}.{entity}", "Documentation", {**held, **proven})


def _agreement(one: Json, graph: Graph) -> None:
    own = _ref(RecordKind.AGREEMENT, one)
    proven = sourced(one, graph.dataset)
    parties = [_organisation_ref(party["organisation"]) for party in one["parties"]]
    unknown = [who for who in (*one["signatories"], *one["witnesses"]) if not who["person"]]
    graph.add(
        own,
        "Event",
        {
            "name": forms(one["title"]),
            "alias": [*forms(one["short"]), *one["aliases"]],
            "date": days(one["signed"] or one["announced"]),
            "startDate": days(one["in_force"]),
            "endDate": days(one["ended"]),
            "location": forms(one["place"]["names"]) if one["place"] else [],
            "organizer": [_organisation_ref(host) for host in one["hosts"]],
            "involved": parties,
            "namesMentioned": [name for who in unknown for name in forms(who["name"])],
            "keywords": _subjects(one),
            "recordId": [one["id"]],
            **proven,
        },
    )
    for party, ref in zip(one["parties"], parties, strict=True):
        started = days(party["in_force"] or party["signed"])
        about = {"startDate": started, "endDate": days(party["ended"])}
        linked = link(ref, own, [party["role"] or "party"])
        graph.add(f"{own}.party.{party['organisation']['id']}", "UnknownLink",
                  linked | about | proven)  # fmt: skip
    _people(one, own, graph, proven)
    for other in one["related"]:
        ref = _ref(RecordKind.AGREEMENT, other["id"])
        graph.add(f"{own}.related.{other['id']['id']}", "UnknownLink",
                  link(own, ref, [other["relation"]]) | proven)  # fmt: skip
    for policy in one["policies"]:
        _document(graph, _ref(RecordKind.POLICY, policy), own, "basis", proven)


def _people(one: Json, own: str, graph: Graph, proven: Mapping[str, list[str]]) -> None:
    """Who signed, for whom, and who was there."""
    day = days(one["signed"])
    for role, people in (("signatory", one["signatories"]), ("witness", one["witnesses"])):
        for who in people:
            if not who["person"]:
                continue
            ref, at = _ref(RecordKind.PERSON, who["person"]), f"{own}.{role}.{who['person']['id']}"
            titles = forms(who["title"])
            held = {**link(ref, own, [role, *titles]), "date": day, **proven}
            graph.add(at, "UnknownLink", held)
            body = who.get("for")
            if body:
                held = {"agent": [ref], "client": [_organisation_ref(body)], "role": titles}
                graph.add(f"{at}.for.{body['id']}", "Representation",
                          {**held, "date": day, "recordId": [one["id"]], **proven})  # fmt: skip


def _names(one: Json) -> dict[str, list[str]]:
    """A converted name is but a weak alias; other languages and names are aliases."""
    given = {*one["approved"]} or {*one["urls"]}
    editions = one["urls"]
    return {
        "name": [text for tag, text in one["names"].items() if tag in given],
        "weakAlias": [
            text for tag, text in one["names"].items() if tag in editions and tag not in given
        ],
        "alias": [
            *(text for tag, text in one["names"].items() if tag not in editions),
            *one["aliases"],
        ],
    }


def _subjects(one: Json) -> list[str]:
    return [name for term in one["subjects"] for name in forms(term["names"])]


_MAKERS: Final[Mapping[RecordKind, Callable[[Json, Graph], None]]] = MappingProxyType(
    {
        RecordKind.ORGANISATION: _organisation,
        RecordKind.PERSON: _person,
        RecordKind.POLICY: _policy,
        RecordKind.AGREEMENT: _agreement,
    }
)

"""Entities of FollowTheMoney as they are collected: ids that stay, values without repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from hutong.register.dates import parse_vague
from hutong.register.exports.dataset import Dataset
from hutong.register.exports.publication import Json

Properties = Mapping[str, Sequence[str | None]]


class Entity(TypedDict):
    """One entity as it is written."""

    id: str
    schema: str
    properties: dict[str, list[str]]


class Graph:
    """Collects entities. Each has an id of its own, made of what it says and not of its place."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._ids: set[str] = set()
        self._made: list[Entity] = []
        self._shared: dict[str, Entity] = {}

    def taken(self) -> list[Entity]:
        """The entities that came since this was last asked; shared ones do not."""
        made, self._made = self._made, []
        return made

    def shared(self) -> Iterable[Entity]:
        """Those that several records have said something of."""
        return self._shared.values()

    def add(self, id_: str, schema: str, properties: Properties) -> None:
        """One more; what has the same id says something else, and gets a number."""
        number, own = 1, id_
        while own in self._ids:
            number += 1
            own = f"{id_}.{number}"
        self._ids.add(own)
        entity = Entity(id=own, schema=schema, properties={})
        self._made.append(entity)
        _say(entity, properties)

    def share(self, id_: str, schema: str, properties: Properties) -> None:
        """What is said of an entity, beside what was said before."""
        entity = self._shared.get(id_)
        if entity is None:
            entity = self._shared[id_] = Entity(id=id_, schema=schema, properties={})
        _say(entity, properties)


def _say(entity: Entity, properties: Properties) -> None:
    known = entity["properties"]
    for name, values in properties.items():
        if values and (found := _distinct((*known.get(name, ()), *values))):
            known[name] = found


def _distinct(values: Iterable[str | None]) -> list[str]:
    """Values that are there, each once, with single spaces as FollowTheMoney has them."""
    return list(dict.fromkeys([" ".join(one.split()) for one in values if one]))


def forms(words: Mapping[str, str] | None) -> list[str]:
    """Words in every script and language."""
    return list(words.values()) if words else []


def days(given: str | None) -> list[str]:
    """A date as far as it is known; FollowTheMoney has no sign for 'about'."""
    return [parse_vague(given).iso] if given else []


def link(subject: str, target: str, roles: Sequence[str]) -> dict[str, list[str]]:
    """The ends of an UnknownLink, and what they are to each other."""
    return {"subject": [subject], "object": [target], "role": [*roles]}


def sourced(one: Json, dataset: Dataset) -> dict[str, list[str]]:
    """Who says so, where, and when it was read there; without sources, this site does."""
    sources = one["sources"]
    if not sources:
        return {"publisher": [dataset.publisher], "sourceUrl": [f"{one['uri']}/"]}
    return {
        "publisher": [name for it in sources for name in forms(it["publisher"])],
        "sourceUrl": [it["url"] for it in sources if it["url"]],
        "retrievedAt": [day for it in sources for day in days(it["retrieved"])],
    }

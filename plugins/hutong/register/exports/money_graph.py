"""Entities of FollowTheMoney as they are collected: ids that stay, values without repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        self._entities: dict[str, Entity] = {}

    def entities(self) -> Iterator[Entity]:
        """All of them, in the order in which they came."""
        return iter(self._entities.values())

    def add(self, id_: str, schema: str, properties: Properties) -> None:
        """One more; what has the same id says something else, and gets a number."""
        number, own = 1, id_
        while own in self._entities:
            number += 1
            own = f"{id_}.{number}"
        self.merge(own, schema, properties)

    def merge(self, id_: str, schema: str, properties: Properties) -> None:
        """What is said of an entity, beside what was said before."""
        entity = self._entities.setdefault(id_, {"id": id_, "schema": schema, "properties": {}})
        known = entity["properties"]
        for name, values in properties.items():
            if found := _distinct((*known.get(name, ()), *values)):
                known[name] = found


def _distinct(values: Iterable[str | None]) -> list[str]:
    """Values that are there, each once, with single spaces as FollowTheMoney has them."""
    return list(dict.fromkeys(" ".join(one.split()) for one in values if one))


def forms(words: Mapping[str, str] | None) -> list[str]:
    """Words in every script and language, each once."""
    return _distinct((words or {}).values())


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
        "publisher": _distinct(name for it in sources for name in forms(it["publisher"])),
        "sourceUrl": _distinct(it["url"] for it in sources),
        "retrievedAt": _distinct(day for it in sources for day in days(it["retrieved"])),
    }

"""What others say of single pieces of the open data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from followthemoney import model
from followthemoney.exc import InvalidData

SCHEMA: Final = "https://schema.org/"


def wrong_with(entity: dict[str, Any]) -> str:
    """What FollowTheMoney says of one entity, or would not keep of it."""
    schema = model.get(entity["schema"])
    if schema is None:
        return "no schema"
    try:
        schema.validate(entity)  # type: ignore[arg-type]  # from JSON
    except InvalidData as error:
        return f"{error}: {error.errors}"
    missing = [name for name in schema.required if not entity["properties"].get(name)]
    if missing:
        return f"no {missing}"
    kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
    lost = {
        name: sorted(set(values) ^ set(kept.get(name, ())))
        for name, values in entity["properties"].items()
        if set(values) != set(kept.get(name, ()))
    }
    return f"lost {lost}" if lost else ""


def refuse(url: str, _: object) -> None:
    """A loader of contexts that loads none."""
    raise AssertionError(f"somebody wants {url}")


OPTIONS: Final = {"documentLoader": refuse}
"""For pyld: nothing is loaded from anywhere."""


def keys_in(value: Any) -> Iterator[str]:
    """Every key of an expanded document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def plain_keys(value: Any) -> set[str]:
    """The keys of a document as it is written, without its context."""
    inner = {key: one for key, one in value.items() if key != "@context"}
    return set(keys_in(inner))

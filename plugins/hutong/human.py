"""Walk the fields of records that readers see as text, and put other texts in their place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def human_texts(record: Any) -> Iterator[tuple[str, str]]:
    """Yield ``(kind, text)``, kind ``text`` or ``html``, of every human field, depth first."""
    for spec in dataclasses.fields(record):
        value = getattr(record, spec.name)
        kind = spec.metadata.get("human")
        if kind:
            yield kind, value
        elif isinstance(value, tuple):
            for item in value:
                if dataclasses.is_dataclass(item):
                    yield from human_texts(item)
        elif dataclasses.is_dataclass(value):
            yield from human_texts(value)


def with_human_texts(record: _Record, take: Callable[[], str]) -> _Record:
    """Return ``record`` with every human field replaced by ``take()``, in the same order."""
    changes: dict[str, Any] = {}
    for spec in dataclasses.fields(record):  # type: ignore[arg-type]  # TypeVar cannot be bound to "any dataclass"
        value = getattr(record, spec.name)
        if spec.metadata.get("human"):
            changes[spec.name] = take()
        elif isinstance(value, tuple):
            changes[spec.name] = tuple(
                with_human_texts(item, take) if dataclasses.is_dataclass(item) else item
                for item in value
            )
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            changes[spec.name] = with_human_texts(value, take)
    return dataclasses.replace(record, **changes)  # type: ignore[type-var]  # as above

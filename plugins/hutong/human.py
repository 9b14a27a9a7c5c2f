"""Walk the fields of records that readers see as text, and put other texts in their place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

_Record = TypeVar("_Record")


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """Which fields of a class to look at, in their order.

    ``fields`` are names with ``text`` or ``html``, or empty where records with such fields may
    stand; ``others`` are all the rest, which are passed on as they are.
    """

    fields: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


def human_texts(record: Any) -> Iterator[tuple[str, str]]:
    """Yield ``(kind, text)``, kind ``text`` or ``html``, of every human field, depth first."""
    return iter(human_fields(record))


def human_fields(record: Any) -> list[tuple[str, str]]:
    """The same as a list, which is quicker where all are wanted."""
    found: list[tuple[str, str]] = []
    _collect(record, found)
    return found


def _collect(record: Any, found: list[tuple[str, str]]) -> None:
    for name, kind in _plan_of(record.__class__).fields:
        value = getattr(record, name)
        if kind:
            found.append((kind, value))
        elif type(value) is tuple:
            for item in value:
                _collect(item, found)
        elif value is not None:
            _collect(value, found)


def with_human_texts(record: _Record, take: Callable[[], str], **changes: object) -> _Record:
    """Return ``record`` with every human field replaced by ``take()``, in the same order.

    ``changes`` are other fields of the record, changed at the same time.
    """
    made: _Record = _with_texts(record, take, changes)
    return made


def _with_texts(record: Any, take: Callable[[], str], changes: Mapping[str, object]) -> Any:
    plan = _plan_of(record.__class__)
    if not plan.fields and not changes:
        return record
    values = {name: getattr(record, name) for name in plan.others}
    for name, kind in plan.fields:
        if kind:
            values[name] = take()
            continue
        value = getattr(record, name)
        if type(value) is tuple:
            values[name] = tuple([_with_texts(one, take, {}) for one in value]) if value else value
        else:
            values[name] = value if value is None else _with_texts(value, take, {})
    return record.__class__(**{**values, **changes})


def unread(record: Any, less: Collection[str] = ()) -> list[Any]:
    """All of a record but its human texts and the fields named in ``less``, records in it too."""
    plan = _plan_of(record.__class__)
    found = [getattr(record, name) for name in plan.others if name not in less]
    for name, kind in plan.fields:
        if kind or name in less:
            continue
        value = getattr(record, name)
        if type(value) is tuple:
            found.append([_unread(one) for one in value])
        else:
            found.append(_unread(value))
    return found


def _unread(value: Any) -> Any:
    return unread(value) if _is_record(value.__class__) else value


@cache
def _plan_of(cls: Any) -> _Plan:
    """The plan of a record's class; what is no record has nothing to look at."""
    if not _is_record(cls):
        return _Plan((), ())
    hints = _hints(cls)
    fields = dataclasses.fields(cls)
    looked = [
        (spec.name, str(spec.metadata.get("human", "")))
        for spec in fields
        if spec.metadata.get("human") or _may_hold(hints.get(spec.name, Any), frozenset((cls,)))
    ]
    names = {name for name, _ in looked}
    return _Plan(tuple(looked), tuple(spec.name for spec in fields if spec.name not in names))


def _is_record(cls: Any) -> bool:
    return dataclasses.is_dataclass(cls)


def _hints(cls: Any) -> dict[str, Any]:
    """The types of the fields; none where one is of a class that only a function can see."""
    try:
        return get_type_hints(cls)
    except NameError:
        return {}


def _may_hold(hint: Any, seen: frozenset[type]) -> bool:
    """Whether a value of this type can be, or hold, a record with human fields."""
    if hint is Any or hint is object or isinstance(hint, TypeVar):
        return True
    if any(_may_hold(part, seen) for part in get_args(hint)):
        return True
    if not isinstance(hint, type):
        return False
    return any(_is_human(cls, seen) for cls in (hint, *_below(hint)) if cls not in seen)


def _below(cls: Any) -> list[Any]:
    """Classes derived from a record's: values may be of these too."""
    if not _is_record(cls):
        return []
    direct = type.__subclasses__(cls)
    return [one for child in direct for one in (child, *_below(child))]


def _is_human(cls: Any, seen: frozenset[type]) -> bool:
    if not _is_record(cls):
        return False
    hints = _hints(cls)
    return any(
        spec.metadata.get("human") or _may_hold(hints.get(spec.name, Any), seen | {cls})
        for spec in dataclasses.fields(cls)
    )

"""The front matter as typed records, read without the schema where there is nothing to tell.

:func:`read_front` takes what is sound; anything else goes to the schema (:mod:`schema`), which
costs a tenth of a second to load and knows how to tell an editor what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from hutong.lined_yaml import Value
from hutong.model import Moment, Role, Status
from hutong.source import values


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """Where the text was first published."""

    name: str
    url: str | None = None
    published: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BylinePart:
    """One line of the byline."""

    role: Role
    name: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePart:
    """The lead picture."""

    src: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    """When and where an event takes place."""

    start: Moment
    end: Moment | None = None
    place: str | None = None
    online: str | None = None
    registration: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickPart:
    """How long an article stays among the editors' picks."""

    until: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPart:
    """A correction that readers are told of."""

    date: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPart:
    """What the converter should know on this page only."""

    topics: tuple[str, ...] = ()
    terms: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All that stands between the two ``---`` lines; each key is explained in the schema."""

    title: str
    date: Moment
    variant: str | None = None
    modified: Moment | None = None
    slug: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    source: SourcePart | None = None
    dateline: str | None = None
    byline: tuple[BylinePart, ...] = ()
    image: ImagePart | None = None
    event: EventPart | None = None
    agreements: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    pick: PickPart | None = None
    corrections: tuple[CorrectionPart, ...] = ()
    glossary: GlossaryPart | None = None
    status: Status = Status.PUBLISHED
    embargo: Moment | None = None
    expires: Moment | None = None


class _UnusualError(Exception):
    """Something that the schema should look at."""


_Reader = Callable[[Any, ZoneInfo], Any]
"""Makes one typed value; raises whatever it likes of ``_REFUSALS`` where it cannot."""
_REFUSALS: Final = (_UnusualError, values.Wrong, ValueError)


def read_front(data: Mapping[str, Value], zone: ZoneInfo) -> Front | None:
    """The front matter, or None where the schema must read it."""
    try:
        return Front(**_members(data, zone, _TOP, ("title", "date")))
    except _REFUSALS:
        return None


def _members(
    data: object, zone: ZoneInfo, readers: Mapping[str, _Reader], needed: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(data, dict) or not data.keys() <= readers.keys():
        raise _UnusualError
    for key in needed:
        if key not in data:
            raise _UnusualError
    return {key: readers[key](value, zone) for key, value in data.items()}


def _typed(check: Callable[[str], Any]) -> _Reader:
    def read(value: object, _zone: ZoneInfo) -> object:
        if value.__class__ is not str:
            raise _UnusualError
        return check(value)

    return read


def _part(cls: type, readers: Mapping[str, _Reader], *needed: str) -> _Reader:
    return lambda value, zone: cls(**_members(value, zone, readers, needed))


def _many(read: _Reader) -> _Reader:
    def read_all(value: object, zone: ZoneInfo) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _UnusualError
        return tuple([read(item, zone) for item in value])

    return read_all


def _term(value: object, zone: ZoneInfo) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _UnusualError
    return {tag: _NAME(form, zone) for tag, form in value.items()}


def _unlinked(value: object, zone: ZoneInfo) -> tuple[str, ...]:
    return (ALL,) if value == ALL else _many(_NAME)(value, zone)


def _pick(value: object, zone: ZoneInfo) -> PickPart | None:
    if isinstance(value, str):
        return PickPart() if values.is_true(value) else None
    return PickPart(**_members(value, zone, {"until": values.moment}, ()))


ALL: Final = "all"
"""What stands for every record where an editor says which names are no links."""
_TEXT: Final = _typed(values.text)
_NAME: Final = _typed(lambda value: values.name(values.text(value)))
_TAG: Final = _typed(lambda value: values.tag(values.text(value)))
_ADDRESS: Final = _typed(values.address)
_SLUG: Final = _typed(values.slug)
_DAY: Final = _typed(values.day)
_SOURCE: Final = {"name": _NAME, "url": _ADDRESS, "published": values.moment}
_BYLINE: Final = {"role": _typed(Role), "name": _TEXT, "organisation": _NAME}
_IMAGE: Final = {
    "src": _typed(values.picture),
    "alt": _TEXT,
    "caption": _TEXT,
    "credit": _TEXT,
}
_EVENT: Final = {
    "start": values.moment,
    "end": values.moment,
    "place": _TEXT,
    "online": _ADDRESS,
    "registration": _ADDRESS,
    "notes": _TEXT,
}
_TOP: Final[Mapping[str, _Reader]] = MappingProxyType(
    {
        "title": _TEXT,
        "variant": _typed(str),
        "date": values.moment,
        "modified": values.moment,
        "slug": _SLUG,
        "section": _NAME,
        "tags": _many(_TAG),
        "summary": _TEXT,
        "source": _part(SourcePart, _SOURCE, "name"),
        "dateline": _TEXT,
        "byline": _many(_part(BylinePart, _BYLINE, "role")),
        "image": _part(ImagePart, _IMAGE),
        "event": _part(EventPart, _EVENT, "start"),
        "agreements": _many(_NAME),
        "policies": _many(_NAME),
        "unlinked": _unlinked,
        "pick": _pick,
        "corrections": _many(_part(CorrectionPart, {"date": _DAY, "text": _TEXT}, "date", "text")),
        "glossary": _part(GlossaryPart, {"topics": _many(_SLUG), "terms": _many(_term)}),
        "status": _typed(Status),
        "embargo": values.moment,
        "expires": values.moment,
    }
)
"""How each key is read."""

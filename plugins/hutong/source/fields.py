"""Types of single front matter values, for the schema: each is checked by :mod:`values`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from hutong.model import SLUG, Moment
from hutong.source import values
from hutong.source.front import ALL
from hutong.source.values import Wrong

_Given = TypeVar("_Given")
_Kept = TypeVar("_Kept")


def told(check: Callable[[_Given], _Kept]) -> Callable[[_Given], _Kept]:
    """``check`` with what it finds wrong told to the schema."""

    def checked(value: _Given) -> _Kept:
        try:
            return check(value)
        except Wrong as wrong:
            raise _error(wrong) from wrong

    return checked


def _error(wrong: Wrong) -> PydanticCustomError:
    return PydanticCustomError("hutong", "{what}", {"what": wrong.what, "mend": wrong.mend})


def _moment(value: object, info: ValidationInfo) -> Moment:
    zone: ZoneInfo = (info.context or {}).get("zone") or ZoneInfo("UTC")
    try:
        return values.moment(value, zone)
    except Wrong as wrong:
        raise _error(wrong) from wrong


Text = Annotated[str, AfterValidator(told(values.text))]
"""Text of at least one character."""
Name = Annotated[Text, AfterValidator(told(values.name))]
"""A name on one line, of a length that lists have room for."""
Tag = Annotated[Text, AfterValidator(told(values.tag))]
"""One tag."""
When = Annotated[
    Moment,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{1,2}:\d{2}(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$",
            "examples": ["2023-06-18", "2023-06-18 12:52", "2023-06-18T12:52+08:00"],
        }
    ),
]
"""A day, or a point in time in the site's zone unless it names its own."""
Day = Annotated[
    date,
    BeforeValidator(told(values.day)),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A day of the calendar."""
Address = Annotated[
    str,
    AfterValidator(told(values.address)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
"""A full web address."""
Slug = Annotated[
    str,
    AfterValidator(told(values.slug)),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"}),
]
"""The last part of a page's path."""
Unlinked = Annotated[
    tuple[Name, ...],
    BeforeValidator(
        lambda value: (ALL,) if value == ALL else value,
        json_schema_input_type=tuple[Name, ...] | Literal["all"],
    ),
]
"""Records that names do not link to; the bare word means every one."""
Picture = Annotated[str, AfterValidator(told(values.picture))]
"""A picture's path below ``content/``."""
Reference = Annotated[str, AfterValidator(told(values.slug))]
"""The name of a file of terms."""

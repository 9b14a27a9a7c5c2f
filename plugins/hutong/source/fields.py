"""Types of single front matter values: text, moments, addresses, slugs, references.

A wrong value raises :func:`wrong`, which carries what is wrong and how to mend it in plain words.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from hutong.model import Moment

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?\Z")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]+")
_DATE_HELP: Final = "write 2023-06-18, or 2023-06-18 12:52, or 2023-06-18T12:52+08:00"


def wrong(what: str, mend: str) -> PydanticCustomError:
    """An error of a value, in the words that the editor will read."""
    return PydanticCustomError("hutong", "{what}", {"what": what, "mend": mend})


def _text(value: str) -> str:
    if not value.strip():
        raise wrong("it is empty", "write something after the colon")
    return value.strip()


def _moment(value: object, info: ValidationInfo) -> Moment:
    zone: ZoneInfo = (info.context or {}).get("zone") or ZoneInfo("UTC")
    if not isinstance(value, str) or not (_DAY.match(value) or _TIME.match(value)):
        raise wrong(f"{value!r} is not a date", _DATE_HELP)
    if _DAY.match(value):
        return Moment(datetime.combine(_day(value), datetime.min.time(), zone), precise=False)
    try:
        at = datetime.fromisoformat(_padded(value))
    except ValueError as error:
        raise wrong(f"{value!r} is not a date and time ({error})", _DATE_HELP) from error
    return Moment(at if at.tzinfo else at.replace(tzinfo=zone))


def _padded(value: str) -> str:
    """Write ``9:30`` as ``09:30`` and drop the space before a zone."""
    day, clock = value[:10], value[11:].replace(" ", "")
    return f"{day}T{'0' if clock[1] == ':' else ''}{clock}"


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise wrong(f"{value!r} is not a day of the calendar", _DATE_HELP) from error


def _address(value: str) -> str:
    parts = urlsplit(_CONTROL.sub("", value))
    if parts.scheme in ("http", "https") and parts.netloc:
        return value
    if parts.scheme:
        raise wrong(
            f"{value!r} is a {parts.scheme}: link, which readers could not follow safely",
            "give an address that starts with https://",
        )
    raise wrong(f"{value!r} is not a full address", "start it with https://")


def _slug(value: str) -> str:
    if not SLUG.match(value):
        raise wrong(
            f"the slug {value!r} cannot stand in an address",
            "use small letters a-z, figures and single hyphens, such as nansha-hkicm",
        )
    return value


def _source_path(value: str) -> str:
    if value.startswith(("http:", "https:", "//")):
        raise wrong(
            f"{value!r} is on another site", "save the picture under content/images and name it"
        )
    if value.startswith("/") or "\\" in value or ".." in value.split("/") or ":" in value:
        raise wrong(
            f"{value!r} leads out of content/", "name a file below content/, such as images/x.png"
        )
    return value


def is_true(value: object) -> bool:
    """Whether ``true`` or ``false`` was typed."""
    if value in ("true", "yes"):
        return True
    if value in ("false", "no"):
        return False
    raise wrong(f"{value!r} is neither true nor false", "write true or false")


Text = Annotated[str, AfterValidator(_text)]
"""Text of at least one character."""
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
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A day of the calendar."""
Address = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
"""A full web address."""
Slug = Annotated[
    str,
    AfterValidator(_slug),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
"""The last part of a page's path."""
Picture = Annotated[str, AfterValidator(_source_path)]
"""A picture's path below ``content/``."""
Reference = Annotated[str, AfterValidator(_slug)]
"""The id of a record of the register."""
YesNo = Annotated[bool, BeforeValidator(is_true), WithJsonSchema({"type": "boolean"})]
"""true or false, as typed."""

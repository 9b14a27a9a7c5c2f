"""Types of single front matter values: text, moments, addresses, slugs, references.

A wrong value raises :func:`wrong`, which carries what is wrong and how to mend it in plain words.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from hutong.model import SLUG, Moment
from hutong.source.addresses import MEND, is_web_address, shown

LONGEST_SLUG: Final = 80
"""Characters of a slug; addresses must stay short enough to share."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?\Z")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_YEARS: Final = range(1900, 2201)
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
    _check_year(at)
    return Moment(at if at.tzinfo else at.replace(tzinfo=zone))


def _padded(value: str) -> str:
    """Write ``9:30`` as ``09:30`` and drop the space before a zone."""
    day, clock = value[:10], value[11:].replace(" ", "")
    return f"{day}T{'0' if clock[1] == ':' else ''}{clock}"


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise wrong(f"{value!r} is not a day of the calendar", _DATE_HELP) from error
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    """No news is that old; and arithmetic with zones needs room at both ends."""
    if day.year not in _YEARS:
        raise wrong(f"the year {day.year:04} is surely a slip", "mend the year")


def _address(value: str) -> str:
    if is_web_address(value):
        return value
    scheme = _SCHEME.match(_CONTROL.sub("", value))
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise wrong(
            f"{shown(value)!r} is a {scheme[1]}: link, which readers could not follow safely",
            "give an address that starts with https://",
        )
    if scheme:
        raise wrong(f"{shown(value)!r} is no web address", MEND)
    raise wrong(f"{shown(value)!r} is not a full address", "start it with https://")


def check_length(value: str, longest: int) -> str:
    """``value``, which must be short and on one line."""
    if len(value.splitlines()) > 1:
        raise wrong("it has a line break", "write it on one line")
    if len(value) > longest:
        raise wrong(f"it has {len(value)} characters, more than {longest}", "shorten it")
    return value


def _name(value: str) -> str:
    return check_length(value, 120)


def _tag(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise wrong(f"the tag {value!r} holds no letter or figure", "write a word, or delete it")
    return check_length(value, 60)


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise wrong(
            f"the slug {value!r} cannot stand in an address",
            "use small letters a-z, figures and single hyphens, such as nansha-hkicm",
        )
    if len(value) > LONGEST_SLUG:
        raise wrong(f"the slug has {len(value)} characters, more than {LONGEST_SLUG}", "shorten it")
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
Name = Annotated[Text, AfterValidator(_name)]
"""A name on one line, of a length that lists have room for."""
Tag = Annotated[Text, AfterValidator(_tag)]
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
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"}),
]
"""The last part of a page's path."""
Picture = Annotated[str, AfterValidator(_source_path)]
"""A picture's path below ``content/``."""
Reference = Annotated[str, AfterValidator(_slug)]
"""The id of a record of the register."""

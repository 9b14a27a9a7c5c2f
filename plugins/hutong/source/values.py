"""What a single front matter value must be: text, moments, addresses, slugs, references.

A wrong value raises :class:`Wrong`, which carries what is wrong and how to mend it in plain words.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

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


class Wrong(Exception):
    """A value that cannot stay, in the words that the editor will read."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def text(value: str) -> str:
    """``value`` without spaces around it, which must hold something."""
    if not value.strip():
        raise Wrong("it is empty", "write something after the colon")
    return value.strip()


def moment(value: object, zone: ZoneInfo) -> Moment:
    """A day, or a point in time in ``zone`` unless it names its own."""
    if not isinstance(value, str) or not (_DAY.match(value) or _TIME.match(value)):
        raise Wrong(f"{value!r} is not a date", _DATE_HELP)
    if _DAY.match(value):
        return Moment(datetime.combine(day(value), datetime.min.time(), zone), precise=False)
    try:
        at = datetime.fromisoformat(_padded(value))
    except ValueError as error:
        raise Wrong(f"{value!r} is not a date and time ({error})", _DATE_HELP) from error
    _check_year(at)
    return Moment(at if at.tzinfo else at.replace(tzinfo=zone))


def _padded(value: str) -> str:
    """Write ``9:30`` as ``09:30`` and drop the space before a zone."""
    day, clock = value[:10], value[11:].replace(" ", "")
    return f"{day}T{'0' if clock[1] == ':' else ''}{clock}"


def day(value: object) -> date:
    """A day of the calendar."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise Wrong(f"{value!r} is not a day of the calendar", _DATE_HELP) from error
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    """No news is that old; and arithmetic with zones needs room at both ends."""
    if day.year not in _YEARS:
        raise Wrong(f"the year {day.year:04} is surely a slip", "mend the year")


def address(value: str) -> str:
    """A full web address."""
    if is_web_address(value):
        return value
    scheme = _SCHEME.match(_CONTROL.sub("", value))
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Wrong(
            f"{shown(value)!r} is a {scheme[1]}: link, which readers could not follow safely",
            "give an address that starts with https://",
        )
    if scheme:
        raise Wrong(f"{shown(value)!r} is no web address", MEND)
    raise Wrong(f"{shown(value)!r} is not a full address", "start it with https://")


def check_length(value: str, longest: int) -> str:
    """``value``, which must be short and on one line."""
    if len(value.splitlines()) > 1:
        raise Wrong("it has a line break", "write it on one line")
    if len(value) > longest:
        raise Wrong(f"it has {len(value)} characters, more than {longest}", "shorten it")
    return value


def name(value: str) -> str:
    """A name on one line."""
    return check_length(value, 120)


def tag(value: str) -> str:
    """One tag."""
    if not any(character.isalnum() for character in value):
        raise Wrong(f"the tag {value!r} holds no letter or figure", "write a word, or delete it")
    return check_length(value, 60)


def slug(value: str) -> str:
    """The last part of an address, or the id of a record."""
    if not SLUG.fullmatch(value):
        raise Wrong(
            f"the slug {value!r} cannot stand in an address",
            "use small letters a-z, figures and single hyphens, such as nansha-hkicm",
        )
    if len(value) > LONGEST_SLUG:
        raise Wrong(f"the slug has {len(value)} characters, more than {LONGEST_SLUG}", "shorten it")
    return value


def picture(value: str) -> str:
    """A picture's path below ``content/``."""
    if value.startswith(("http:", "https:", "//")):
        raise Wrong(
            f"{value!r} is on another site", "save the picture under content/images and name it"
        )
    if value.startswith("/") or "\\" in value or ".." in value.split("/") or ":" in value:
        raise Wrong(
            f"{value!r} leads out of content/", "name a file below content/, such as images/x.png"
        )
    return value


def is_true(value: object) -> bool:
    """Whether ``true`` or ``false`` was typed."""
    if value in ("true", "yes"):
        return True
    if value in ("false", "no"):
        return False
    raise Wrong(f"{value!r} is neither true nor false", "write true or false")

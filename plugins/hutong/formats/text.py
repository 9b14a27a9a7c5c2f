"""Text, addresses and times as machine formats want them: what all formats here share."""

from __future__ import annotations

import re
from datetime import UTC
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from hutong.model import Moment

# Everything outside the Char production of XML 1.0, section 2.2.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN: Final = re.compile("[\x20!#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*+")
"""What stands in XML as it is, between tags and between quotes."""
_URI_SAFE: Final = "/%:?#@!$&'()*+,;=~"
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI: Final = re.compile(
    r"https?://[a-z0-9.-]++(?::[0-9]++)?/(?:[A-Za-z0-9._~/-]|%[0-9A-Fa-f]{2})*+"
)
"""An absolute address that is as :func:`uri` would write it."""


def clean(text: str) -> str:
    """Drop the characters that XML cannot hold, such as control characters."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


def xml_text(text: str) -> str:
    """``text`` as it stands between tags, without what XML cannot hold."""
    return text if _PLAIN.fullmatch(text) else xml_escaped(clean(text))


def xml_escaped(text: str) -> str:
    """``text``, of which XML can hold every character, as it stands between tags."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def xml_value(text: str) -> str:
    """``text`` as it stands between double quotes, without what XML cannot hold."""
    if _PLAIN.fullmatch(text):
        return text
    text = xml_text(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def uri(url: str) -> str:
    """Return an absolute address in ASCII: what is not yet percent-encoded becomes so.

    :raises ValueError: if the address is not absolute.
    """
    return url if _URI.fullmatch(url) else _written(url)


@lru_cache(maxsize=256)
def _written(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{url!r} is not an absolute address")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    rest = _STRAY_PERCENT.sub("%25", parts.path + query + fragment)
    return f"{parts.scheme}://{host}{quote(rest, safe=_URI_SAFE)}"


def timestamp(moment: Moment) -> str:
    """Return RFC 3339 date and time, as feeds require even where only the day is known.

    :raises ValueError: if the moment has no zone.
    """
    offset = moment.at.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.at} has no time zone")
    # Before about 1905 zones followed the sun to the second, which RFC 3339 cannot write.
    at = moment.at.astimezone(UTC) if offset.seconds % 60 else moment.at
    return at.isoformat(timespec="seconds")


def date_or_time(moment: Moment) -> str:
    """Return the day where only that is known, else date and time, as W3C Datetime allows."""
    return timestamp(moment) if moment.precise else moment.at.date().isoformat()

"""Text, addresses, times and HTML as machine formats want them: what all formats here share."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from lxml import etree, html

from hutong.model import Html, Moment

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"
# Everything outside the Char production of XML 1.0, section 2.2.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_SAFE: Final = "/%:?#@!$&'()*+,;=~"
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESSES: Final = ("href", "src", "poster", "cite", "data")
_CANDIDATE: Final = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?")
_DIV: Final = re.compile(r"\A<div>(.*)</div>\Z", re.DOTALL)


def clean(text: str) -> str:
    """Drop the characters that XML cannot hold, such as control characters."""
    return _NOT_XML.sub("", text)


def uri(url: str) -> str:
    """Return an absolute address in ASCII: what is not yet percent-encoded becomes so.

    :raises ValueError: if the address is not absolute.
    """
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


@lru_cache(maxsize=256)  # one article stands in several feeds
def absolutise(fragment: Html, base_url: str) -> Html:
    """Return ``fragment`` with every address made absolute, as read on the page ``base_url``."""
    root = html.fragment_fromstring(clean(fragment), create_parent="div")
    for element in root.iter(etree.Element):
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, _join(base_url, element.attrib[name]))
        if "srcset" in element.attrib:
            element.set("srcset", _absolute_srcset(element.attrib["srcset"], base_url))
    whole = etree.tostring(root, encoding="unicode", method="html")
    return Html(_DIV.sub(r"\1", whole))


def xml_root(namespace: str, local: str, prefixes: dict[str | None, str]) -> etree._Element:
    """Start a document whose default namespace is ``namespace``."""
    nsmap: dict[str | None, str] = {None: namespace, **prefixes}
    # The stubs do not know None, the default namespace.
    return etree.Element(f"{{{namespace}}}{local}", nsmap=nsmap)  # type: ignore[arg-type]  # the stubs know no None prefix


def xml_bytes(root: etree._Element) -> bytes:
    """Serialise a document: UTF-8, XML declaration, a newline at its end."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def json_bytes(value: Json) -> bytes:
    """Serialise JSON: UTF-8, keys in the order given, a newline at its end."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def filled(members: Mapping[str, Json]) -> dict[str, Json]:
    """Return the members that say something, in their order."""
    return {name: value for name, value in members.items() if value not in ("", None, (), [], {})}


def _absolute_srcset(srcset: str, base_url: str) -> str:
    return ", ".join(
        f"{_join(base_url, match[1])} {match[2] or ''}".strip()
        for match in _CANDIDATE.finditer(srcset)
    )


def _join(base_url: str, address: str) -> str:
    try:
        return urljoin(base_url, address)
    except ValueError:  # "http://[": no address at all, so nothing to make absolute
        return address

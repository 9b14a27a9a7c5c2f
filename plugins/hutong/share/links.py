"""A page's share links, from the table of networks.

Addresses are not escaped for HTML: the template does that, once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final
from urllib.parse import quote_from_bytes

from hutong.share.networks import NETWORKS, Action, Room

_BY_ID: Final = {row.id: row for row in NETWORKS}
_TOPIC_SIZE: Final = 50
_HASHTAGS: Final = 5
_GAP: Final = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")
_FIELD: Final = re.compile(r"\{(\w+)\}")
_byte: Final = [quote_from_bytes(bytes([byte]), safe="") for byte in range(256)].__getitem__
_ELLIPSIS: Final = "…"
# Where X counts one unit for a character; all others, Han among them, count two.
# https://docs.x.com/fundamentals/counting-characters
_NARROW: Final = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """What is shared: the page in the script that the reader is reading.

    ``url`` and ``image`` are absolute; ``tags`` are names as readers see them; ``script`` is
    ``Hant`` or ``Hans``; ``via`` is the site's account on X, with or without its @.
    """

    url: str
    title: str
    tags: tuple[str, ...] = ()
    script: str = "Hant"
    via: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """One way to share; ``name`` is a message id, ``url`` the page's own unless a link."""

    id: str
    name: str
    action: Action
    url: str


def share_links(ids: Sequence[str], page: SharedPage) -> tuple[ShareLink, ...]:
    """Return the share links of ``page`` in the order of ``ids``.

    :raises KeyError: for an id that the table does not have.
    :raises ValueError: for a retired one; :func:`check_networks` tells both to the editor.
    """
    rows = map(_BY_ID.__getitem__, ids)
    return tuple(
        ShareLink(id=row.id, name=row.name, action=row.action, url=url)
        for row, url in zip(rows, share_urls(ids, page), strict=True)
    )


def share_urls(ids: Sequence[str], page: SharedPage) -> list[str]:
    """Return just the addresses of :func:`share_links`: all that differs from page to page.

    :raises KeyError: for an id that the table does not have.
    :raises ValueError: for a retired one.
    """
    values = _values(page)
    encoded = {name: _quoted(value) for name, value in values.items()}
    urls = []
    for row in map(_BY_ID.__getitem__, ids):
        url = page.url
        if row.action is Action.LINK:
            if not row.pattern:
                raise ValueError(f"{row.name} closed on {row.until}; use {row.instead}")
            fitted = _fitted(values, encoded, row.room) if row.room else encoded
            url = _fill(row.pattern, fitted)
        urls.append(url)
    return urls


@lru_cache(maxsize=4096)  # a tag stands on many pages
def hashtag(tag: str) -> str:
    """Return ``tag`` as networks want hashtags: letters, figures and ``_``, Chinese kept.

    Empty where nothing but figures remains, since no network takes such a hashtag.
    """
    kept = "".join(
        char for char in tag if char == "_" or unicodedata.category(char)[0] in ("L", "M", "N")
    )
    return kept if any(unicodedata.category(char)[0] == "L" for char in kept) else ""


def weight(text: str, room: Room) -> int:
    """Return how many units of ``room`` the characters of ``text`` use."""
    if room.wide == 1:
        return len(text)
    return len(text) + (room.wide - 1) * len(_NARROW.sub("", text))


def _values(page: SharedPage) -> dict[str, str]:
    hashtags = list(dict.fromkeys(filter(None, map(hashtag, page.tags))))
    return {
        "url": page.url,
        "title": _GAP.sub(" ", page.title).strip(),
        "hashtags": ",".join(hashtags[:_HASHTAGS]),
        "topic": _topic(page.tags),
        "via": page.via.lstrip("@").strip(),
        "image": page.image,
        "language": "zh_cn" if page.script == "Hans" else "zh_tw",
    }


def _fitted(values: dict[str, str], encoded: dict[str, str], room: Room) -> dict[str, str]:
    """Drop hashtags, last first, and then cut the title, until all goes into ``room``."""
    left = room.size - (room.link or weight(values["url"], room)) - 1
    # What the network adds by itself: " via @account", then " #tag" for each hashtag.
    left -= len(" via @") + weight(values["via"], room) if values["via"] else 0
    title, hashtags = values["title"], values["hashtags"]
    tags = hashtags.split(",") if hashtags else []
    while tags and weight(title + "".join([f" #{tag}" for tag in tags]), room) > left:
        tags.pop()
    kept, cut = ",".join(tags), _cut(title, room, left)
    if kept == hashtags and cut == title:
        return encoded
    return {**encoded, "title": _quoted(cut), "hashtags": _quoted(kept)}


def _topic(tags: Sequence[str]) -> str:
    """The first tag that Threads takes: at most 50 characters, no full stop, no ampersand."""
    return next((tag for tag in map(_as_topic, tags) if tag and len(tag) <= _TOPIC_SIZE), "")


@lru_cache(maxsize=4096)
def _as_topic(tag: str) -> str:
    return _GAP.sub(" ", tag.replace(".", "").replace("&", "")).strip()


def _cut(title: str, room: Room, units: int) -> str:
    """Cut ``title`` with an ellipsis so that it uses at most ``units``."""
    if weight(title, room) <= units:
        return title
    used = list(accumulate(weight(char, room) for char in title))
    size = bisect_right(used, units - weight(_ELLIPSIS, room))
    while size and unicodedata.combining(title[size]):
        size -= 1  # never part a letter from its accent
    return title[:size].rstrip() + _ELLIPSIS


def _quoted(text: str) -> str:
    """The same as ``urllib.parse.quote(text, safe="")``, in a quarter of its time."""
    return text if text.isascii() and text.isalnum() else "".join(map(_byte, text.encode()))


def _fill(pattern: str, encoded: dict[str, str]) -> str:
    """Put the encoded values in; leave out parameters that would stay empty."""
    address, parameters = _parse(pattern)
    filled = []
    for form, names in parameters:
        values = [encoded[name] for name in names]
        if any(values):
            filled.append(form % tuple(values))
    return address + "&".join(filled)


@cache
def _parse(pattern: str) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Split a pattern into address, with its ``?`` or ``#``, and parameters as %-forms.

    With each parameter come the names of its fields.
    """
    mark = "#" if "#" in pattern else "?"
    address, _, parameters = pattern.partition(mark)
    return f"{address}{mark}", tuple(
        (_FIELD.sub("%s", one.replace("%", "%%")), tuple(_FIELD.findall(one)))
        for one in parameters.split("&")
    )

"""Names in a piece of HTML → links to records: the first of each, where it stands alone.

A link that is missing does no harm, since a later mention has it; one from a word that only looks
like a name says what is not true. So names are left alone where they may be part of another word.
"""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.model import Html
from hutong.register import RecordKind

_CLOSED: Final = re.compile(
    r"<(/?)(?:a|abbr|button|code|figcaption|h[1-6]|kbd|pre|samp|summary|th)(?=[\s>])"
)
"""The tags of elements whose text stays as it is: links, headings, and what is no running text."""
_BETWEEN: Final = re.compile("[A-Za-z0-9]{2}")
_HAN_SIGNS: Final = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN: Final = re.compile(f"[{_HAN_SIGNS}]+")
_AHEAD: Final = 4
"""So many signs behind a name say whether it goes on."""
_BODIES: Final = (
    "公司|集[团團]|[银銀]行|基金|[协協][会會]|委[员員][会會]|大[学學]|[学學][校院]|[医醫][学學]?院"
    "|研究[院所]|中心|政府|[办辦]公[厅廳室]|分[行局校院会會]|附[属屬]"
)
_GOES_ON: Final = re.compile(
    rf"{_BODIES}|[区區市县縣镇鎮](?![场場长長政民内內域])|(?<=[学學校院])生(?!效)"
)
"""What makes a name the beginning of another: 國務院辦公廳, 南沙區, 香港大學生; not 協議生效."""
_GREAT: Final = re.compile(
    "[家型小力量会會学學奖獎桥橋厦廈楼樓概约約多批宗幅都致厅廳使陆陸道街湾灣]"
)
"""What 大 at the end of a name of two signs rather belongs to: 中大獎, 港大橋."""
_BEFORE_PERSON: Final = re.compile(
    rf"[^{_HAN_SIGNS}]|[与與和及由從从向對对在於于為为讓让請请經经被將将跟至到的了並并]"
    "|[长長员員席任理師师官士授者事問问記记]"
)
"""What may precede a person's name of two signs: no sign of a word, a particle, end of a title."""
_SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Met:
    """Names that a text may hold: records (``kind/id``), each with its spellings in one edition.

    An empty record stands for words that lead nowhere, and in which no name is meant.
    """

    spellings: tuple[tuple[str, tuple[str, ...]], ...]

    def linked(self, body: Html) -> tuple[Html, tuple[str, ...]]:
        """The text with its links, and the records that it links to, sorted."""
        places = _places(body, self.spellings)
        if not places:
            return body, ()
        closed = _closed(body)
        met: set[str] = set()
        pieces: list[str] = []
        done = behind = 0
        for start, less_end, _, key in places:
            end = -less_end
            if start < behind or not _is_open(body, start, closed):
                continue
            if not _stands_alone(key, body, start, end):
                continue
            behind = end
            if key and key not in met:
                met.add(key)
                pieces += (body[done:start], f'<a href="record:{key}">{body[start:end]}</a>')
                done = end
        return Html("".join((*pieces, body[done:]))), tuple(sorted(met))


def _places(
    body: str, spellings: Iterable[tuple[str, tuple[str, ...]]]
) -> list[tuple[int, int, int, str]]:
    """Where each name stands, the longest first at each place: start, less its end, whose it is.

    A few searches for plain words in C take a tenth of the time of making one pattern of them.
    """
    found = []
    for number, (key, words) in enumerate(spellings):
        for word in words:
            written = html.escape(word, quote=False)
            start = body.find(written)
            while start >= 0:
                found.append((start, -(start + len(written)), number, key))
                start = body.find(written, start + 1)
    return sorted(found)


def _closed(body: str) -> list[tuple[int, int]]:
    """The stretches of a text in which nothing is linked."""
    found, depth, start = [], 0, 0
    for tag in _CLOSED.finditer(body):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, tag.start()))
    return [*found, (start, len(body))] if depth else found


def _is_open(body: str, at: int, closed: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is running text: neither within a tag nor where nothing is linked."""
    if body.rfind("<", 0, at) > body.rfind(">", 0, at):
        return False
    before = bisect.bisect(closed, (at, 0))
    return not before or closed[before - 1][1] < at


def _stands_alone(key: str, body: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer word, as far as the signs around it tell."""
    name = body[start:end]
    if _HAN.fullmatch(name):
        return not key or _is_whole(key, name, body[start - 1 : start], body[end : end + _AHEAD])
    if body[start - 1 : start] == "&" or body[start - 2 : start] == "&#":
        return False  # within an entity
    joined = body[start - 1 : start + 1] if start else ""
    return _BETWEEN.fullmatch(joined) is None and _BETWEEN.fullmatch(body, end - 1, end + 1) is None


def _is_whole(key: str, name: str, before: str, behind: str) -> bool:
    """The same for a Chinese name."""
    if key.startswith(RecordKind.PERSON):
        return len(name) > _SHORT or not before or _BEFORE_PERSON.match(before) is not None
    if len(name) == _SHORT and name[-1] == "大" and _GREAT.match(behind):
        return False
    return _GOES_ON.match(name[-1:] + behind, 1) is None

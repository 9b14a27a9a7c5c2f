"""What plain text keeps as it is: addresses, handles, file names, and odd code points.

A kept piece is replaced by one private-use character while the engine works (:func:`shield`)
and put back afterwards (:func:`unshield`), so that the words around it are still read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final

HOLE: Final = "\ue000"
"""Stands for a kept piece."""
BREAK: Final = "\ue001"
"""Stands between texts that are converted in one call."""

_ASCII: Final = r"[!#-&*+./0-9:;=?@A-Z\[\]_a-z~(),'\-]"
_HAN: Final = r"[\u3400-\u9fff]"
_ADDRESS: Final = (
    rf"(?:(?:https?|ftp)://|www\.|mailto:|doc:){_ASCII}*(?:(?<=[/=_#?&.\-%+~@]){_HAN}+{_ASCII}*)*"
)
_MAIL: Final = r"(?<=[0-9A-Za-z])@[\w\-]+(?:\.[\w\-]+)+"
_HANDLE: Final = r"(?<!\w)@[\w\-]{2,30}(?=[\s:：，,。]|$)"
_FILE: Final = (
    r"(?<=[\s「『“\"'《(（\[【/\\])[\w\-]+"
    r"\.(?:pdf|docx?|xlsx?|pptx?|csv|tsv|txt|md|html?|zip|jpe?g|png|gif|webp|svg|mp[34])\b"
)
ODD: Final = "\\0\ud800-\udfff\ue000-\uf8ff"
"""Never shown to the engine: NUL, lone surrogates, private use (as a character class)."""

_ANY: Final = re.compile(
    rf"[@.:{ODD}](?:(?<=[@{ODD}])|(?<=:)//|(?<=[OCoc]:)|(?<=\.)[A-Za-z]|(?<=[Ww]\.))"
)
"""A quick look whether there can be anything to keep."""


@cache
def kept_pattern() -> re.Pattern[str]:
    """What is kept as it is; compiled when a text may hold some."""
    return re.compile(rf"[{ODD}]+|{_ADDRESS}|{_MAIL}|{_HANDLE}|{_FILE}", re.IGNORECASE)


def has_kept(text: str) -> bool:
    """Whether there may be anything in ``text`` that is kept as it is."""
    return _ANY.search(text) is not None


@dataclass(frozen=True, slots=True)
class Shielded:
    """Text for the engine, with a hole for each piece in ``held``.

    ``kept`` is what stood there in the source, piece by piece.
    """

    text: str
    held: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def with_holes(self, spans: Iterable[tuple[int, int, str]]) -> Shielded:
        """Keep more from the engine: ``spans`` (start, stop, shown), in order, apart, no holes."""
        parts: list[str] = []
        held: list[str] = []
        kept: list[str] = []
        at = old = 0
        for start, stop, shown in spans:
            before = self.text[at:start]
            passed = old + before.count(HOLE)
            parts += [before, HOLE]
            held += [*self.held[old:passed], shown]
            kept += [*self.kept[old:passed], self.text[start:stop]]
            at, old = stop, passed
        parts.append(self.text[at:])
        return Shielded("".join(parts), (*held, *self.held[old:]), (*kept, *self.kept[old:]))


class Shield:
    """Collects text for the engine and the pieces it must not see."""

    __slots__ = ("_held", "_kept", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._held: list[str] = []
        self._kept: list[str] = []

    def hold(self, piece: str, source: str | None = None) -> None:
        """Show ``piece`` as it is; ``source`` is what stands there, if not the same."""
        self._parts.append(HOLE)
        self._held.append(piece)
        self._kept.append(piece if source is None else source)

    def pass_on(
        self,
        text: str,
        keep: re.Pattern[str] | None = None,
        form: Callable[[str], str] = str,
    ) -> None:
        """Give ``text`` to the engine, but for addresses and what ``keep`` matches.

        ``form`` says how such a match is kept; as it is, if not given.
        """
        pieces = _cut(text, kept_pattern()) if has_kept(text) else ((text, False),)
        for piece, kept in pieces:
            if kept:
                self.hold(piece)
            elif keep is None:
                self._parts.append(piece)
            else:
                for part, found in _cut(piece, keep):
                    if found:
                        self.hold(form(part), unescape(part))
                    else:
                        self._parts.append(part)

    def done(self) -> Shielded:
        """What the engine gets, and what is kept."""
        return Shielded("".join(self._parts), tuple(self._held), tuple(self._kept))


def unshield(text: str, held: tuple[str, ...]) -> str:
    """Put the kept pieces back into converted text.

    :raises ValueError: if the engine lost or invented a hole.
    """
    if not held:
        return text
    pieces = text.split(HOLE)
    if len(pieces) != len(held) + 1:
        raise ValueError(f"{len(held)} kept pieces, but {len(pieces) - 1} places for them")
    return "".join(part for pair in zip(pieces, (*held, ""), strict=True) for part in pair)


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of ``text`` in order, each with whether ``pattern`` matched it."""
    at = 0
    for match in pattern.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        if match[0]:
            yield match[0], True
        at = match.end()
    if at < len(text):
        yield text[at:], False

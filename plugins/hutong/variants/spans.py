"""What plain text keeps as it is: addresses, handles, file names, and odd code points.

A kept piece is replaced by one private-use character while the engine works (:func:`shield`)
and put back afterwards (:func:`unshield`), so that the words around it are still read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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

KEPT: Final = re.compile(rf"[{ODD}]+|{_ADDRESS}|{_MAIL}|{_HANDLE}|{_FILE}", re.IGNORECASE)
_ANY: Final = re.compile(f"[@{ODD}]|://|www\\.|mailto:|doc:|\\.[a-z]", re.IGNORECASE)
"""A quick look whether there can be anything to keep."""


@dataclass(frozen=True, slots=True)
class Shielded:
    """Text for the engine, with a hole for each piece in ``held``."""

    text: str
    held: tuple[str, ...] = ()


class Shield:
    """Collects text for the engine and the pieces it must not see."""

    __slots__ = ("_held", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._held: list[str] = []

    def hold(self, piece: str) -> None:
        """Keep ``piece`` as it is."""
        self._parts.append(HOLE)
        self._held.append(piece)

    def pass_on(
        self,
        text: str,
        keep: re.Pattern[str] | None = None,
        form: Callable[[str], str] = str,
    ) -> None:
        """Give ``text`` to the engine, but for addresses and what ``keep`` matches.

        ``form`` says how such a match is kept; as it is, if not given.
        """
        pieces = _cut(text, KEPT) if _ANY.search(text) else ((text, False),)
        for piece, kept in pieces:
            if kept:
                self.hold(piece)
            elif keep is None:
                self._parts.append(piece)
            else:
                for part, found in _cut(piece, keep):
                    if found:
                        self.hold(form(part))
                    else:
                        self._parts.append(part)

    def done(self) -> Shielded:
        """What the engine gets, and what is kept."""
        return Shielded("".join(self._parts), tuple(self._held))


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

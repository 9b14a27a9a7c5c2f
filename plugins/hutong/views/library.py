"""What keeps the texts and names of one edition, as pages ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hutong.model import Document, Html
from hutong.register import Record, RecordKind
from hutong.taxonomy import Taxon


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A published picture: its path in the tree, size in CSS pixels, smaller versions by width."""

    path: str
    width: int
    height: int
    versions: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A term or record as one edition shows it; ``path`` is its page's, if it has one."""

    name: str
    path: str = ""
    intro: str = ""


class Library(Protocol):
    """What keeps the texts and names of one edition."""

    def entry(self, key: str) -> Document:
        """The document of that id, without its body and what belongs to it."""

    def whole(self, key: str) -> Document:
        """The document of that id with all its texts."""

    def term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source."""

    def record(self, kind: RecordKind, key: str) -> Named | None:
        """A record of the register."""

    def sheet(self, kind: RecordKind, key: str) -> Record:
        """A record with all its fields; what it refers to by id."""

    def prose(self, kind: RecordKind, key: str) -> Html:
        """The text of a record; empty if it has none."""

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""

    def page(self, path: str) -> str | None:
        """The path of the page of a content file; None if readers may not see it."""

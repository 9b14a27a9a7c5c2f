"""What JSON-LD is made from: small records in one edition's words, addresses absolute."""

from __future__ import annotations

from datetime import date

import msgspec

from hutong.model import Moment, Role


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher, source or organiser; addresses absolute or empty."""

    name: str
    url: str = ""
    logo: str = ""


class Contributor(msgspec.Struct, frozen=True, kw_only=True):
    """Someone on the byline; ``label`` is the role in the edition's words.

    Without a ``name``, the ``organisation`` itself did the work.
    """

    role: Role
    label: str
    name: str = ""
    organisation: str = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture at an absolute address; width and height 0 if unknown."""

    url: str
    width: int = 0
    height: int = 0
    caption: str = ""
    credit: str = ""


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """Where the text was first published, elsewhere."""

    name: str
    url: str = ""
    published: Moment | None = None


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A news article in one edition. All addresses are absolute.

    ``translation_of`` is the page of the edition it was converted from, or empty;
    ``translations`` are the pages converted from this one. ``corrections`` are (day, text).
    """

    url: str
    headline: str
    tag: str
    published: Moment
    modified: Moment
    publisher: Organisation
    description: str = ""
    dateline: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    images: tuple[Picture, ...] = ()
    byline: tuple[Contributor, ...] = ()
    source: Original | None = None
    corrections: tuple[tuple[date, str], ...] = ()
    translation_of: str = ""
    translations: tuple[str, ...] = ()


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that takes place; ``online`` and ``registration`` are addresses or empty."""

    url: str
    name: str
    tag: str
    start: Moment
    end: Moment | None = None
    place: str = ""
    online: str = ""
    registration: str = ""
    description: str = ""
    images: tuple[Picture, ...] = ()
    organiser: Organisation | None = None


class SiteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as a whole; ``url`` is its home page, ``translations`` those of the others."""

    url: str
    name: str
    tag: str
    publisher: Organisation
    description: str = ""
    translations: tuple[str, ...] = ()

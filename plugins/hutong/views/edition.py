"""An edition: one variant of the site, what all its pages share, and what they can look up.

Pages never hold the site's texts; they ask the edition for what they show, by id. Each answer is
noted in :attr:`Edition.reads`, so that a build knows what a page was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

from hutong.model import Document, Variant
from hutong.register import EntryKind
from hutong.taxonomy import Taxon
from hutong.views.doclinks import linked
from hutong.views.urls import Addresses

Words = Callable[[str], str]
"""Interface words of one locale: English msgid in, the edition's words out."""
_View = TypeVar("_View")
_MOST_KEPT: Final = MappingProxyType({"card": 12_000, "feed": 1_500, "ways": 1})
"""How many parts of pages of each kind are kept: cards of 2 KB, entries of feeds of 12 KB."""
Read = tuple[str, str]
"""One thing that a page was made of: what sort of thing (``entry``, ``term``…), and which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A published picture: its path in the tree, size in CSS pixels, smaller versions by width."""

    path: str
    width: int
    height: int
    versions: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFiles:
    """Addresses of the theme's files below the site's root, digests in their names."""

    css: str
    js: str
    qr_js: str
    icons: str
    og_images: Mapping[str, str]
    """Preview picture by edition prefix, for pages without one of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all editions share. ``left_out`` names kinds of pages and files not wanted.

    No page may depend on ``now`` but by what :class:`hutong.views.order.Listed` says of it.
    """

    variants: tuple[Variant, ...]
    addresses: Addresses
    zone: ZoneInfo
    now: datetime
    publisher: str
    share: tuple[str, ...]
    share_via: str
    page_size: int
    feed_size: int
    left_out: frozenset[str]
    theme: ThemeFiles


@dataclass(frozen=True, slots=True)
class Named:
    """A term or record as one edition shows it; ``path`` is a page's, ``url`` an address."""

    name: str
    path: str = ""
    url: str = ""
    intro: str = ""


class Library(Protocol):
    """What keeps the texts and names of one edition."""

    def entry(self, key: str) -> Document:
        """The document of that id, without its body and what belongs to it."""

    def whole(self, key: str) -> Document:
        """The document of that id with all its texts."""

    def term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source."""

    def record(self, kind: EntryKind, key: str) -> Named | None:
        """A record of the register."""

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""

    def page(self, path: str) -> str | None:
        """The path of the page of a content file; None if readers may not see it."""


class Edition:
    """One variant of the site. ``reads`` is what was looked up since it was last emptied.

    ``wanted`` are the fields of views that the template of a page asks for; None stands for all.
    """

    __slots__ = ("_kept", "_library", "reads", "site", "variant", "wanted", "words")

    def __init__(
        self,
        site: Site,
        variant: Variant,
        words: Words,
        library: Library,
    ) -> None:
        self.site = site
        self.variant = variant
        self.words = words
        self.wanted: frozenset[str] | None = None
        self.reads: set[Read] = set()
        self._library = library
        self._kept: dict[str, dict[str, tuple[Any, frozenset[Read]]]] = {
            kind: {} for kind in _MOST_KEPT
        }

    def kept(self, kind: str, key: str, make: Callable[[], _View]) -> _View:
        """A part that many pages show, made once; whoever shows it has read what it was made of."""
        kept = self._kept[kind]
        found = kept.get(key)
        if found is None:
            before, self.reads = self.reads, set()
            view = make()
            found = view, frozenset(self.reads)
            self.reads = before
            if len(kept) >= _MOST_KEPT[kind]:
                kept.pop(next(iter(kept)))
            kept[key] = found
        self.reads |= found[1]
        return cast("_View", found[0])

    def wants(self, name: str) -> bool:
        """Whether the theme may ask for the field ``name`` of any view."""
        return self.wanted is None or name in self.wanted

    def entry(self, key: str) -> Document:
        """What lists show of a document."""
        self.reads.add(("entry", key))
        return self._library.entry(key)

    def entries(self, keys: tuple[str, ...]) -> tuple[Document, ...]:
        """What lists show of several documents, in their order."""
        return tuple(map(self.entry, keys))

    def whole(self, key: str) -> Document:
        """A document with its body, whose links lead to pages of this edition."""
        self.reads.add(("entry", key))
        self.reads.add(("text", key))
        return linked(self._library.whole(key), self._address)

    def term(self, taxon: Taxon, key: str) -> Named:
        """A section, tag or source that is in use."""
        found = self.find_term(taxon, key)
        if found is None:
            raise KeyError(f"{taxon}/{key}")
        return found

    def find_term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source; None if there is none of that id."""
        self.reads.add(("term", f"{taxon}/{key}"))
        return self._library.term(taxon, key)

    def record(self, kind: EntryKind, key: str) -> Named | None:
        """A record of the register; None if there is none of that id."""
        self.reads.add(("record", f"{kind}/{key}"))
        return self._library.record(kind, key)

    def organisation(self, key: str) -> str:
        """The approved name of an organisation in this edition; empty for an empty id."""
        found = self.record(EntryKind.ORGANISATION, key) if key else None
        return found.name if found else ""

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""
        self.reads.add(("picture", src))
        return self._library.picture(src)

    def url(self, path: str) -> str:
        """Root-relative address of a page of this edition."""
        return self.site.addresses.page(self.variant, path)

    def absolute(self, path: str) -> str:
        """Absolute address of a page of this edition."""
        return self.site.addresses.absolute(self.variant, path)

    def twins(self, path: str) -> tuple[tuple[str, str], ...]:
        """The page at ``path`` in the other editions, as (hreflang, absolute address)."""
        others = (variant for variant in self.site.variants if variant is not self.variant)
        return tuple((one.hreflang, self.site.addresses.absolute(one, path)) for one in others)

    def _address(self, path: str) -> str:
        self.reads.add(("page", path))
        found = self._library.page(path)
        return "" if found is None else self.url(found)


def home_variant(site: Site, tag: str) -> Variant:
    """The edition where a text written in ``tag`` is at home: its own, else one of its script."""
    script = tag.split("-")[1]
    own = [variant for variant in site.variants if variant.tag == tag]
    near = [variant for variant in site.variants if variant.script == script]
    return (*own, *near, *site.variants)[0]

"""An edition: one variant of the site, what all its pages share, and what they can look up.

Pages never hold the site's texts; they ask the edition for what they show, by id. Each answer is
noted in :attr:`Edition.reads`, so that a build knows what a page was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from hutong.licence import CC_BY, Licence
from hutong.model import Document, Html, Variant
from hutong.register import Record, RecordKind
from hutong.taxonomy import Taxon
from hutong.views.doclinks import linked, linked_html
from hutong.views.library import Library, Named, PictureFile
from hutong.views.records import LinkView
from hutong.views.urls import Addresses, quote

Words = Callable[[str], str]
"""Interface words of one locale: English msgid in, the edition's words out."""
_View = TypeVar("_View")
_MOST_KEPT: Final = MappingProxyType(
    {"card": 12_000, "feed": 1_500, "ways": 1, "agreement-row": 12_000, "policy-row": 3_000}
)
"""How many parts of pages of each kind are kept: cards of 2 KB, entries of feeds of 12 KB."""
Read = tuple[str, str]
"""One thing that a page was made of: what sort of thing (``entry``, ``term``…), and which."""
ALL_RECORDS: Final[Read] = ("register", "")
"""Everything that can be read of any record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFiles:
    """Addresses of the theme's files below the site's root, digests in their names."""

    css: str
    js: str
    qr_js: str
    icons: str
    og_images: Mapping[str, str]
    """Preview picture by edition prefix, for pages without one of their own."""
    register_css: str = ""
    """What pages of the register have besides; empty for a theme without it."""
    register_js: str = ""
    """What makes the table of agreements narrow and sort; empty likewise."""


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
    licence: Licence = CC_BY
    commit: str = ""


class ShownTerm(NamedTuple):
    """A term that is in use, the link to its page, and what a page that shows it has read."""

    named: Named
    link: LinkView
    read: Read


class Edition:
    """One variant of the site. ``reads`` is what was looked up since it was last emptied.

    ``wanted`` are the fields of views that the template of a page asks for; None stands for all.
    """

    __slots__ = (
        "_address_start", "_homes", "_kept", "_library", "_once", "_page_start", "_terms",
        "reads", "site", "twin_starts", "variant", "wanted", "words",
    )  # fmt: skip

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
        self._page_start = site.addresses.page(variant, "")
        self._address_start = site.addresses.absolute(variant, "")
        self.twin_starts = tuple(
            (one, site.addresses.page(one, ""), site.addresses.absolute(one, ""))
            for one in site.variants
        )
        """Every variant with what precedes the quoted path of its pages, and absolutely."""
        self._once: dict[tuple[Any, ...], Any] = {}
        self._homes: dict[str, Variant] = {}
        self._terms: dict[tuple[Taxon, str], ShownTerm] = {}
        self._kept: dict[str, dict[str, tuple[Any, frozenset[Read]]]] = {
            kind: {} for kind in _MOST_KEPT
        }

    def kept(
        self, kind: str, keys: tuple[str, ...], make: Callable[[Edition, str], _View]
    ) -> list[_View]:
        """Parts that many pages show, each made once; whoever shows one has read what it was."""
        kept, reads = self._kept[kind], self.reads
        views = []
        for key in keys:
            view, read = kept.get(key) or self._keep(kind, key, make)
            reads |= read
            views.append(view)
        return cast("list[_View]", views)

    def _keep(
        self, kind: str, key: str, make: Callable[[Edition, str], Any]
    ) -> tuple[Any, frozenset[Read]]:
        before, self.reads = self.reads, set()
        try:
            found = make(self, key), frozenset(self.reads)
        finally:
            self.reads = before
        kept = self._kept[kind]
        if len(kept) >= _MOST_KEPT[kind]:
            kept.pop(next(iter(kept)))
        kept[key] = found
        return found

    def once(self, make: Callable[..., _View], *names: str) -> _View:
        """What follows from the site's settings, words and ``names`` alone, made once."""
        found = self._once.get((make, names))
        if found is None:
            found = self._once[make, names] = make(self, *names)
        return cast("_View", found)

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
        return self.shown_term(taxon, key).named

    def term_link(self, taxon: Taxon, key: str) -> LinkView:
        """The link to the page of a section, tag or source that is in use."""
        return self.shown_term(taxon, key).link

    def find_term(self, taxon: Taxon, key: str) -> Named | None:
        """A section, tag or source; None if there is none of that id."""
        found = self._shown(taxon, key)
        return found.named if found else None

    def shown_term(self, taxon: Taxon, key: str) -> ShownTerm:
        """A section, tag or source that is in use."""
        found = self._terms.get((taxon, key)) or self._shown(taxon, key)
        if found is None:
            raise KeyError(f"{taxon}/{key}")
        self.reads.add(found.read)
        return found

    def _shown(self, taxon: Taxon, key: str) -> ShownTerm | None:
        """A term, made ready once."""
        found = self._terms.get((taxon, key))
        if found is None:
            read, named = ("term", f"{taxon}/{key}"), self._library.term(taxon, key)
            if named is None:
                self.reads.add(read)
                return None
            link = LinkView(text=named.name, url=self.url(named.path))
            found = self._terms[taxon, key] = ShownTerm(named, link, read)
        self.reads.add(found.read)
        return found

    def record(self, kind: RecordKind, key: str) -> Named | None:
        """A record of the register; None if there is none of that id."""
        self.reads.add(("record", f"{kind}/{key}"))
        return self._library.record(kind, key)

    def sheet(self, kind: RecordKind, key: str) -> Record:
        """A record as this edition shows it: each ``text`` of its words is in its variant.

        What it refers to is an id.
        """
        self.reads.add(("sheet", f"{kind}/{key}"))
        return self._library.sheet(kind, key)

    def prose(self, kind: RecordKind, key: str) -> Html:
        """The text of a record, whose links lead to pages of this edition; empty for none."""
        self.reads.add(("prose", f"{kind}/{key}"))
        return linked_html(self._library.prose(kind, key), self._address)

    def permalink(self, kind: RecordKind, key: str) -> str:
        """The absolute address at which a record stays: it is the same for every edition."""
        return self.site.addresses.absolute_file(f"id/{kind}/{key}/")

    def organisation(self, key: str) -> str:
        """The approved name of an organisation in this edition; empty for an empty id."""
        found = self.record(RecordKind.ORGANISATION, key) if key else None
        return found.name if found else ""

    def picture(self, src: str) -> PictureFile:
        """A picture by its path below ``content/``."""
        self.reads.add(("picture", src))
        return self._library.picture(src)

    def url(self, path: str) -> str:
        """Root-relative address of a page of this edition."""
        return self._page_start + quote(path)

    def absolute(self, path: str) -> str:
        """Absolute address of a page of this edition."""
        return self._address_start + quote(path)

    def twins(self, path: str) -> tuple[tuple[str, str], ...]:
        """The page at ``path`` in the other editions, as (hreflang, absolute address)."""
        quoted, own = quote(path), self.variant
        return tuple(
            [(one.hreflang, start + quoted) for one, _, start in self.twin_starts if one is not own]
        )

    def home(self, tag: str) -> Variant:
        """The edition where a text written in ``tag`` is at home."""
        found = self._homes.get(tag)
        if found is None:
            found = self._homes[tag] = home_variant(self.site, tag)
        return found

    def _address(self, scheme: str, path: str) -> str:
        if scheme == "record":
            kind, _, key = path.partition("/")
            record = self.record(RecordKind(kind), key)
            return self.url(record.path) if record and record.path else ""
        self.reads.add(("page", path))
        found = self._library.page(path)
        return "" if found is None else self.url(found)


def home_variant(site: Site, tag: str) -> Variant:
    """The edition where a text written in ``tag`` is at home: its own, else one of its script."""
    script = tag.split("-")[1]
    own = [variant for variant in site.variants if variant.tag == tag]
    near = [variant for variant in site.variants if variant.script == script]
    return (*own, *near, *site.variants)[0]

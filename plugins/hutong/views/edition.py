"""An edition: one variant's documents, sorted and looked up, with all that pages of it share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hutong.model import Document, Kind, Variant
from hutong.register import EntryKind, Register
from hutong.taxonomy import Taxon, Taxonomy, Term
from hutong.views.doclinks import linked
from hutong.views.urls import Addresses

Words = Callable[[str], str]
"""Interface words of one locale: English msgid in, the edition's words out."""
Convert = Callable[[str, str], str]
"""``convert(text, tag)``: a name written in variant ``tag``, in the edition's variant."""


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
    """What all editions share."""

    variants: tuple[Variant, ...]
    addresses: Addresses
    zone: ZoneInfo
    now: datetime
    publisher: str
    share: tuple[str, ...]
    share_via: str
    page_size: int
    feed_size: int
    taxonomy: Taxonomy
    register: Register
    pictures: Mapping[str, PictureFile]
    theme: ThemeFiles


@dataclass(frozen=True, slots=True)
class Edition:
    """One variant of the site.

    ``articles`` are news and events, newest first; ``news`` the news alone.
    """

    site: Site
    variant: Variant
    words: Words
    convert: Convert
    articles: tuple[Document, ...]
    news: tuple[Document, ...]
    pages: tuple[Document, ...]
    by_term: Mapping[tuple[Taxon, str], tuple[Document, ...]]

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

    def term_name(self, term: Term) -> str:
        """A term's name in this edition: as declared, else converted."""
        return self.named(term.names)

    def named(self, names: Mapping[str, str]) -> str:
        """Of names by variant tag, the one for this edition, converting one where it lacks."""
        own = names.get(self.variant.tag)
        if own:
            return own
        chinese = {tag: name for tag, name in names.items() if tag.startswith("zh") and name}
        near = [tag for tag in chinese if tag.split("-")[1:2] == [self.variant.script]]
        tag = near[0] if near else next(iter(chinese), "")
        return self.convert(chinese[tag], tag) if tag else next(iter(names.values()), "")

    def organisation(self, key: str) -> str:
        """The approved name of an organisation in this edition; empty for an empty id."""
        entry = self.site.register.find(EntryKind.ORGANISATION, key) if key else None
        return self.named(entry.names) if entry else ""

    def used(self, taxon: Taxon) -> tuple[tuple[Term, tuple[Document, ...]], ...]:
        """The terms that have articles, most first, with those articles."""
        terms = [
            (term, self.by_term[taxon, term.id])
            for term in self.site.taxonomy.of(taxon)
            if (taxon, term.id) in self.by_term
        ]
        if taxon is Taxon.SECTION:
            return tuple(terms)
        return tuple(sorted(terms, key=lambda pair: (-len(pair[1]), pair[0].id)))


def make_edition(
    site: Site, variant: Variant, words: Words, convert: Convert, documents: Sequence[Document]
) -> Edition:
    """Sort and group the documents of one variant; links between them lead to its pages."""
    by_path = {document.path: document.url_path for document in documents}

    def address(path: str) -> str:
        return site.addresses.page(variant, by_path[path]) if path in by_path else ""

    everything = tuple(linked(document, address) for document in documents)
    articles = sorted(
        (document for document in everything if document.kind is not Kind.PAGE),
        key=lambda document: (document.date.at, document.id),
        reverse=True,
    )
    by_term: dict[tuple[Taxon, str], list[Document]] = defaultdict(list)
    for document in articles:
        for term in terms_of(document):
            by_term[term].append(document)
    return Edition(
        site=site,
        variant=variant,
        words=words,
        convert=convert,
        articles=tuple(articles),
        news=tuple(document for document in articles if document.kind is Kind.NEWS),
        pages=tuple(
            sorted((d for d in everything if d.kind is Kind.PAGE), key=lambda document: document.id)
        ),
        by_term={term: tuple(found) for term, found in by_term.items()},
    )


def home_variant(site: Site, tag: str) -> Variant:
    """The edition where a text written in ``tag`` is at home: its own, else one of its script."""
    script = tag.split("-")[1]
    own = [variant for variant in site.variants if variant.tag == tag]
    near = [variant for variant in site.variants if variant.script == script]
    return (*own, *near, *site.variants)[0]


def terms_of(document: Document) -> tuple[tuple[Taxon, str], ...]:
    """The taxonomy terms of a document, as keys."""
    section = ((Taxon.SECTION, document.section),) if document.section else ()
    key = document.source.key if document.source else ""
    source = ((Taxon.SOURCE, key),) if key else ()
    return (*section, *((Taxon.TAG, tag) for tag in document.tags), *source)

"""What every page has around its content: edition, head, script switch, breadcrumbs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hutong.formats.jsonld import breadcrumbs
from hutong.model import Html
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition
from hutong.views.order import Order
from hutong.views.records import (
    AlternateView,
    EditionView,
    FeedView,
    HeadView,
    ImageView,
    LinkView,
    SwitchView,
)
from hutong.views.urls import quote

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of one page says of itself; the rest of it follows from the edition.

    ``path`` is None for pages without an address of their own, such as 404.
    """

    title: str
    description: str
    path: str | None
    canonical: str = ""
    """Absolute address of the page; empty: its path in this edition."""
    x_default: str = ""
    """Absolute address of the x-default page; empty: this path in the first edition."""
    article: bool = False
    image: ImageView | None = None
    published: str = ""
    modified: str = ""
    feeds: tuple[FeedView, ...] = ()
    json_ld: tuple[Html, ...] = ()


def edition_view(edition: Edition, order: Order, *, register: bool = False) -> EditionView:
    """The part of a page that is the same all over one edition.

    ``register`` says whether the site has pages of the register.
    """
    site, variant = edition.site, edition.variant
    theme, addresses = site.theme, site.addresses
    return EditionView(
        tag=variant.tag,
        script=variant.script,
        prefix=variant.prefix,
        label=variant.label,
        site_name=variant.site_name,
        tagline=variant.tagline,
        base=addresses.base,
        home=edition.url(""),
        nav=_nav(edition, order, register=register),
        footer=_footer(edition, order),
        feeds=site_feeds(edition),
        css=addresses.file(theme.css),
        js=addresses.file(theme.js),
        qr_js=addresses.file(theme.qr_js),
        register_css=addresses.file(theme.register_css) if theme.register_css else "",
        register_js=addresses.file(theme.register_js) if theme.register_js else "",
        icons=addresses.file(theme.icons),
        manifest=edition.url("manifest.webmanifest"),
    )


def _nav(edition: Edition, order: Order, *, register: bool) -> tuple[LinkView, ...]:
    words = edition.words
    about = [page for page in order.pages if page.slug == "about"]
    sections = [edition.term(Taxon.SECTION, one.id) for one, _ in order.used(Taxon.SECTION)]
    return (
        LinkView(text=words("Latest"), url=edition.url("news/")),
        *(LinkView(text=term.name, url=edition.url(term.path)) for term in sections),
        *([LinkView(text=words("Register"), url=edition.url("register/"))] if register else []),
        LinkView(text=words("Events"), url=edition.url("events/")),
        *(LinkView(text=words("About"), url=edition.url(page.url_path)) for page in about),
    )


def _footer(edition: Edition, order: Order) -> tuple[LinkView, ...]:
    words, left_out = edition.words, edition.site.left_out
    indexes = (
        ("months", words("Archive"), "archive/"),
        ("tags", words("Tags"), "tags/"),
        ("sources", words("Sources"), "sources/"),
    )
    pages = [(edition.entry(page.id).title, page.url_path) for page in order.pages]
    return (
        *(
            LinkView(text=text, url=edition.url(path))
            for name, text, path in indexes
            if name not in left_out
        ),
        *(LinkView(text=title, url=edition.url(path)) for title, path in pages),
    )


def feeds_of(edition: Edition, path: str, title: str) -> tuple[FeedView, ...]:
    """The feeds of the list at ``path``."""
    atom = FeedView(type=ATOM, title=f"{title} (Atom)", url=edition.url(f"{path}feed.xml"))
    if "json-feeds" in edition.site.left_out:
        return (atom,)
    json = FeedView(type=JSON_FEED, title=f"{title} (JSON)", url=edition.url(f"{path}feed.json"))
    return atom, json


def site_feeds(edition: Edition) -> tuple[FeedView, ...]:
    """The feeds of the edition."""
    return edition.once(feeds_of, "", edition.variant.site_name)


def term_feeds(edition: Edition, taxon: Taxon, path: str, title: str) -> tuple[FeedView, ...]:
    """The feeds of a section or tag, if the site has them; sources have none."""
    kinds = {Taxon.SECTION: "section-feeds", Taxon.TAG: "tag-feeds"}
    if kinds.get(taxon, "") in (*edition.site.left_out, ""):
        return ()
    return edition.once(feeds_of, path, title)


def head_view(edition: Edition, meta: Meta) -> HeadView:
    """The head of a page."""
    variant, wants = edition.variant, edition.wants
    name, image, path = variant.site_name, meta.image, meta.path
    return HeadView(
        title=meta.title if meta.title == name else f"{meta.title} - {name}",
        description=meta.description,
        canonical=meta.canonical or ("" if path is None else edition.absolute(path)),
        alternates=(
            alternates(edition, path, meta.x_default)
            if path is not None and wants("alternates")
            else ()
        ),
        og_type="article" if meta.article else "website",
        og_title=meta.title,
        og_locale=variant.og_locale,
        og_locale_alternates=edition.once(_other_locales) if wants("og_locale_alternates") else (),
        og_image=_preview(edition, image) if wants("og_image") else "",
        og_image_alt=image.alt if image else name,
        og_image_width=image.width if image else 1200,
        og_image_height=image.height if image else 630,
        published=meta.published,
        modified=meta.modified,
        robots="noindex" if path is None else "",
        feeds=(*meta.feeds, *site_feeds(edition)) if wants("feeds") else (),
        json_ld=meta.json_ld,
    )


def _other_locales(edition: Edition) -> tuple[str, ...]:
    own = edition.variant
    return tuple([other.og_locale for other in edition.site.variants if other is not own])


def _preview(edition: Edition, image: ImageView | None) -> str:
    addresses, theme = edition.site.addresses, edition.site.theme
    if image:
        return addresses.made_absolute(image.url)
    return addresses.absolute_file(theme.og_images[edition.variant.prefix])


def alternates(edition: Edition, path: str, x_default: str = "") -> tuple[AlternateView, ...]:
    """Every edition's twin of the page at ``path``, itself included, and x-default."""
    quoted = quote(path)
    twins = [
        AlternateView(hreflang=variant.hreflang, url=start + quoted)
        for variant, _, start in edition.twin_starts
    ]
    twins.append(AlternateView(hreflang="x-default", url=x_default or twins[0].url))
    return tuple(twins)


def switch_view(edition: Edition, path: str) -> tuple[SwitchView, ...]:
    """The page at ``path`` in every edition."""
    quoted, own = quote(path), edition.variant
    return tuple(
        [
            SwitchView(
                tag=variant.tag,
                label=variant.label,
                url=start + quoted,
                current=variant is own,
            )
            for variant, start, _ in edition.twin_starts
        ]
    )


def crumbs(edition: Edition, trail: Sequence[tuple[str, str]]) -> tuple[LinkView, ...]:
    """Breadcrumbs from (text, path) pairs; home is put before them."""
    if not edition.wants("crumbs"):
        return ()
    home = edition.once(_home)
    return (home, *[LinkView(text=text, url=edition.url(path)) for text, path in trail])


def _home(edition: Edition) -> LinkView:
    return LinkView(text=edition.words("Home"), url=edition.url(""))


def crumb_ld(edition: Edition, trail: Sequence[tuple[str, str]]) -> Html:
    """The same breadcrumbs as structured data."""
    entries = [(edition.once(_home).text, ""), *trail]
    return breadcrumbs([(text, edition.absolute(path)) for text, path in entries])

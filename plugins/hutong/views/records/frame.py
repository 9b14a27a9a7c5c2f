"""What frames every page: its head, and what it shares with its edition."""

from __future__ import annotations

from hutong.model import Html
from hutong.views.records.described import described, record
from hutong.views.records.parts import AlternateView, FeedView, LinkView


@record
class HeadView:
    """What goes into <head>, besides the theme's own files."""

    title: str = described("full title of the document, site name included")
    description: str = described("one or two plain sentences")
    canonical: str = described("absolute address of this page")
    alternates: tuple[AlternateView, ...] = described("all editions and x-default; empty for 404")
    og_type: str = described("article or website")
    og_title: str = described("title without the site name")
    og_locale: str = described("zh_HK")
    og_locale_alternates: tuple[str, ...] = described("the other editions' Open Graph locales")
    og_image: str = described("absolute address of the preview picture, or empty")
    og_image_alt: str = described("its alternative text, or empty")
    og_image_width: int = described("CSS pixels; 0 if unknown")
    og_image_height: int = described("CSS pixels; 0 if unknown")
    published: str = described("article:published_time, or empty")
    modified: str = described("article:modified_time, or empty")
    robots: str = described("robots directive, or empty")
    feeds: tuple[FeedView, ...] = described("feeds that follow this page")
    json_ld: tuple[Html, ...] = described("JSON-LD texts, already safe inside <script>")


@record
class EditionView:
    """What every page of one edition shares."""

    tag: str = described("BCP 47 tag for <html lang>")
    script: str = described("Hant or Hans")
    prefix: str = described("first folder of its paths")
    label: str = described("the edition's name in its own script")
    site_name: str = described("name of the site")
    tagline: str = described("one line on what the site is")
    base: str = described("base path before every root-relative address; empty at a domain's root")
    home: str = described("address of the edition's home page")
    nav: tuple[LinkView, ...] = described(
        "main navigation: latest, sections, register, events, about"
    )
    footer: tuple[LinkView, ...] = described("archive, tags, sources, pages, feeds")
    feeds: tuple[FeedView, ...] = described("the edition's feeds")
    css: str = described("address of the style sheet")
    register_css: str = described("that of the register's own style sheet, or empty")
    js: str = described("address of the script")
    qr_js: str = described("address of the QR library, loaded on demand")
    register_js: str = described("address of the script of its table; empty if none")
    icons: str = described("address of the folder of icons, with a slash at the end")
    manifest: str = described("address of the web manifest")

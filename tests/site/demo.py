"""The built demo site as the site tests see it: its files, its addresses, its page kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

CLOCK: Final = "1795309200"
"""2026-11-22 09:00 in Hong Kong, as SOURCE_DATE_EPOCH: every test build has the same now."""

EDITIONS: Final = ("zh-hant", "zh-hans")

KINDS: Final = {
    "home": r"",
    "news list": r"news/(page/\d+/)?",
    "news article": r"news/\d{4}/[^/]+/",
    "event list": r"events/",
    "event": r"events/\d{4}/[^/]+/",
    "section": r"sections/[^/]+/(page/\d+/)?",
    "tags": r"tags/",
    "tag": r"tags/[^/]+/(page/\d+/)?",
    "sources": r"sources/",
    "source": r"sources/[^/]+/(page/\d+/)?",
    "archive": r"archive/",
    "year": r"archive/\d{4}/",
    "month": r"archive/\d{4}/\d{2}/(page/\d+/)?",
    "not found": r"404\.html",
    "register": r"register/",
    "timeline": r"register/timeline/(\d{4}/)?",
    "network": r"register/network/",
    "commitments": r"register/commitments/",
    "changes": r"register/changes/",
    "agreement table": r"agreements/",
    "agreement": r"agreements/[^/]+/",
    "policies": r"policies/",
    "policy": r"policies/[^/]+/",
    "organisations": r"organisations/",
    "organisation": r"organisations/[^/]+/",
    "people": r"people/",
    "person": r"people/[^/]+/",
    "places": r"places/",
    "place": r"places/[^/]+/",
    "subjects": r"subjects/",
    "subject": r"subjects/[^/]+/",
    "page": r"(?!news/|events/|tags/|sources/|archive/)[a-z0-9-]+/",
}
"""What each path below an edition is, the first pattern that fits; a new kind joins this table."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One built tree. ``root`` is the folder that stands for the host, ``base`` the path on it.

    ``output`` is ``root`` plus ``base``, as on a server; ``site_url`` ends without a slash.
    """

    root: Path
    output: Path
    site_url: str

    @property
    def base(self) -> str:
        """The path part of the site's address, such as ``/repo``, or nothing."""
        return urlsplit(self.site_url).path

    def pages(self) -> list[Path]:
        """Every HTML file."""
        return sorted(self.output.rglob("*.html"))

    def path(self, file: Path) -> str:
        """A file's address below the site: ``zh-hant/news/2023/x/``."""
        return re.sub(r"(^|/)index\.html$", r"\1", file.relative_to(self.output).as_posix())

    def url(self, file: Path) -> str:
        """A file's absolute address."""
        return f"{self.site_url}/{self.path(file)}"

    def file(self, url: str) -> Path | None:
        """The file that a server would send for an address of this site; None for others."""
        plain = urldefrag(url).url.partition("?")[0]
        if plain != self.site_url and not plain.startswith(f"{self.site_url}/"):
            return None
        path = unquote(plain.removeprefix(self.site_url)).lstrip("/")
        return self.output / (f"{path}index.html" if not path or path.endswith("/") else path)

    def edition_of(self, file: Path) -> str:
        """The edition's prefix, or nothing for files outside the editions."""
        first = file.relative_to(self.output).parts[0]
        return first if first in EDITIONS else ""

    def kind(self, file: Path) -> str:
        """The kind of page, by its path."""
        edition = self.edition_of(file)
        path = self.path(file)
        if not edition:
            if re.fullmatch(r"id/[a-z]+/[a-z0-9-]+/", path):
                return "permanent"
            return {"": "gateway", "404.html": "root not found"}[path]
        below = path.removeprefix(f"{edition}/")
        for kind, pattern in KINDS.items():
            if re.fullmatch(pattern, below):
                return kind
        raise AssertionError(f"{path} fits no kind of page in tests/site/demo.py")

    def samples(self) -> dict[tuple[str, str], Path]:
        """One page of each kind and edition: of several, the one with the most markup."""
        found: dict[tuple[str, str], Path] = {}
        for file in self.pages():
            key = (self.kind(file), self.edition_of(file))
            if key not in found or file.stat().st_size > found[key].stat().st_size:
                found[key] = file
        return found


@cache
def tree(file: Path) -> html.HtmlElement:
    """A parsed page; treat it as read-only, tests share it."""
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def links(page: html.HtmlElement, rel: str) -> Iterator[html.HtmlElement]:
    """The <link> elements of a relation."""
    for link in page.iterfind(".//link[@rel]"):
        if rel in link.get("rel", "").split():
            yield link


def resolved(demo: Demo, file: Path, address: str) -> str:
    """An address on a page, made absolute."""
    return urljoin(demo.url(file), address)

"""Read the addresses in what is built for machines: feeds, sitemaps, manifests, style sheets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import lxml.etree

from hutong.publish.pages import Link

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_CSS_URL: Final = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What one such file points to.

    ``own`` is the address the file gives itself, None where its format has none; every link of a
    ``listing`` must lie on this site; ``fault`` says why the file could not be read.
    """

    links: tuple[Link, ...] = ()
    own: str | None = None
    listing: bool = False
    fault: str = ""


def read_machine(path: str, data: bytes) -> Machine:
    """Read one file by its suffix; files of other kinds point nowhere."""
    reader = _READERS.get(PurePosixPath(path).suffix)
    if reader is None:
        return Machine()
    try:
        return reader(data)
    except (
        lxml.etree.XMLSyntaxError,
        ValueError,
    ) as error:  # JSON and UTF-8 errors are ValueErrors
        return Machine(fault=f"cannot be read ({error})")


def _xml(data: bytes) -> Machine:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = lxml.etree.fromstring(data, parser)
    if root.tag == f"{_ATOM}feed":
        return _atom(root)
    if root.tag in (f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"):
        return Machine(links=tuple(_sitemap(root)), listing=True)
    return Machine()


def _atom(root: lxml.etree._Element) -> Machine:
    links = [one for one in root.iter(f"{_ATOM}link") if one.get("rel") != "self"]
    own = [one for one in root.iterfind(f"{_ATOM}link") if one.get("rel") == "self"]
    return Machine(
        links=tuple(_link(one, one.get("href")) for one in links),
        own=own[0].get("href") or "" if own else "",
    )


def _sitemap(root: lxml.etree._Element) -> Iterator[Link]:
    for one in root.iter(f"{_SITEMAP}loc"):
        yield _link(one, one.text)
    for one in root.iter(f"{_XHTML}link"):
        yield _link(one, one.get("href"))


def _link(element: lxml.etree._Element, url: str | None) -> Link:
    line: Any = element.sourceline  # its type stub says "..."
    return Link((url or "").strip(), int(line or 0), "address")


def _json(data: bytes) -> Machine:
    value = json.loads(data.decode("utf-8"))
    if not isinstance(value, dict) or "jsonfeed.org" not in str(value.get("version")):
        return Machine()
    urls = [value.get("home_page_url"), *(item.get("url") for item in _records(value, "items"))]
    return Machine(links=_texts(urls), own=str(value.get("feed_url") or ""))


def _webmanifest(data: bytes) -> Machine:
    value = json.loads(data.decode("utf-8"))
    if not isinstance(value, dict):
        return Machine(fault="is no JSON object")
    return Machine(links=_texts([value.get("start_url"), *_icons(value)]))


def _icons(value: Mapping[str, Any]) -> Iterator[object]:
    for icon in _records(value, "icons"):
        yield icon.get("src")


def _records(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = value.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _texts(urls: list[object]) -> tuple[Link, ...]:
    return tuple(Link(url, 0, "address") for url in urls if isinstance(url, str))


def _robots(data: bytes) -> Machine:
    lines = enumerate(data.decode("utf-8").splitlines(), 1)
    pairs = ((number, *line.partition(":")[::2]) for number, line in lines)
    found = (
        Link(value.strip(), number, "sitemap")
        for number, name, value in pairs
        if name.strip().lower() == "sitemap"
    )
    return Machine(links=tuple(found))


def _css(data: bytes) -> Machine:
    found = _CSS_URL.findall(data.decode("utf-8"))
    return Machine(links=tuple(Link(url.strip(), 0, "asset") for url in found))


_READERS: Final[Mapping[str, Callable[[bytes], Machine]]] = {
    ".atom": _xml,
    ".css": _css,
    ".json": _json,
    ".txt": _robots,
    ".webmanifest": _webmanifest,
    ".xml": _xml,
}

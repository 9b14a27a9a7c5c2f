"""Check a whole built site before readers see it: links, twins, feeds, nothing secret."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, quote_plus

from hutong.build.outpaths import MANIFEST
from hutong.build.tree import verify_manifest
from hutong.model import Problem
from hutong.publish.addresses import Site, Target
from hutong.publish.machine import Machine, read_machine
from hutong.publish.pages import Link, Page, read_page

_PAGES_AT_ROOT: Final = ("index.html", "404.html")
_TEXTS: Final = frozenset(
    {".atom", ".css", ".csv", ".html", ".ics", ".js", ".json", ".md", ".svg", ".tsv", ".txt"}
    | {".webmanifest", ".xml"}
)
_ADDRESS: Final = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
_SVG_ID: Final = re.compile(rb"""\sid=["']([^"']+)["']""")
_ALTERNATES: Final = "mend the hreflang links of the page template"


@dataclass(frozen=True, slots=True)
class _Tree:
    """All that was read, by path."""

    site: Site
    prefixes: tuple[str, ...]
    pages: Mapping[str, Page]
    machines: Mapping[str, Machine]
    drawings: Mapping[str, frozenset[str]]
    """Ids in SVG files."""


def verify_tree(
    root: Path, *, site_url: str, prefixes: Sequence[str], absent: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """Everything that is wrong with the tree at ``root``, paths relative to it.

    ``absent`` names what must not be published: titles (in every script) are looked for as they
    are, also escaped; URL paths (``news/2026/merger/``) and slugs as whole parts of addresses.
    """
    problems = list(verify_manifest(root))
    search = _searches(absent)
    pages: dict[str, Page] = {}
    machines: dict[str, Machine] = {}
    drawings: dict[str, frozenset[str]] = {}
    paths = frozenset(_walk(root)) - {MANIFEST}
    for path in sorted(paths):
        is_text = PurePosixPath(path).suffix in _TEXTS
        data = (root / path).read_bytes() if is_text else b""
        problems += _secrets(path, data, search)
        if path.endswith(".svg"):
            drawings[path] = frozenset(name.decode() for name in _SVG_ID.findall(data))
        elif not _is_ours(path, prefixes):
            continue  # attachments, in whatever state they were given to us
        elif path.endswith(".html"):
            pages[path] = read_page(data)
        else:
            machines[path] = read_machine(path, data)
    site = Site(site_url.rstrip("/"), paths)
    tree = _Tree(site, tuple(prefixes), pages, machines, drawings)
    for check in (_editions, _page_faults, _addresses, _alternates, _machine_faults, _links):
        problems += check(tree)
    return tuple(sorted(set(problems)))


def _walk(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            whole = Path(folder) / name
            if whole.is_file() and not whole.is_symlink():  # the manifest check names the others
                yield whole.relative_to(root).as_posix()


def _is_ours(path: str, prefixes: Sequence[str]) -> bool:
    top, slash, _ = path.partition("/")
    if slash:
        return top in prefixes or path.endswith(".css")
    return not path.endswith(".html") or path in _PAGES_AT_ROOT


# Secrets


def _searches(absent: Sequence[str]) -> list[tuple[str, Callable[[bytes], bool]]]:
    return [(one, _search(one)) for one in absent if one.strip("/ ")]


def _search(what: str) -> Callable[[bytes], bool]:
    """A function that tells whether the text, in any writing, is in a file."""
    plain = what.strip("/ ")
    if _ADDRESS.fullmatch(plain):
        start = re.escape(f"/{plain}".encode())
        pattern = re.compile(start + rb"(?![a-z0-9-])")
        needle = f"/{plain}".encode()
        return lambda data: needle in data and pattern.search(data) is not None
    ways = {plain, html.escape(plain), html.escape(plain, quote=False)}
    ways |= {quote(plain), quote(plain, safe=""), quote_plus(plain)}
    ways |= {json.dumps(way)[1:-1] for way in (plain, html.escape(plain))}
    needles = [way.encode() for way in sorted(ways)]
    return lambda data: any(one in data for one in needles)


def _secrets(
    path: str, data: bytes, searches: Sequence[tuple[str, Callable[[bytes], bool]]]
) -> Iterator[Problem]:
    place = f"/{path}".encode()
    for what, is_in in searches:
        if is_in(place) or is_in(data):
            yield Problem(
                path, 0, f"holds {what!r}, which is not to be published",
                "take the mention out, or publish the document itself",
            )  # fmt: skip


# Checks of what was read


def _editions(tree: _Tree) -> Iterator[Problem]:
    """Every edition has the same paths."""
    paths = {
        prefix: {
            path[len(prefix) + 1 :] for path in tree.site.files if path.startswith(f"{prefix}/")
        }
        for prefix in tree.prefixes
    }
    everything = frozenset[str]().union(*paths.values())
    for prefix, own in paths.items():
        if not own:
            yield Problem(f"{prefix}/", 0, "this edition is empty", "build the site anew")
        elif missing := everything - own:
            for path in sorted(missing):
                what = "is missing, though another edition has it"
                yield Problem(f"{prefix}/{path}", 0, what, "build the site anew")


def _page_faults(tree: _Tree) -> Iterator[Problem]:
    for path, page in tree.pages.items():
        for line, what in page.faults:
            yield Problem(path, line, what, "mend the page template or the text it shows")


def _addresses(tree: _Tree) -> Iterator[Problem]:
    """Every page names its own address; the page for lost readers need not."""
    for path, page in tree.pages.items():
        own = tree.site.address(path)
        named = page.canonical
        if not page.faults and not tree.site.same(named, own) and (named or not _is_lost(path)):
            what = f"its canonical address is {named or 'missing'}, not {own}"
            yield Problem(path, 0, what, "mend SITEURL or the page template")


def _is_lost(path: str) -> bool:
    return PurePosixPath(path).name == "404.html"


def _alternates(tree: _Tree) -> Iterator[Problem]:
    for path, page in tree.pages.items():
        if page.alternates:
            yield from _own_alternates(tree, path, page)
            yield from _mutual(tree, path, page)
        elif not _is_lost(path) and not page.faults:
            yield Problem(path, 0, "names no alternates", _ALTERNATES)


def _own_alternates(tree: _Tree, path: str, page: Page) -> Iterator[Problem]:
    named = dict(page.alternates)
    if len(named) != len(page.alternates):
        yield Problem(path, 0, "names two alternates for one language", _ALTERNATES)
    if not any(tree.site.same(url, tree.site.address(path)) for url in named.values()):
        yield Problem(path, 0, "does not name itself among its alternates", _ALTERNATES)
    if "x-default" not in named:
        yield Problem(path, 0, "names no x-default alternate", _ALTERNATES)
    targets = {tree.site.target(url, path).path for url in named.values()}
    for prefix in tree.prefixes:
        if not any(target and target.startswith(f"{prefix}/") for target in targets):
            yield Problem(path, 0, f"names no alternate in the edition {prefix}", _ALTERNATES)


def _mutual(tree: _Tree, path: str, page: Page) -> Iterator[Problem]:
    """Whoever is named as an alternate names the same ones."""
    for hreflang, url in page.alternates:
        twin = tree.site.target(url, path).path
        if hreflang == "x-default" or twin is None:
            continue
        if twin not in tree.pages or set(tree.pages[twin].alternates) != set(page.alternates):
            what = f"its {hreflang} alternate {url} does not name the same alternates"
            yield Problem(path, 0, what, _ALTERNATES)


def _machine_faults(tree: _Tree) -> Iterator[Problem]:
    for path, machine in tree.machines.items():
        own = tree.site.address(path)
        if machine.fault:
            yield Problem(path, 0, machine.fault, "build the site anew")
        elif machine.own is not None and not tree.site.same(machine.own, own):
            what = f"gives its own address as {machine.own or 'nothing'}, not {own}"
            yield Problem(path, 0, what, "mend SITEURL or the feed")


def _links(tree: _Tree) -> Iterator[Problem]:
    """Everything that is pointed to exists."""
    for path, page in tree.pages.items():
        for link in page.links:
            yield from _link(tree, path, link)
    for path, machine in tree.machines.items():
        for link in machine.links:
            yield from _link(tree, path, link)
            if machine.listing and tree.site.target(link.url, path) == Target():
                what = f"lists {link.url}, which is not on this site"
                yield Problem(path, link.line, what, "mend SITEURL")


def _link(tree: _Tree, path: str, link: Link) -> Iterator[Problem]:
    target = tree.site.target(link.url, path)
    mend = "mend it where the text or the template names it"
    if target.wrong:
        yield Problem(path, link.line, f"{link.what} {link.url!r} {target.wrong}", mend)
    elif target.path and target.anchor not in ("", "top"):
        ids = _ids(tree, target.path)
        if ids is not None and target.anchor not in ids:
            what = f"{link.what} {link.url!r} leads to an anchor that is not there"
            yield Problem(path, link.line, what, mend)


def _ids(tree: _Tree, path: str) -> frozenset[str] | None:
    """The anchors of a file, or None where we cannot tell."""
    page = tree.pages.get(path)
    return page.ids if page else tree.drawings.get(path)

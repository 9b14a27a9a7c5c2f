"""Every page names its twins, and they name it back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from tests.site.demo import EDITIONS, Demo, links, tree

HREFLANGS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}


def _alternates(file: Path) -> dict[str, str]:
    found = [
        (link.get("hreflang"), link.get("href"))
        for link in links(tree(file), "alternate")
        if link.get("hreflang") and not link.get("type")
    ]
    assert len(found) == len(dict(found)), f"{file} names an alternate twice"
    return dict(found)


def _with_alternates(demo: Demo) -> list[Path]:
    return [file for file in demo.pages() if not demo.kind(file).endswith("not found")]


def test_both_editions_have_the_same_paths(demo: Demo) -> None:
    """What exists in one edition exists in the other under the same path."""
    trees = [
        {file.relative_to(demo.output / prefix).as_posix() for file in demo.pages()
         if demo.edition_of(file) == prefix}
        for prefix in EDITIONS
    ]  # fmt: skip
    assert len(trees[0]) > len(HREFLANGS)
    for one, other in pairwise(trees):
        assert one ^ other == set()


def test_alternates_include_the_page_itself_and_the_default(demo: Demo) -> None:
    """A page lists both editions, itself under its own language, and x-default."""
    for file in _with_alternates(demo):
        alternates = _alternates(file)
        assert set(alternates) == {"x-default", *HREFLANGS.values()}, file
        own = HREFLANGS.get(demo.edition_of(file), "x-default")
        assert alternates[own] == demo.url(file), file


def test_alternates_are_absolute_and_exist(demo: Demo) -> None:
    """Every alternate is a full address of a page that was built."""
    for file in _with_alternates(demo):
        for url in _alternates(file).values():
            assert urlsplit(url).scheme in ("http", "https"), f"{file}: {url}"
            target = demo.file(url)
            assert target is not None, f"{file}: {url}"
            assert target.is_file(), f"{file}: {url}"


def test_alternates_are_mutual(demo: Demo) -> None:
    """The page that a page names as its twin names exactly the same twins."""
    for file in _with_alternates(demo):
        alternates = _alternates(file)
        for hreflang in HREFLANGS.values():
            twin = demo.file(alternates[hreflang])
            assert twin is not None, file
            for other in HREFLANGS.values():
                assert _alternates(twin)[other] == alternates[other], f"{file} and {twin}"


def test_pages_that_do_not_exist_have_no_alternates(demo: Demo) -> None:
    """A 404 page has no twins and no canonical address: it is at no address of its own."""
    missing = [file for file in demo.pages() if demo.kind(file).endswith("not found")]
    assert len(missing) == len(EDITIONS) + 1
    for file in missing:
        assert _alternates(file) == {}


def test_canonical_is_the_page_itself(demo: Demo) -> None:
    """Each page has one canonical address, absolute, and it is its own."""
    for file in _with_alternates(demo):
        canonical = [link.get("href") for link in links(tree(file), "canonical")]
        assert canonical == [demo.url(file)], file


def test_the_language_of_a_page_is_that_of_its_edition(demo: Demo) -> None:
    """<html lang> is the edition's tag, whose script the prefix promises."""
    for file in demo.pages():
        edition = demo.edition_of(file)
        lang = tree(file).get("lang", "")
        if edition:
            assert lang.lower().startswith(edition), file
        else:
            assert lang.startswith("zh-Han"), file


def test_the_switch_leads_to_the_same_page(demo: Demo) -> None:
    """Readers find a link with hreflang to this very page in the other edition."""
    for file in _with_alternates(demo):
        edition = demo.edition_of(file)
        if not edition:
            continue
        targets = {a.get("href") for a in tree(file).iterfind(".//a[@hreflang]")}
        for other in EDITIONS:
            if other == edition:
                continue
            path = demo.path(file).replace(edition, other, 1)
            assert f"{demo.base}/{path}" in targets, file

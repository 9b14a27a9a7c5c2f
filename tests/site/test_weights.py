"""Article pages stay light: what a reader downloads before the pictures."""

from __future__ import annotations

from pathlib import Path

from tests.site.demo import Demo, links, resolved, tree

CSS_LIMIT = 30_000
JS_LIMIT = 15_000


def _size(demo: Demo, page: Path, addresses: list[str]) -> int:
    """Bytes of the files at these addresses, which must be ours."""
    files = [demo.file(resolved(demo, page, address)) for address in addresses]
    assert all(file and file.is_file() for file in files), addresses
    return sum(file.stat().st_size for file in files if file)


def _articles(demo: Demo) -> list[Path]:
    return [file for file in demo.pages() if demo.kind(file) in ("news article", "event")]


def test_style_sheets_of_an_article_stay_within_30_kb(demo: Demo) -> None:
    """Linked and inline styles together, uncompressed."""
    for page in _articles(demo):
        linked = [link.get("href", "") for link in links(tree(page), "stylesheet")]
        inline = [style.text or "" for style in tree(page).iter("style")]
        assert linked, page
        assert _size(demo, page, linked) + len("".join(inline).encode()) <= CSS_LIMIT, page


def test_scripts_of_an_article_stay_within_15_kb(demo: Demo) -> None:
    """Linked, preloaded and inline scripts together, uncompressed; data is no script."""
    for page in _articles(demo):
        scripts = [one for one in tree(page).iter("script") if one.get("type") in (None, "module")]
        linked = [one.get("src", "") for one in scripts if one.get("src")]
        linked += [link.get("href", "") for link in links(tree(page), "modulepreload")]
        inline = [one.text or "" for one in scripts if not one.get("src")]
        assert _size(demo, page, linked) + len("".join(inline).encode()) <= JS_LIMIT, page

"""A page says that it was converted where it was, and only there."""

from __future__ import annotations

from pathlib import Path

from tests.small import SmallSite

TITLE = "title: {zh-Hant-HK: 樣本協議, zh-Hans-CN: 样本协议}\nvariant: zh-Hant-HK\n"
SOURCES = "sources: [{publisher: {zh-Hant-HK: 樣本社, zh-Hans-CN: 样本社}}]\n"


def _says_so(site: SmallSite) -> bool:
    site.build()
    page = site.root / "output/zh-hans/agreements/pact/index.html"
    return "自动转换" in page.read_text("utf-8").partition("<main")[2].partition("<footer")[0]


def test_a_record_in_editors_words_alone_was_not_converted(tmp_path: Path) -> None:
    """Every word of it was given for this edition; a text below it would be converted."""
    site = SmallSite(tmp_path / "site")
    site.write("agreements/pact.md", f"---\n{TITLE}{SOURCES}---\n")
    assert not _says_so(site)
    site.write("agreements/pact.md", f"---\n{TITLE}{SOURCES}---\n\n一段說明。\n")
    assert _says_so(site)

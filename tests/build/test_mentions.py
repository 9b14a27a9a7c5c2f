"""The first mention of a record leads to its page, in both editions, unless an editor stops it."""

from __future__ import annotations

from pathlib import Path

from hutong.build.mentions import Met
from hutong.model import Html
from tests.small import SmallSite

BODY = "樣本會計師公會與樣本市政府簽約。樣本會計師公會其後開會。樣會表示滿意。"
ARTICLE = f"---\ntitle: 樣本新聞\nvariant: zh-Hant-HK\ndate: 2026-05-01\n---\n{BODY}\n"
PAGE = "news/2026/sample"
HANT = '<a href="/zh-hant/organisations/guild/">樣本會計師公會</a>'
HANS = '<a href="/zh-hans/organisations/guild/">样本会计师公会</a>'


def _site(tmp_path: Path, article: str = ARTICLE) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.write("news/2026/sample.md", article)
    site.write(
        "organisations/guild.yaml",
        "names: {zh-Hant-HK: 樣本會計師公會, zh-Hans-CN: 样本会计师公会}\naliases: [樣會]\n",
    )
    site.write(
        "organisations/city.yaml", "names: {zh-Hant-HK: 樣本市政府, zh-Hans-CN: 样本市政府}\n"
    )
    return site


def _page(site: SmallSite, edition: str, path: str = PAGE) -> str:
    return (site.root / "output" / edition / path / "index.html").read_text("utf-8")


def test_the_first_mention_is_a_link_in_each_edition(tmp_path: Path) -> None:
    """Once a page, whatever name comes later; the other edition links the converted name."""
    site = _site(tmp_path)
    site.build()
    assert _page(site, "zh-hant").count(HANT) == 1
    assert _page(site, "zh-hans").count(HANS) == 1
    assert _page(site, "zh-hant").count('href="/zh-hant/organisations/guild/"') == 1
    assert '<a href="/zh-hant/organisations/city/">樣本市政府</a>' in _page(site, "zh-hant")


def test_the_record_lists_the_articles_that_mention_it(tmp_path: Path) -> None:
    """The join goes both ways."""
    site = _site(tmp_path)
    site.build()
    assert "樣本新聞" in _page(site, "zh-hant", "organisations/guild")
    assert "样本新闻" in _page(site, "zh-hans", "organisations/guild")


def test_an_editor_can_stop_a_link_or_all(tmp_path: Path) -> None:
    """By id, by any name, or every one."""
    for said, left in (("[guild]", 1), ("[樣會]", 1), ("[all]", 0)):
        site = _site(tmp_path / said, ARTICLE.replace("date:", f"unlinked: {said}\ndate:"))
        site.build()
        page = _page(site, "zh-hant")
        assert HANT not in page
        assert page.count("/organisations/city/") == left


def test_a_new_alias_is_a_link_in_the_next_build_as_in_a_first(tmp_path: Path) -> None:
    """The text is looked at again because the register changed, and only what names it is."""
    alias = "names: {zh-Hant-HK: 樣本市政府, zh-Hans-CN: 样本市政府}\naliases: [滿意]\n"
    site = _site(tmp_path)
    site.build()
    site.write("organisations/city.yaml", alias)
    site.write("news/2026/other.md", ARTICLE.replace(BODY, "此事令人滿意。"))
    site.build()
    page = _page(site, "zh-hant", "news/2026/other")
    assert '<a href="/zh-hant/organisations/city/">滿意</a>' in page
    site.write("organisations/city.yaml", alias.replace("aliases: [滿意]\n", ""))
    site.build()
    assert "/organisations/city/" not in _page(site, "zh-hant", "news/2026/other")


def test_headings_links_and_code_stay_as_they_are() -> None:
    """Only running text is linked, and only whole words in Latin letters."""
    met = Met((("organisations/a", ("樣本會", "SAMPLE")),))
    body = "<h2>樣本會</h2><p><a href='#x'>樣本會</a><code>樣本會</code>SAMPLES</p>"
    assert met.linked(Html(body)) == (body, ())
    linked, found = met.linked(Html(f"{body}<p>樣本會 SAMPLE</p>"))
    assert found == ("organisations/a",)
    assert linked.endswith('<p><a href="record:organisations/a">樣本會</a> SAMPLE</p>')


def test_the_longest_name_wins() -> None:
    """A name inside a longer known name is not that one's."""
    met = Met((("organisations/a", ("樣本市",)), ("organisations/b", ("樣本市政府",))))
    linked, found = met.linked(Html("<p>樣本市政府在樣本市。</p>"))
    assert found == ("organisations/a", "organisations/b")
    assert linked.startswith('<p><a href="record:organisations/b">樣本市政府</a>')

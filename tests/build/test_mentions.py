"""The first mention of a record leads to its page, in both editions, unless an editor stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hutong.build.linking import Met
from hutong.errors import ContentError
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
    alias = "names: {zh-Hant-HK: 樣本市政府, zh-Hans-CN: 样本市政府}\naliases: [樣府]\n"
    site = _site(tmp_path)
    site.build()
    site.write("organisations/city.yaml", alias)
    site.write("news/2026/other.md", ARTICLE.replace(BODY, "此事令樣府滿意。"))
    site.build()
    page = _page(site, "zh-hant", "news/2026/other")
    assert '<a href="/zh-hant/organisations/city/">樣府</a>' in page
    site.write("organisations/city.yaml", alias.replace("aliases: [樣府]\n", ""))
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


def _linked(body: str, *records: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The records that a text links to."""
    return Met(records).linked(Html(body))[1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("樣本大學", "兩名樣本大學生說"),
        ("樣本大學", "樣本大學醫學院說"),
        ("樣本大學", "樣本大学附属医院"),
        ("樣本院", "樣本院辦公廳說"),
        ("樣沙", "樣沙區說"),
        ("樣大", "很像樣大家都來"),
        ("樣大", "抽中樣大獎"),
        ("amp", "<p>R&amp;D</p>"),
        ("x27", "<p>&#x27;</p>"),
    ],
)
def test_the_beginning_of_a_longer_word_is_no_name(name: str, text: str) -> None:
    """A link from such a word would say what is not true."""
    assert _linked(text, ("organisations/a", (name,))) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("樣本大學", "樣本大學校長說"),
        ("樣本大學", "樣本大學生效"),
        ("樣本協議", "樣本協議生效"),
        ("樣沙", "樣沙市場說"),
        ("樣大", "昨日樣大宣布"),
        ("樣會", "昨日樣會舉行會議"),
        ("R&D", "<p>R&amp;D</p>"),
    ],
)
def test_a_name_is_met_among_other_words(name: str, text: str) -> None:
    """What follows is no part of it."""
    assert _linked(text, ("organisations/a", (name,))) == ("organisations/a",)


def test_a_short_name_of_a_person_stands_behind_no_name() -> None:
    """木李強調 says that 木李 stressed something; 總理李強調研 that 李強 looked around."""
    person = ("people/a", ("李強",))
    assert _linked("木李強調此事", person) == ()
    assert _linked("總理李強調研", person) == ("people/a",)
    assert _linked("李強出席", person) == ("people/a",)


def test_a_longer_word_of_the_glossary_holds_no_name(tmp_path: Path) -> None:
    """So an editor can say what else begins with a name."""
    site = _site(tmp_path, ARTICLE.replace(BODY, "樣本市政府長廊開放。"))
    site.write("glossary/site.tsv", "zh-Hant-HK\tzh-Hans-CN\n樣本市政府長廊\t样本市政府长廊\n")
    site.build()
    assert "/organisations/city/" not in _page(site, "zh-hant")
    assert "/organisations/city/" not in _page(site, "zh-hans")


def test_a_name_in_one_that_is_to_be_no_link_is_none_either(tmp_path: Path) -> None:
    """Who stops the link of a long name does not ask for that of a part of it."""
    article = ARTICLE.replace(BODY, "樣本市政府廣場。").replace(
        "date:", "unlinked: [square]\ndate:"
    )
    site = _site(tmp_path, article)
    site.write(
        "organisations/square.yaml",
        "names: {zh-Hant-HK: 樣本市政府廣場, zh-Hans-CN: 样本市政府广场}\n",
    )
    site.build()
    assert "/organisations/" not in _page(site, "zh-hant")


def test_who_stops_all_links_may_write_the_bare_word(tmp_path: Path) -> None:
    """As the handbook says."""
    site = _site(tmp_path, ARTICLE.replace("date:", "unlinked: all\ndate:"))
    site.build()
    assert "/organisations/" not in _page(site, "zh-hant")


def test_a_name_that_no_record_has_is_told(tmp_path: Path) -> None:
    """Else a slip would let the link stand."""
    site = _site(tmp_path, ARTICLE.replace("date:", "unlinked: [gild]\ndate:"))
    (told,) = [one for one in site.build().summary.warnings if "unlinked" in one.what]
    assert (told.path, told.line) == ("content/news/2026/sample.md", 4)
    assert "'guild'" in told.mend


def test_a_draft_counterpart_lists_nothing(tmp_path: Path) -> None:
    """Readers do not see what it names."""
    site = _site(tmp_path, ARTICLE.replace(BODY, "無事。"))
    other = ARTICLE.replace("zh-Hant-HK", "zh-Hans-CN").replace("date:", "status: draft\ndate:")
    site.write("news/2026/sample.zh-Hans-CN.md", other.replace(BODY, "样本市政府签约。"))
    site.build()
    assert "樣本新聞" not in _page(site, "zh-hant", "organisations/city")


def test_an_article_names_agreements_in_any_words(tmp_path: Path) -> None:
    """Front matter takes what the register knows, not ids alone."""
    site = _site(tmp_path, ARTICLE.replace("date:", "agreements: [樣本协议]\ndate:"))
    site.write("agreements/pact.md", "---\ntitle: 樣本協議\nvariant: zh-Hant-HK\n---\n")
    site.build()
    assert "/zh-hant/agreements/pact/" in _page(site, "zh-hant")


def test_a_record_in_a_folder_of_its_own_is_told(tmp_path: Path) -> None:
    """Its address would have no place for the folder."""
    site = _site(tmp_path)
    site.write("organisations/sub/other.yaml", "names: {zh-Hant-HK: 樣本局, zh-Hans-CN: 样本局}\n")
    with pytest.raises(ContentError) as caught:
        site.build()
    (problem,) = [one for one in caught.value.problems if "/sub/" in one.path]
    assert "move the file to content/organisations" in problem.mend


def test_a_link_to_the_file_of_a_record_leads_to_its_page(tmp_path: Path) -> None:
    """In articles and in the texts of records, in each edition's own words."""
    site = _site(tmp_path, ARTICLE.replace(BODY, "見[該市](organisations/city.yaml)。"))
    site.write("agreements/pact.md", "---\ntitle: 樣本協議\nvariant: zh-Hant-HK\n---\n"
               "見[公會](/organisations/guild.yaml#ht-articles)。\n")  # fmt: skip
    site.build()
    assert '<a href="/zh-hant/organisations/city/">該市</a>' in _page(site, "zh-hant")
    assert '<a href="/zh-hans/organisations/city/">该市</a>' in _page(site, "zh-hans")
    page = _page(site, "zh-hans", "agreements/pact")
    assert '<a href="/zh-hans/organisations/guild/#ht-articles">公会</a>' in page


def test_a_link_to_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    """As a link to an article would be."""
    site = _site(tmp_path, ARTICLE.replace(BODY, "見[該市](organisations/town.yaml)。"))
    with pytest.raises(ContentError, match=r"organisations/town\.yaml, which does not exist"):
        site.build()

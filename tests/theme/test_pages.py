"""Every page kind, rendered from full and from bare views in both scripts."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from hutong.build.render import Renderer
from hutong.model import Html
from hutong.views import records
from tests.theme import lists, samples
from tests.theme.parts import SCRIPTS, Script

THEME: Final = Path(__file__).resolve().parents[2] / "theme"
RENDERER: Final = Renderer(THEME, {}, {})
PAGES: Final = [(s, name, page) for s in SCRIPTS for name, page in samples.every_page(s)]
IDS: Final = [f"{s.prefix}-{name}" for s, name, _ in PAGES]
HANT, HANS = SCRIPTS

every_page = pytest.mark.parametrize(("script", "name", "page"), PAGES, ids=IDS)


@cache
def _text(script: Script, page: records.PageView) -> str:
    return RENDERER.for_locale(script.locale).render(page).decode()


def _tree(script: Script, page: records.PageView) -> html.HtmlElement:
    return html.document_fromstring(_text(script, page))


def _strings(record: Any) -> Iterator[tuple[str, str]]:
    """Every text below a view, with the name of its field."""
    for spec in dataclasses.fields(record):
        value = getattr(record, spec.name)
        for item in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(item):
                yield from _strings(item)
            elif isinstance(item, str) and item:
                yield spec.name, item


def test_every_view_has_a_sample() -> None:
    """A new page kind cannot be forgotten here."""
    views = {one for one in vars(records).values() if isinstance(one, type)}
    kinds = {one for one in views if issubclass(one, records.PageView)} - {records.PageView}
    assert {type(page) for _, _, page in PAGES} == kinds


@every_page
def test_ids_are_unique_and_pointed_at(script: Script, name: str, page: records.PageView) -> None:
    """No id twice; labels and skip link lead somewhere."""
    tree = _tree(script, page)
    ids = Counter(tree.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    labels = {one for labels in tree.xpath("//@aria-labelledby") for one in labels.split()}
    assert labels <= ids.keys()
    assert tree.xpath("//a[@class='skip']/@href") == ["#content"]
    assert "content" in ids


@every_page
def test_no_module_is_empty(script: Script, name: str, page: records.PageView) -> None:
    """Nothing is announced that has no content: no bare heading, list, paragraph or frame."""
    tree = _tree(script, page)
    hollow = [
        html.tostring(one, encoding="unicode")[:80]
        for one in tree.iter(
            "p", "ul", "ol", "dl", "dd", "h1", "h2", "h3", "section", "nav", "figure"
        )
        if not one.text_content().strip()
        and not one.xpath(".//img")
        and one.get("role") != "status"
    ]
    assert hollow == []
    for heading in tree.iter("h2", "h3"):
        assert heading.getnext() is not None, heading.text_content()


@every_page
def test_one_main_heading_and_no_level_skipped(
    script: Script, name: str, page: records.PageView
) -> None:
    """The outline starts with one h1 and steps down one level at a time."""
    levels = [
        int(one.tag[1]) for one in _tree(script, page).iter("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@every_page
def test_the_head_names_every_edition(script: Script, name: str, page: records.PageView) -> None:
    """Alternates, canonical, feeds, previews and structured data stand as the view has them."""
    head = _tree(script, page).head
    alternates = head.xpath("link[@rel='alternate'][@hreflang]")
    assert [(one.get("hreflang"), one.get("href")) for one in alternates] == [
        (one.hreflang, one.url) for one in page.head.alternates
    ]
    assert head.xpath("link[@rel='canonical']/@href") == (
        [page.head.canonical] if page.head.canonical else []
    )
    assert head.xpath("title/text()") == [page.head.title]
    if isinstance(page, records.PermanentView):  # it is as small as can be
        return
    assert head.xpath("link[@rel='alternate'][@type]/@href") == [one.url for one in page.head.feeds]
    assert head.xpath("meta[@property='og:locale']/@content") == [page.head.og_locale]
    assert head.xpath("meta[@property='og:image']/@content") == [page.head.og_image]
    assert head.xpath("script[@type='application/ld+json']/text()") == list(page.head.json_ld)


@every_page
def test_no_code_or_style_stands_in_the_page(
    script: Script, name: str, page: records.PageView
) -> None:
    """A strict content security policy can hold: no inline script, style or handler."""
    tree = _tree(script, page)
    assert tree.xpath("//style | //@style | //@onclick | //@onload") == []
    assert tree.xpath("//script[not(@src)][not(@type='application/ld+json')]") == []


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
@pytest.mark.parametrize("make", [samples.article, samples.event_article, samples.bare_article])
def test_the_article_page_shows_all_that_its_view_has(script: Script, make: Any) -> None:
    """Every text and address of an article's view is on its page; only ids and kinds are not."""
    view = make(script)
    tree = _tree(script, view)
    shown = _text(script, view) + tree.text_content() + "\n".join(tree.xpath("//@href | //@src"))
    unseen = {"id", "action", "kind", "edition", "head", "srcset"}
    missing = [
        (field, text)
        for spec in dataclasses.fields(view)
        if spec.name not in {"edition", "head", "kind"}
        for value in [getattr(view, spec.name)]
        for item in (value if isinstance(value, tuple) else (value,))
        for field, text in (
            _strings(item)
            if dataclasses.is_dataclass(item)
            else [(spec.name, item)]
            if isinstance(item, str)
            else []
        )
        if field not in unseen and text not in shown
    ]
    assert missing == []


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_share_links_have_one_name_each(script: Script) -> None:
    """The name is the visible text; the icon is hidden from screen readers and exists."""
    sprite = (THEME / "static" / "icons" / "sprite.svg").read_text(encoding="utf-8")
    view = samples.article(script)
    ways = _tree(script, view).xpath("//ul[@class='share-list']/li")
    controls = [way.xpath(".//a | .//button | .//summary")[0] for way in ways]
    assert [one.text_content().strip() for one in controls[:-1]] == [one.name for one in view.share]
    for one in controls:
        assert one.get("aria-label") is None
        (icon,) = one.xpath("svg")
        assert icon.get("aria-hidden") == "true"
        symbol = icon.xpath("use/@href")[0].rpartition("#")[2]
        assert f'id="{symbol}"' in sprite


def test_share_addresses_are_escaped_once() -> None:
    """An ampersand in an address is &amp; in the page, and & for the browser."""
    text = _text(HANT, samples.article(HANT))
    assert "https://share.example.org/x?url=x&amp;title=y" in text
    assert "&amp;amp;" not in text


@pytest.mark.parametrize(
    ("script", "view", "word"),
    [
        (HANS, samples.article(HANS), "转换"),
        (HANT, samples.event_article(HANT), "撰寫"),
        (HANS, samples.event_article(HANS), "撰写"),
    ],
)
def test_pages_say_how_they_came_about(
    script: Script, view: records.ArticleView, word: str
) -> None:
    """Converted and hand-written pages say so, that the original prevails, and lead to it."""
    (notice,) = _tree(script, view).find_class("conversion")
    text = notice.text_content()
    assert word in text
    assert script.t("以原文為準", "以原文为准") in text
    (link,) = notice.xpath("a")
    assert view.conversion is not None
    assert link.get("href") == view.conversion.original_url
    assert link.get("hreflang") == view.conversion.original_tag
    assert view.conversion.original_label in text


def test_originals_carry_no_notice() -> None:
    """An original says nothing of conversion."""
    assert _tree(HANT, samples.article(HANT)).find_class("conversion") == []


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_the_switch_marks_where_the_reader_is(script: Script) -> None:
    """Each edition is named in its own script; the present one is marked."""
    switch = _tree(script, lists.home(script)).xpath("//nav[@class='switch']//a")
    assert [(one.text, one.get("lang"), one.get("aria-current")) for one in switch] == [
        ("繁體", "zh-Hant-HK", "true" if script.hant else None),
        ("简体", "zh-Hans-CN", None if script.hant else "true"),
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_the_menu_marks_the_section(script: Script) -> None:
    """On an article its section is current; on the section itself it is the page."""
    menu = ".//nav[@class='nav']//a[@aria-current]"
    (on_article,) = _tree(script, samples.article(script)).xpath(menu)
    assert (on_article.get("href"), on_article.get("aria-current")) == (
        script.url("sections/agreements/"),
        "true",
    )
    (on_section,) = _tree(script, lists.listing(script)).xpath(menu)
    assert on_section.get("aria-current") == "page"


def test_the_hint_speaks_to_the_reader_of_the_other_script() -> None:
    """The offer of the other edition is in that edition's words, and hidden until called for."""
    (hint,) = _tree(HANT, samples.article(HANT)).find_class("hint")
    assert hint.get("lang") == "zh-Hans-CN"
    assert hint.get("hidden") is not None
    assert "简体版" in hint.text_content()
    assert "关闭" in hint.text_content()


def test_the_root_404_speaks_both_scripts_and_sends_nobody_on() -> None:
    """At an unknown address the reader is told in both scripts, and stays."""
    tree = _tree(HANT, lists.gateway(HANT, lost=True))
    said = tree.find_class("gateway-missing")[0]
    assert [one.get("lang") for one in said] == ["zh-Hant-HK", "zh-Hans-CN"]
    assert "找不到網頁" in said.text_content()
    assert "找不到网页" in said.text_content()
    assert tree.xpath("//*[@data-gateway]") == []
    assert len(_tree(HANT, lists.gateway(HANT)).xpath("//*[@data-gateway]")) == 1


def test_text_is_escaped_and_html_is_not() -> None:
    """A title is plain text whatever it holds; the body is the HTML that it is."""
    view = dataclasses.replace(
        samples.bare_article(HANT), title='<b>"A&B"</b>', body=Html("<p>甲<b>乙</b></p>")
    )
    text = _text(HANT, view)
    assert "<h1>&lt;b&gt;&#34;A&amp;B&#34;&lt;/b&gt;</h1>" in text
    assert "<p>甲<b>乙</b></p>" in text


def test_only_html_fields_go_out_unescaped() -> None:
    """The mark ``|safe`` stands on body, notes and JSON-LD, and nowhere else."""
    marked = {
        match
        for path in sorted((THEME / "templates").rglob("*.html"))
        for match in re.findall(r"\{\{ ?([^{}]*?)\|\s*safe", path.read_text(encoding="utf-8"))
    }
    assert marked == {"page.body", "page.event.notes", "text"}

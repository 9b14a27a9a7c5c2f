"""Live pages in a browser: saved files come up by themselves, and problems are told in the page."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from hutong.build.site import BuildReport
from hutong.desk.serve import Session, make_builder
from hutong.errors import CannotRun
from tests.site.test_axe import RULES
from tests.small import HANT, THEME, VARIANTS, SmallSite, small_site

_CONF: Final = """
SITEURL = "http://localhost:8000"
TIMEZONE = "Asia/Hong_Kong"
THEME = "theme"
HUTONG_VARIANTS = {variants!r}
HUTONG_NOW = "2026-11-22T12:00:00+08:00"
"""
ARTICLE: Final = "news/2026/agreement.md"
ADDRESS: Final = "zh-hant/news/2026/agreement/"
OTHER: Final = "news/2026/alliance.md"
PICTURE: Final = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" role="img">
<rect width="40" height="30" fill="{colour}"/></svg>
"""
LONG: Final = HANT + "".join(f"\n第{number}段，只供測試。\n" for number in range(200))
BROKEN: Final = HANT.replace("title: 樣本協議簽署\n", "")
DOUBTFUL: Final = """---
title: 样本
variant: zh-Hans-CN
date: 2026-05-01
---
双方同意复核全部个案，干事会作出答复。
"""
MARK: Final = "window.mark = document.documentElement.dataset.mark = 'kept'"
"""What a reload would take away."""


class Faulty:
    """A builder of ours that fails while ``fault`` is set."""

    fault: Exception | None = None

    def __init__(self, conf: Path, address: str) -> None:
        self._builder = make_builder(conf, address, conf.parent / ".cache/preview")
        self.may_build = threading.Event()
        self.may_build.set()

    def build(self, changed: frozenset[Path] | None) -> BuildReport:
        """Fail or build, once it may."""
        self.may_build.wait()
        if self.fault:
            raise self.fault
        return self._builder.build(changed)


@dataclasses.dataclass
class Live:
    """A running preview; ``stop`` and ``start`` are what somebody does on the terminal."""

    site: SmallSite
    port: int
    builder: Faulty
    session: Session | None = None

    @property
    def conf(self) -> Path:
        """The settings file."""
        return self.site.root / "pelicanconf.py"

    def url(self, path: str = ADDRESS) -> str:
        """The address of a page."""
        return f"http://localhost:{self.port}/{path}"

    def start(self) -> None:
        """Run ``invoke serve`` until there is something to see."""
        self.begin()
        until = time.monotonic() + 20
        while not (self.site.root / ".cache/preview/.hutong-manifest").is_file():
            assert time.monotonic() < until
            time.sleep(0.02)

    def begin(self) -> None:
        """Run ``invoke serve``."""
        self.session = Session(self.conf, "localhost", self.port, self.builder)
        threading.Thread(target=self._run, args=(self.session,), daemon=True).start()

    def stop(self) -> None:
        """End it."""
        assert self.session
        self.session.changes.stop(CannotRun("the end"))
        self.session.close()

    @staticmethod
    def _run(session: Session) -> None:
        with contextlib.suppress(CannotRun):
            session.run()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A small site with a theme of its own, previewed."""
    site = small_site(tmp_path / "site")
    shutil.copytree(THEME, site.root / "theme")
    conf = site.root / "pelicanconf.py"
    conf.write_text(_CONF.format(variants=VARIANTS), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    running = Live(site, port, Faulty(conf, f"http://localhost:{port}"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody new whose pages must not fail."""
    faults: list[str] = []
    found = browser.new_context(viewport={"width": 1280, "height": 740})
    found.on("weberror", lambda error: faults.append(str(error.error)))
    yield found
    found.close()
    assert faults == []


def opened(context: BrowserContext, url: str) -> Page:
    """A page that is marked, so that a reload shows, and follows the preview."""
    page = context.new_page()
    with page.expect_response("**/_live/page?*"):  # asked once the stream has begun
        page.goto(url)
    try:
        page.evaluate(MARK)
    except Error:  # what was saved before has just been built, and the page is loaded anew
        page.wait_for_load_state()
        page.evaluate(MARK)
    return page


def marked(page: Page) -> bool:
    """Whether the page was not loaded anew."""
    return bool(page.evaluate("window.mark === 'kept'"))


def bar(page: Page) -> Any:
    """The overlay."""
    return page.locator("hutong-live .all")


# Reloading


def test_a_saved_article_comes_up_by_itself(live: Live, context: BrowserContext) -> None:
    """The open page shows what was saved, without navigation, where the reader was."""
    page = opened(context, live.url())
    live.site.write(ARTICLE, LONG)
    expect(page.get_by_text("第199段，只供測試。")).to_have_count(1)
    page.evaluate("window.scrollTo(0, 1234)")
    live.site.write(ARTICLE, LONG.replace("第199段", "最後一段"))
    expect(page.get_by_text("最後一段，只供測試。")).to_have_count(1)
    assert not marked(page)
    assert page.evaluate("window.scrollY") == 1234
    live.site.write(ARTICLE, LONG)
    expect(page.get_by_text("第199段，只供測試。")).to_have_count(1)
    assert page.evaluate("window.scrollY") == 1234


def test_a_page_that_nothing_touches_stays(live: Live, context: BrowserContext) -> None:
    """Another article's text is no reason to load this page anew; a list of both is loaded."""
    page = opened(context, live.url())
    other = opened(context, live.url("zh-hans/news/2026/alliance/"))
    file = live.site.root / "content" / OTHER
    live.site.write(OTHER, file.read_text(encoding="utf-8") + "\n又加了一句。\n")
    expect(other.get_by_text("又加了一句。")).to_be_visible()
    assert not marked(other)
    page.wait_for_timeout(300)
    assert marked(page)


def test_two_tabs_of_one_page_both_follow(live: Live, context: BrowserContext) -> None:
    """Every tab shows the same save."""
    pages = [opened(context, live.url()) for _ in range(2)]
    live.site.write(ARTICLE, HANT + "\n兩個分頁。\n")
    for page in pages:
        expect(page.get_by_text("兩個分頁。")).to_be_visible()


def test_ten_tabs_share_one_stream(live: Live, context: BrowserContext) -> None:
    """A browser opens six connections to a server; its tenth tab still loads and follows."""
    pages = [opened(context, live.url()) for _ in range(10)]
    assert live.session
    assert live.session.feed.listeners == 1
    live.site.write(ARTICLE, HANT + "\n十個分頁。\n")
    for page in pages:
        expect(page.get_by_text("十個分頁。")).to_be_visible()


def test_browsers_without_shared_workers_follow_too(live: Live, context: BrowserContext) -> None:
    """A page that cannot share a stream has one of its own."""
    context.add_init_script("delete window.SharedWorker")
    page = opened(context, live.url())
    live.site.write(ARTICLE, HANT + "\n獨自跟上。\n")
    expect(page.get_by_text("獨自跟上。")).to_be_visible()


def test_a_style_is_swapped_in_place(live: Live, context: BrowserContext) -> None:
    """A changed stylesheet is in force without loading the page, the old one gone; twice."""
    page = opened(context, live.url())
    css = live.site.root / "theme/static/hutong.css"
    plain = css.read_text(encoding="utf-8")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        css.write_text(f"{plain}\nh1 {{ color: {colour}; }}\n", encoding="utf-8")
        expect(page.locator("h1")).to_have_css("color", colour)
        expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert marked(page)
    css.write_text(plain, encoding="utf-8")
    expect(page.locator("h1")).not_to_have_css("color", "rgb(4, 5, 6)")
    assert marked(page)


def test_a_changed_program_loads_the_page(live: Live, context: BrowserContext) -> None:
    """The theme's script cannot be swapped, so the page is loaded anew."""
    page = opened(context, live.url())
    script = live.site.root / "theme/static/hutong.js"
    text = script.read_text(encoding="utf-8")
    script.write_text(f"{text}\ndocument.documentElement.dataset.new = '1';\n", encoding="utf-8")
    expect(page.locator("html[data-new='1']")).to_have_count(1)
    assert not marked(page)


def test_a_changed_picture_loads_the_pages_that_show_it(
    live: Live, context: BrowserContext
) -> None:
    """A picture under the same name is seen on its own page, and other pages stay."""
    live.site.write("images/box.svg", PICTURE.format(colour="red"))
    live.site.write(ARTICLE, f"{HANT}\n![方塊](images/box.svg)\n")
    page = opened(context, live.url())
    expect(page.locator("img[src$='box.svg']")).to_have_count(1)
    page.evaluate(MARK)
    other = opened(context, live.url("zh-hant/news/2026/alliance/"))
    live.site.write("images/box.svg", PICTURE.format(colour="blue"))
    expect(page.locator("html[data-mark]")).to_have_count(0)
    assert marked(other)


def test_templates_words_terms_and_settings_come_up(live: Live, context: BrowserContext) -> None:
    """A template, a catalogue, the glossary, a decision's file and the settings are sources too."""
    page = opened(context, live.url("zh-hans/news/2026/agreement/"))
    template = live.site.root / "theme/templates/partials/footer.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}<p>新模板</p>\n", encoding="utf-8")
    expect(page.get_by_text("新模板")).to_be_visible()
    live.site.write("glossary/terms.tsv", "zh-Hant-HK\tzh-Hans-CN\tnote\n合作夥伴\t合作拍档\t\n")
    expect(page.locator("article, main").get_by_text("合作拍档").first).to_be_visible()
    conf = live.conf.read_text(encoding="utf-8")
    live.conf.write_text(conf.replace("样本站", "改名站"), encoding="utf-8")
    expect(page).to_have_title("样本协议签署 - 改名站", timeout=10_000)


def test_a_deleted_page_is_missing_and_comes_back(live: Live, context: BrowserContext) -> None:
    """The page of an article that was deleted becomes the 404 page, and the article's again."""
    page = opened(context, live.url())
    (live.site.root / "content" / ARTICLE).unlink()
    expect(page.get_by_text("找不到網頁")).to_be_visible()
    live.site.write(ARTICLE, HANT)
    expect(page.get_by_role("heading", name="樣本協議簽署")).to_be_visible()


def test_pages_follow_a_preview_that_was_started_again(live: Live, context: BrowserContext) -> None:
    """A stopped preview is told in the page; after the next start it shows the site of now."""
    page = opened(context, live.url())
    live.stop()
    expect(bar(page).get_by_text("預覽已停止")).to_be_visible(timeout=10_000)
    live.site.write(ARTICLE, HANT + "\n停着時寫的。\n")
    live.start()
    expect(page.get_by_text("停着時寫的。")).to_be_visible(timeout=15_000)
    expect(bar(page)).to_be_hidden()
    live.site.write(ARTICLE, HANT + "\n再寫一句。\n")
    expect(page.get_by_text("再寫一句。")).to_be_visible()


def test_the_first_build_is_waited_for(live: Live, context: BrowserContext) -> None:
    """Who comes before there is anything to see is told so, in both scripts, and then sees it."""
    live.stop()
    shutil.rmtree(live.site.root / ".cache")
    live.builder.may_build.clear()
    live.begin()
    page = context.new_page()
    answer = page.goto(live.url())
    assert answer
    assert answer.status == 503
    expect(page.get_by_role("heading", name="正在建立預覽")).to_be_visible()
    expect(page.get_by_role("heading", name="正在建立预览")).to_be_visible()
    live.builder.may_build.set()
    expect(page.get_by_role("heading", name="樣本協議簽署")).to_be_visible(timeout=15_000)


def test_saves_in_quick_succession_end_with_the_last(live: Live, context: BrowserContext) -> None:
    """Builds do not overtake one another: what was saved last is what is seen."""
    page = opened(context, live.url())
    for number in range(12):
        live.site.write(ARTICLE, f"{HANT}\n第{number}次儲存。\n")
        time.sleep(0.05)
    expect(page.get_by_text("第11次儲存。")).to_be_visible()


def test_nothing_of_it_is_on_disk(live: Live, context: BrowserContext) -> None:
    """The script is only in what is sent."""
    page = opened(context, live.url())
    assert "/_live/live.js" in page.content()
    files = (live.site.root / ".cache/preview").rglob("*.html")
    assert [file for file in files if "_live" in file.read_text(encoding="utf-8")] == []


# The bar


def test_a_problem_is_told_until_it_is_mended(live: Live, context: BrowserContext) -> None:
    """Path and line come first; the page stays the last good one, and the bar goes by itself."""
    page = opened(context, live.url())
    expect(bar(page)).to_be_hidden()
    live.site.write(ARTICLE, BROKEN)
    expect(bar(page).get_by_text("有1處問題")).to_be_visible()
    expect(bar(page).locator("code")).to_have_text(f"content/{ARTICLE}:1")
    expect(bar(page).locator("li")).to_contain_text("title")
    expect(page.get_by_role("heading", name="樣本協議簽署")).to_be_visible()
    assert marked(page)
    late = opened(context, live.url("zh-hans/"))
    expect(bar(late).get_by_text("有1处问题")).to_be_visible()
    live.site.write(ARTICLE, HANT)
    expect(bar(page)).to_be_hidden()
    expect(bar(late)).to_be_hidden()
    assert marked(page)


def test_a_fault_of_ours_is_told_as_such(live: Live, context: BrowserContext) -> None:
    """Whoever did nothing wrong is told so, and the preview goes on."""
    page = opened(context, live.url())
    live.builder.fault = ValueError("odd <b>thing</b>")
    live.site.write(ARTICLE, HANT + "\n一句。\n")
    expect(bar(page).get_by_text("ValueError: odd <b>thing</b>")).to_be_visible()
    expect(bar(page).get_by_text("不是文章的問題")).to_be_visible()
    live.builder.fault = None
    live.site.write(ARTICLE, HANT + "\n兩句。\n")
    expect(page.get_by_text("兩句。")).to_be_visible()
    expect(bar(page)).to_be_hidden()


def test_the_bar_is_worked_by_keys_and_stays_away(live: Live, context: BrowserContext) -> None:
    """Tab reaches it, Enter and Escape fold it, and what was closed is closed on the next page."""
    page = opened(context, live.url())
    live.site.write(ARTICLE, BROKEN)
    panel = bar(page).get_by_role("group")
    expect(panel).to_be_visible()
    page.keyboard.press("Shift+Tab")  # from the top of the page to its end
    expect(bar(page).get_by_role("button", name="關閉")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    toggle = bar(page).get_by_role("button", name="有1處問題")
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.reload()
    expect(toggle).to_be_visible()
    expect(panel).to_be_hidden()
    bar(page).get_by_role("button", name="關閉").click()
    expect(bar(page)).to_be_hidden()
    page.goto(live.url("zh-hans/"))
    page.wait_for_timeout(500)
    expect(bar(page)).to_be_hidden()
    live.site.write(ARTICLE, HANT.replace("date: 2026-03-02 09:30", "date: 某日"))
    expect(bar(page).get_by_text("处问题")).to_be_visible()


def test_notes_of_the_article_are_counted_in_its_page(live: Live, context: BrowserContext) -> None:
    """The page of a doubtful article links to the review desk; others say nothing."""
    live.site.write("news/2026/doubts.md", DOUBTFUL)
    page = opened(context, live.url("zh-hant/news/2026/doubts/"))
    link = bar(page).get_by_role("link", name="處轉換待定")
    expect(link).to_be_visible(timeout=20_000)
    other = opened(context, live.url())
    expect(bar(other)).to_be_hidden()
    link.click()
    page.wait_for_url("**/_review/#n-*")
    expect(page.locator("#list")).to_contain_text("双方同意复核全部个案")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_fits_and_is_accessible(
    live: Live, browser: Browser, node_modules: Path, width: int, scheme: Any
) -> None:
    """In both schemes and widths nothing sticks out, and axe finds nothing in the bar."""
    context = browser.new_context(
        viewport={"width": width, "height": 740}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = opened(context, live.url())
    live.site.write(ARTICLE, BROKEN + "[x](../2025/there-is-no-such-article-of-a-long-name.md)\n")
    expect(bar(page).get_by_role("group")).to_be_visible()
    box = bar(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=node_modules / "axe-core" / "axe.min.js")
    found = page.evaluate(
        "(rules) => axe.run({ include: [['hutong-live']] }, { runOnly: rules })", RULES
    )
    assert found["violations"] == []
    assert found["passes"]
    context.close()


def test_style_does_not_cross_the_bar(live: Live, context: BrowserContext) -> None:
    """The boldest rules of a site leave the bar alone, and the bar leaves the site alone."""
    page = opened(context, live.url())
    live.site.write(ARTICLE, BROKEN)
    expect(bar(page).get_by_role("group")).to_be_visible()
    look = """() => {
        const all = document.querySelector("hutong-live").shadowRoot.querySelector(".all");
        const box = all.getBoundingClientRect();
        const style = getComputedStyle(all);
        return [box.x, box.y, box.width, box.height, style.color, style.fontSize];
    }"""
    before = page.evaluate(look)
    heading = "getComputedStyle(document.querySelector('h1')).cssText"
    plain = page.evaluate(heading)
    page.evaluate(
        "document.querySelector('hutong-live').shadowRoot.querySelector('style').remove()"
    )
    assert page.evaluate(heading) == plain
    page.reload()
    expect(bar(page).get_by_role("group")).to_be_visible()
    rule = "*, hutong-live { font-size: 40px; color: red; position: static; --ink: red; }"
    page.add_style_tag(content=rule + " html { font-size: 40px } p, li, button { margin: 9em }")
    assert page.evaluate(look) == before

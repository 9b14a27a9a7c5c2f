"""The review page in a browser: every key, saving, the page from a file, accessibility."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from hutong.decisions import Decision, format_decisions, parse_decisions
from hutong.desk.review_data import (
    ReviewArticle,
    ReviewCounterpart,
    ReviewData,
    ReviewDecision,
    ReviewNote,
    ReviewVariant,
)
from hutong.desk.review_page import review_file
from hutong.desk.serve import review_desk, start
from tests.site.test_axe import RULES
from tests.small import THEME, VARIANTS, SmallSite, small_site

PATH = "news/2026/doubts.md"
TEXT = """---
title: 样本
variant: zh-Hans-CN
date: 2026-05-01
---
双方同意复核全部个案，干事会作出答复。

编制指引时，请准备复核；他的答复里有水面图。
"""
GLOSSARY = "zh-Hant-HK\tzh-Hans-CN\tnote\n樣本\t样本\t\n"
_CONF = """
SITEURL = "http://localhost:8000"
TIMEZONE = "Asia/Hong_Kong"
THEME = {theme!r}
HUTONG_VARIANTS = {variants!r}
HUTONG_NOW = "2026-11-22T12:00:00+08:00"
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """A served site; ``url`` is its review page."""

    site: SmallSite
    url: str

    @property
    def decisions(self) -> list[tuple[str, str]]:
        """What is decided on disk: text and choice."""
        text = (self.site.root / "content/decisions.tsv").read_text(encoding="utf-8")
        decisions, problems = parse_decisions(text, "x")
        assert problems == ()
        return [(one.before, one.choice) for one in decisions]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A site with doubts behind ``invoke serve``'s own server."""
    site = small_site(tmp_path / "site")
    site.write(PATH, TEXT)
    site.write("glossary/terms.tsv", GLOSSARY)
    conf = site.root / "pelicanconf.py"
    conf.write_text(_CONF.format(theme=str(THEME), variants=VARIANTS), encoding="utf-8")
    server = start("127.0.0.1", 0, tmp_path, review_desk(conf, "http://localhost:8000"))
    yield Desk(site, f"http://localhost:{server.server_address[1]}/_review/")
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not fail, nor ask any other host."""
    faults: list[str] = []
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("request", lambda one: None if _ours(one.url) else faults.append(one.url))
    yield page
    context.close()
    assert [one for one in faults if "409" not in one] == []


def _ours(url: str) -> bool:
    return url.startswith(("http://localhost:", "file:", "data:", "blob:"))


def press(page: Page, keys: str) -> None:
    """Type keys on the page, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def current(page: Page) -> str:
    """The id of the note that keys are about."""
    return page.locator(".note[aria-current]").get_attribute("id") or ""


def marked(page: Page) -> str:
    """The text that the current note's reading shows."""
    return page.locator(".note[aria-current] .reading mark").inner_text()


def saved(page: Page) -> None:
    """Save, and wait until the page has the fresh notes."""
    with page.expect_response("**/notes.json"):
        page.keyboard.press("s")
    expect(page.locator("#save")).to_be_disabled()


def test_keys_move_choose_and_save(desk: Desk, page: Page) -> None:
    """An editor decides three places without the mouse, and finds them in the file."""
    page.goto(desk.url)
    page.check("[name=amount][value=all]", force=True)
    assert page.locator(".note").count() >= 3
    first = current(page)
    press(page, "j")
    assert current(page) != first
    press(page, "k")
    assert current(page) == first
    other = page.locator(".note[aria-current] .choices button").nth(1).get_attribute("data-choice")
    press(page, "2")
    expect(page.locator(f"#{first} .reading mark")).to_have_text(other or "")
    assert current(page) != first, "a decision leads on to the next place"
    before = page.locator(".note[aria-current] .source mark").inner_text()
    press(page, "p")
    accepted = marked(page)
    press(page, "a")
    expect(page.locator("#save-text")).to_contain_text("3")
    saved(page)
    choices = [choice for _, choice in desk.decisions]
    assert sorted(choices) == sorted([str(other), before, accepted])
    expect(page.locator(f"#{first}")).to_have_count(0)
    page.select_option("[name=state]", "decided")
    expect(page.locator(".note")).to_have_count(3)


def test_undo_takes_back_what_was_decided(desk: Desk, page: Page) -> None:
    """Before saving the last decision is taken back; after it, the one on the note."""
    page.goto(desk.url)
    first = current(page)
    press(page, "p")
    press(page, "u")
    assert current(page) == first
    expect(page.locator("#save")).to_be_disabled()
    press(page, "p")
    saved(page)
    assert len(desk.decisions) == 1
    page.select_option("[name=state]", "decided")
    expect(page.locator(".note.decided")).to_have_count(1)
    page.locator(".note .why").click()
    press(page, "u")
    saved(page)
    assert desk.decisions == []


def test_another_text_must_be_as_long(desk: Desk, page: Page) -> None:
    """The editor's own text is taken if it fits the place."""
    page.goto(desk.url)
    before = page.locator(".note[aria-current] .source mark").inner_text()
    press(page, "e")
    page.fill("#write-text", before + "字")
    page.keyboard.press("Enter")
    expect(page.locator("#write-wrong")).not_to_be_empty()
    page.fill("#write-text", "字" * len(before))
    page.keyboard.press("Enter")
    saved(page)
    assert desk.decisions == [(before, "字" * len(before))]


def test_keys_in_fields_are_text(desk: Desk, page: Page) -> None:
    """Typing in a dialog decides nothing."""
    page.goto(desk.url)
    press(page, "g")
    page.locator("#term-note").press_sequentially("japs1")
    assert page.input_value("#term-note") == "japs1"
    page.keyboard.press("Escape")
    expect(page.locator("#save")).to_be_disabled()


def test_a_word_is_added_to_the_glossary(desk: Desk, page: Page) -> None:
    """The word is grown to its neighbours, prefilled in both scripts, saved and sorted."""
    page.goto(desk.url)
    page.check("[name=amount][value=all]", force=True)
    page.locator(".note", has_text="全部个案").filter(has_text="复核").first.locator(
        ".why, .facts"
    ).first.click()
    word = page.locator(".note[aria-current] .source mark").inner_text()
    press(page, "g")
    expect(page.locator("#term-word")).to_have_text(word)
    page.click("[data-move=left-out]")
    page.keyboard.press("ArrowRight")
    grown = page.locator("#term-word").inner_text()
    assert len(grown) == len(word) + 2
    assert word in grown
    assert page.input_value("[data-form=zh-Hans-CN]") == grown
    hant = page.input_value("[data-form=zh-Hant-HK]")
    assert len(hant) == len(grown)
    with page.expect_response("**/notes.json"):
        page.click("#term-submit")
    text = (desk.site.root / "content/glossary/terms.tsv").read_text(encoding="utf-8")
    assert f"{hant}\t{grown}\t\n" in text
    expect(page.locator("#toast")).to_contain_text("content/glossary/terms.tsv")
    expect(page.locator("#term-dialog")).to_be_hidden()


def test_a_refusal_is_shown_in_the_form(desk: Desk, page: Page) -> None:
    """A word that the glossary has is told with its line, and the form stays open."""
    page.goto(desk.url)
    press(page, "g")
    page.fill("[data-form=zh-Hant-HK]", "樣本")
    page.fill("[data-form=zh-Hans-CN]", "样本")
    page.click("#term-submit")
    expect(page.locator("#term-wrong")).to_contain_text("content/glossary/terms.tsv:2")
    expect(page.locator("#term-dialog")).to_be_visible()


def test_stale_decisions_can_be_removed(desk: Desk, page: Page) -> None:
    """A decision whose sentence is gone is listed, removed and saved."""
    old = Decision(
        path=PATH, variant="zh-Hant-HK", sentence="从前的复核。", at=3, before="复", choice="覆"
    )
    desk.site.write("decisions.tsv", format_decisions([old]))
    page.goto(desk.url)
    stale = page.locator(".stale")
    expect(stale).to_contain_text("从前的复核。")
    stale.locator("[data-remove]").click()
    expect(page.locator("#save")).to_be_enabled()
    saved(page)
    assert desk.decisions == []
    expect(stale).to_have_count(0)


def test_errors_of_the_content_are_shown(desk: Desk, page: Page) -> None:
    """With broken content the page says what to mend."""
    desk.site.write("news/bad.md", "---\ntitle: x\n---\n文")
    page.goto(desk.url)
    expect(page.locator(".problems")).to_contain_text("content/news/bad.md")


def test_the_page_speaks_both_scripts_and_remembers(desk: Desk, page: Page) -> None:
    """The switch changes every word at once, and the choice lasts."""
    page.goto(desk.url)
    expect(page.locator("h1")).to_have_text("轉換覆核")
    page.click("[data-script=zh-Hans-CN]")
    expect(page.locator("h1")).to_have_text("转换复核")
    assert page.locator("html").get_attribute("lang") == "zh-Hans-CN"
    page.reload()
    expect(page.locator("h1")).to_have_text("转换复核")


# The page from a file -----------------------------------------------------------------------


def _note(number: int, sentence: str = "他复出了。", **changes: Any) -> ReviewNote:
    fields = {
        "id": f"{number:016x}", "lines": (number + 6,), "variant": "zh-Hant-HK", "rule": "context",
        "sentence": sentence, "at": 1, "before": sentence[1], "after": "復",
        "choices": ("復", "複"), "confidence": 0.6, "reading": f"他復{sentence[2:]}",
        "reading_at": 1, "few": True, "decided": None, **changes,
    }  # fmt: skip
    return ReviewNote(**fields)


def _data(*notes: ReviewNote) -> ReviewData:
    article = ReviewArticle(
        path="content/news/a.md", title="样本", variant="zh-Hans-CN", pages={}, notes=notes
    )
    variants = (
        ReviewVariant(tag="zh-Hant-HK", label="繁體"),
        ReviewVariant(tag="zh-Hans-CN", label="简体"),
    )
    stale = ReviewDecision(
        id="f" * 16, path="news/b.md", variant="zh-Hant-HK", sentence="又复\\核\t了。", at=1,
        before="复", choice="复", note="人名", stale=True,
    )  # fmt: skip
    behind = ReviewCounterpart(
        path="content/news/a.zh-Hant-HK.md",
        original="content/news/a.md",
        changed="2026-11-20",
        read="2026-11-01",
        committed=True,
    )
    return ReviewData(
        variants=variants,
        articles=(article,),
        decisions=(stale,),
        counterparts=(behind,),
        topics=("terms",),
    )


def _file(tmp_path: Path, data: ReviewData) -> str:
    folder = tmp_path / "review"
    folder.mkdir()
    settings = small_site(tmp_path).settings()
    file = folder / "index.html"
    file.write_text(review_file(data, settings=settings, folder=folder), encoding="utf-8")
    return file.as_uri()


def test_a_page_from_a_file_gives_the_decisions_to_take_along(tmp_path: Path, page: Page) -> None:
    """It cannot save; it offers the whole file, valid, in the order that Python wants."""
    odd = ["他复\U00020bb7。", "他复，出。", "他复\ufa0e。", '他复<b>"\\。']
    notes = [_note(number, sentence) for number, sentence in enumerate(odd)]
    page.goto(_file(tmp_path, _data(*notes)))
    press(page, "1p2as")
    expect(page.locator("#save-dialog")).to_be_visible()
    with page.expect_download() as download:
        page.click("#save-download")
    assert download.value.suggested_filename == "decisions.tsv"
    text = download.value.path().read_text(encoding="utf-8")
    decisions, problems = parse_decisions(text, "x")
    assert problems == ()
    assert text == format_decisions(decisions)
    chosen = {one.sentence: one.choice for one in decisions}
    assert [chosen[one] for one in odd] == ["復", "复", "複", "復"]
    assert [one.note for one in decisions if one.path == "news/b.md"] == ["人名"]


def test_characters_beyond_the_basic_plane_count_as_one(tmp_path: Path, page: Page) -> None:
    """A rare character before the place does not shift the mark."""
    rare = _note(
        0, "\U00020bb7他复出。", at=2, before="复", reading="\U00020bb7他復出。", reading_at=2
    )
    page.goto(_file(tmp_path, _data(rare)))
    assert page.locator(".source mark").inner_text() == "复"
    assert marked(page) == "復"
    press(page, "g")
    page.click("[data-move=left-out]")
    page.click("[data-move=left-out]")
    assert page.input_value("[data-form=zh-Hant-HK]") == "\U00020bb7他復"


def test_many_notes_come_in_portions(tmp_path: Path, page: Page) -> None:
    """A long list is drawn as the editor goes on, by button or by key."""
    page.goto(
        _file(tmp_path, _data(*(_note(number, f"他复出{number}。") for number in range(150))))
    )
    expect(page.locator(".note")).to_have_count(60)
    press(page, "j" * 60)
    assert current(page) == f"n-{60:016x}"
    page.click("#more")
    expect(page.locator(".note")).to_have_count(150)
    expect(page.locator("#more")).to_be_hidden()


def test_a_slip_of_the_source_can_only_be_kept(tmp_path: Path, page: Page) -> None:
    """The article itself is the editor's to change; the page can say that it is meant so."""
    page.goto(_file(tmp_path, _data(_note(0, variant="", rule="mixed-script"))))
    assert page.locator(".choices").count() == 0
    press(page, "a1eg")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#save")).to_be_disabled()
    press(page, "p")
    expect(page.locator("#save")).to_be_enabled()


def test_filters_narrow_the_list(tmp_path: Path, page: Page) -> None:
    """Only the reason, edition or amount asked for is shown, and a decided note stays in sight."""
    notes = [
        _note(0),
        _note(1, "他复查了。", rule="name"),
        _note(2, "他复习了。", few=False),
        _note(3, "他复印了。", decided="複"),
    ]
    page.goto(_file(tmp_path, _data(*notes)))
    expect(page.locator(".note")).to_have_count(2)
    press(page, "1")
    expect(page.locator(".note")).to_have_count(2)
    page.check("[name=amount][value=all]", force=True)
    expect(page.locator(".note")).to_have_count(2)
    page.select_option("[name=state]", "")
    expect(page.locator(".note")).to_have_count(4)
    page.select_option("[name=rule]", "name")
    expect(page.locator(".note")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("script", ["zh-Hant-HK", "zh-Hans-CN"])
def test_the_page_has_no_accessibility_faults(
    tmp_path: Path,
    page: Page,
    node_modules: Path,
    script: str,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    """Nor does it scroll sideways, whatever is open."""
    axe = (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    slip = _note(2, "他复制了。", variant="", rule="mixed-script")
    notes = [_note(0), _note(1, "他复查了。", decided="复"), slip]
    page.goto(_file(tmp_path, _data(*notes)))
    page.click(f"[data-script={script}]")
    page.evaluate("$ => { document.getElementById('filters').open = true }")
    page.select_option("[name=state]", "")
    found: list[str] = []
    for keys in ("", "?", "g", "e", "ps"):
        press(page, keys)
        page.evaluate(axe)
        run = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
        result = page.evaluate(run, RULES)
        found += [
            f"{keys} {fault['id']}: {node['html'][:120]}"
            for fault in result["violations"]
            for node in fault["nodes"]
        ]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), keys
        if keys:
            page.keyboard.press("Escape")
    assert found == []

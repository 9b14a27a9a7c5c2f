"""The pages of records in a browser: without scripts, on a phone, and how they are cited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.demo import EDITIONS

RECORDS: Final = (
    "agreements/nansha-hkicm-2023/",
    "agreements/zhuhai-macao-skills-2023/",
    "organisations/hkicm/",
    "people/zhang-jiabing/",
    "policies/nansha-plan/",
    "places/hong-kong/",
    "subjects/talent/",
)
FACTS: Final = {
    "zh-hant": {
        "agreements/nansha-hkicm-2023/": (
            "2023年6月16日", "香港營造師學會", "孟家榮", "鄭翔", "張家炳", "李永權", "高星林",
            "南沙方案", "30多人", "逾2,000名",
        ),
        "agreements/zhuhai-macao-skills-2023/": (
            "2023年3月6日", "珠海市人力資源和社會保障局", "黃志雄", "近100家", "10萬元",
        ),
    },
    "zh-hans": {
        "agreements/nansha-hkicm-2023/": (
            "2023年6月16日", "香港营造师学会", "孟家荣", "郑翔", "张家炳", "李永权", "高星林",
            "南沙方案", "30多人", "逾2,000名",
        ),
        "agreements/zhuhai-macao-skills-2023/": (
            "2023年3月6日", "珠海市人力资源和社会保障局", "黄志雄", "近100家", "10万元",
        ),
    },
}  # fmt: skip
"""What the seeds say, as each edition must."""


@contextmanager
def _page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a browser profile of its own."""
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("path", RECORDS)
def test_records_are_whole_without_scripts(
    server: str, browser: Browser, edition: str, path: str
) -> None:
    """Heading, lists and the way back are there; nothing that needs a script is shown."""
    with _page(browser, java_script_enabled=False) as page:
        page.goto(f"{server}/{edition}/{path}")
        assert page.locator("h1").is_visible()
        assert page.locator("main section h2:visible").count() >= 1
        assert page.locator("button:visible").count() == 0
        kicker = page.locator(".record-head .kicker a")
        assert kicker.get_attribute("href") == f"/{edition}/{path.partition('/')[0]}/"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_seeds_facts_are_on_their_cards(server: str, browser: Browser, edition: str) -> None:
    """Parties, signatories, witnesses, policies and figures, in the script of the edition."""
    with _page(browser, java_script_enabled=False) as page:
        for path, facts in FACTS[edition].items():
            page.goto(f"{server}/{edition}/{path}")
            text = page.locator("main").inner_text().replace(" ", "")
            assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_record_is_wider_than_the_screen(server: str, browser: Browser, width: int) -> None:
    """Tables become lines on a phone; nothing sticks out, even with the citations open."""
    with _page(browser, viewport={"width": width, "height": 800}) as page:
        for path in RECORDS:
            page.goto(f"{server}/{EDITIONS[0]}/{path}")
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_every_cell_says_what_it_is_on_a_phone(server: str, browser: Browser) -> None:
    """Where the headings of a table are out of sight, its cells have labels."""
    with _page(browser, viewport={"width": 360, "height": 800}) as page:
        page.goto(f"{server}/{EDITIONS[0]}/{RECORDS[0]}")
        cells = page.locator(".stacked td:not(:first-child):not(:empty)")
        assert cells.count() > 0
        for cell in cells.all():
            label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
            assert label.strip('"') == cell.get_attribute("data-label")


def test_a_citation_is_copied(server: str, browser: Browser) -> None:
    """The button puts the words that stand above it into the clipboard, and says so."""
    permissions = ["clipboard-read", "clipboard-write"]
    with _page(browser, permissions=permissions) as page:
        page.goto(f"{server}/{EDITIONS[0]}/{RECORDS[0]}")
        page.locator(".cite summary").click()
        page.locator(".cite button").nth(1).click()
        expect(page.locator("[data-status]")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".cite pre").nth(1).inner_text()
        assert "[Z/OL]" in copied


def test_a_citation_that_cannot_be_copied_is_left_to_select(server: str, browser: Browser) -> None:
    """A browser that refuses says so; nothing else breaks."""
    with _page(browser) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(
            "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
        )
        page.goto(f"{server}/{EDITIONS[0]}/{RECORDS[0]}")
        page.locator(".cite summary").click()
        button = page.locator(".cite button").first
        button.click()
        expect(page.locator("[data-status]")).to_have_text(
            button.get_attribute("data-failed") or "nothing"
        )
        assert errors == []

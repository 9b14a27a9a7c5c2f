"""What readers get in a browser: with and without scripts, at every width, from nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.site.demo import EDITIONS, Demo


@contextmanager
def _page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a browser profile of its own."""
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("edition", EDITIONS)
def test_articles_work_without_scripts(
    demo: Demo, server: str, browser: Browser, edition: str
) -> None:
    """Headline, text, share links, address and the way to the other script are all there."""
    file = demo.samples()["news article", edition]
    with _page(browser, java_script_enabled=False) as page:
        page.goto(f"{server}/{demo.path(file)}")
        assert page.locator("h1").is_visible()
        prose = page.locator(".prose")
        assert prose.is_visible()
        assert len(prose.inner_text()) > 200
        links = page.locator(".share a[href^='http'], .share a[href^='mailto']")
        assert links.count() >= 5
        assert all(link.is_visible() for link in links.all())
        buttons = page.locator("button:visible")
        assert buttons.count() == 0, "a button that needs a script is shown without one"
        other = next(one for one in EDITIONS if one != edition)
        page.locator(f"a[hreflang][href*='/{other}/']:visible").first.click()
        assert page.url.endswith(demo.path(file).replace(edition, other, 1))


def test_wechat_offers_the_address_without_scripts(
    demo: Demo, server: str, browser: Browser
) -> None:
    """Where no QR code can be drawn, opening WeChat shows the address to copy."""
    file = demo.samples()["news article", EDITIONS[0]]
    with _page(browser, java_script_enabled=False) as page:
        page.goto(f"{server}/{demo.path(file)}")
        details = page.locator("details[data-qr]")
        details.locator("summary").click()
        assert details.get_by_text(demo.url(file)).is_visible()


def test_the_gateway_works_without_scripts(demo: Demo, server: str, browser: Browser) -> None:
    """The front page stays where it is and leads to both editions."""
    with _page(browser, java_script_enabled=False) as page:
        page.goto(f"{server}/")
        assert page.url == f"{server}/"
        for edition in EDITIONS:
            assert page.locator(f"a[href='{demo.base}/{edition}/']").first.is_visible()


@pytest.mark.parametrize(
    ("locale", "edition"),
    [("zh-HK", "zh-hant"), ("zh-TW", "zh-hant"), ("zh-CN", "zh-hans"), ("zh-SG", "zh-hans")],
)
def test_the_gateway_sends_readers_to_their_script(
    demo: Demo, server: str, browser: Browser, locale: str, edition: str
) -> None:
    """The browser's language decides, unless the reader asked to stay."""
    with _page(browser, locale=locale) as page:
        page.goto(f"{server}/")
        page.wait_for_url(f"{server}/{edition}/")
        page.goto(f"{server}/#stay")
        page.wait_for_load_state("networkidle")
        assert page.url == f"{server}/#stay"


def test_no_page_asks_other_hosts_for_anything(demo: Demo, server: str, browser: Browser) -> None:
    """Opening any kind of page, and its QR code, loads what this site has, and nothing else."""
    asked: list[Request] = []
    failed: list[str] = []
    with _page(browser) as page:
        page.on("request", lambda one: asked.append(one))  # noqa: PLW0108  # bound methods of builtins are refused
        page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
        page.on("pageerror", lambda error: failed.append(str(error)))
        for file in demo.samples().values():
            page.goto(f"{server}/{demo.path(file)}#stay", wait_until="networkidle")
            for details in page.locator("details[data-qr]").all():
                details.locator("summary").click()
                details.locator("canvas").wait_for()
    assert failed == []
    ours = server.removesuffix(demo.base) + "/"
    assert [one.url for one in asked if not one.url.startswith((ours, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(demo: Demo, server: str, browser: Browser, width: int) -> None:
    """Every kind of page fits the window, in both scripts."""
    with _page(browser, viewport={"width": width, "height": 900}) as page:
        too_wide = []
        for file in demo.samples().values():
            page.goto(f"{server}/{demo.path(file)}#stay")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append(demo.path(file))
    assert too_wide == []

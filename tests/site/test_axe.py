"""No accessibility fault on any kind of page, in either script, light or dark, small or wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.demo import EDITIONS, KINDS, Demo
from tests.soak import times

REGISTER = frozenset(list(KINDS)[list(KINDS).index("register") : list(KINDS).index("subject") + 1])
"""The kinds of pages of the register."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


@pytest.fixture(scope="module")
def axe(node_modules: Path) -> str:
    """The text of axe-core."""
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose animations stand still, so that colours are measured at rest."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _faults(page: Page, axe: str) -> list[str]:
    """What axe finds on the page that is open."""
    page.evaluate(axe)
    result: dict[str, Any] = page.evaluate(_RUN, RULES)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


def test_axe_finds_faults(page: Page, axe: str) -> None:
    """Grey on white, a picture without a text and a page without a language are all reported."""
    page.set_content(
        "<html><head><title>x</title></head><body><main><h1>x</h1>"
        "<p style='color:#ccc;background:#fff'>pale words</p><img src='data:,'>"
        "</main></body></html>"
    )
    found = {fault.partition(":")[0] for fault in _faults(page, axe)}
    assert {"color-contrast", "image-alt", "html-has-lang"} <= found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_accessibility_faults(
    demo: Demo, server: str, page: Page, axe: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Every kind of page in both editions is free of faults."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found: list[str] = []
    for (kind, edition), file in sorted(demo.samples().items()):
        page.goto(f"{server}/{demo.path(file)}#stay")
        found += [f"{kind} {edition}: {fault}" for fault in _faults(page, axe)]
    assert found == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_page_of_the_register_has_accessibility_faults(
    demo: Demo, server: str, page: Page, axe: str, edition: str
) -> None:
    """Every page of the register in ``make soak``, here some from all over it."""
    pages = [
        demo.path(file)
        for file in sorted(demo.output.joinpath(edition).rglob("index.html"))
        if demo.kind(file) in REGISTER
    ]
    assert len(pages) > len(REGISTER)
    found: list[str] = []
    for path in pages[:: times(max(1, len(pages) // 4), 1)]:
        page.goto(f"{server}/{path}#stay")
        found += [f"{path}: {fault}" for fault in _faults(page, axe)]
    assert found == []

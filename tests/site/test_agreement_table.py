"""The table of agreements: whole without scripts; with them narrowed, sorted, and linked to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from hutong.build.render import Renderer
from tests.site.conftest import Quiet
from tests.site.demo import EDITIONS
from tests.site.tables import (
    FACETS,
    choose,
    counts,
    expected_counts,
    fits,
    measured,
    opened,
    rows,
    shown,
)
from tests.theme.large import large_table
from tests.theme.parts import SCRIPTS

THEME: Final = Path(__file__).resolve().parents[2] / "theme"
BAR: Final = 100.0
"""Milliseconds in which a tick is answered, as issue 5 asks."""
TRIES: Final = 5
WIDE: Final = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def table(server: str, browser: Browser) -> Iterator[Page]:
    """The table of the demo site, on a large screen."""
    with opened(browser, f"{server}/zh-hant/agreements/", **WIDE) as page:
        yield page


def _commonest(page: Page, name: str) -> str:
    found = Counter(value for row in rows(page) for value in row.values[name])
    return found.most_common(1)[0][0]


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_scripts_the_table_is_whole_and_newest_first(
    server: str, browser: Browser, edition: str
) -> None:
    """Every agreement is there, the newest on top; nothing is offered that needs a script."""
    with opened(browser, f"{server}/{edition}/agreements/", java_script_enabled=False) as page:
        assert page.locator(".agreements tbody tr:visible").count() >= 10
        dates = page.eval_on_selector_all(
            ".agreements tbody tr", "all => all.map(x => x.dataset.date)"
        )
        known = [one for one in dates if one]
        assert known == sorted(known, reverse=True)
        assert not page.locator(".facets").is_visible()
        assert page.locator("button:visible").count() == 0


def test_counts_are_those_of_what_a_tick_would_show(table: Page) -> None:
    """Whatever is chosen, rows fit it, and each count says what its option would give or add."""
    whole, dice = rows(table), Random(7)  # noqa: S311 - nobody is to be kept from guessing it
    choice: dict[str, set[str]] = {}
    for _ in range(12):
        offered = [one.split("=") for one in counts(table)]
        name, value = dice.choice(offered)
        choose(table, (name, value))
        chosen = choice.setdefault(name, set())
        chosen ^= {value}
        given = {facet: values for facet, values in choice.items() if values}
        now = rows(table)
        assert [one.id for one in now] == [one.id for one in whole]
        assert [one.id for one in now if one.shown] == [one.id for one in whole if fits(one, given)]
        said = counts(table)
        for facet in FACETS:
            found = expected_counts(whole, given, facet)
            told = {key: count for key, count in said.items() if key.startswith(f"{facet}=")}
            assert told == {key: found.get(key.partition("=")[2], 0) for key in told}
            assert len(told) >= min(len(found), 8)


def test_the_result_is_announced(table: Page) -> None:
    """A live region says how many agreements fit, whenever that changes."""
    status = table.locator("[role=status]")
    whole = len(rows(table))
    expect(status).to_have_text(f"共{whole}份協議")
    choose(table, ("type", _commonest(table, "type")))
    expect(status).to_have_text(f"符合條件的協議{len(shown(table))}份，全部{whole}份")
    assert status.get_attribute("aria-live") == "polite"


def test_the_address_restores_what_was_chosen(table: Page, server: str, browser: Browser) -> None:
    """Back undoes a tick; a link, also in the other edition, shows the same rows and order."""
    first, second = _commonest(table, "type"), _commonest(table, "year")
    choose(table, ("type", first))
    narrowed = shown(table)
    choose(table, ("year", second))
    table.locator("[data-sort=title] button").click()
    found = shown(table)
    assert set(found) < set(narrowed)
    with opened(browser, table.url) as again:
        assert shown(again) == found
        assert again.locator("[data-sort=title]").get_attribute("aria-sort") == "ascending"
    table.go_back()
    table.go_back()
    assert shown(table) == narrowed
    assert not table.locator(f'input[name=year][value="{second}"]').is_checked()
    table.go_forward()
    with table.expect_navigation():
        table.locator(
            ".switch a[hreflang='zh-Hans-CN'], .switch a[data-edition='zh-Hans-CN']"
        ).click()
    assert f"year={second}" in table.url
    assert set(shown(table)) == set(found)


def test_unknown_words_in_the_address_change_nothing(server: str, browser: Browser) -> None:
    """A link that names what nobody knows shows the whole table."""
    address = f"{server}/zh-hant/agreements/?type=nonsense&sort=nonsense&x=%22%3E"
    with opened(browser, address, **WIDE) as page:
        assert len(shown(page)) == len(rows(page))


def test_titles_can_be_searched(table: Page) -> None:
    """Words in any case and width narrow the table; clearing shows all, and the cursor stays."""
    field = table.get_by_label("標題字詞")
    field.fill("ＣＥＰＡ")
    expect(table.locator("[role=status]")).to_contain_text("符合條件")
    titles = table.locator(".agreements tbody tr:visible th").all_inner_texts()
    assert titles
    assert all("CEPA" in one for one in titles)
    assert "q=" in table.url
    field.fill("沒有這樣的協議")
    expect(table.locator("[role=status]")).to_contain_text("協議0份")
    table.get_by_role("button", name="清除條件").click()
    assert len(shown(table)) == len(rows(table))
    assert "?" not in table.url
    expect(field).to_be_focused()


@pytest.mark.parametrize(
    "words",
    ["協議", "协议", "内地与香港关于建立更紧密经贸关系的安排",
     "Closer Economic Partnership Arrangement", "《內地", "關於修訂CEPA服務貿易協議的協議"],
    ids=["own", "other", "full", "english", "marks", "inner"],
)  # fmt: skip
def test_any_title_finds_an_agreement_in_either_edition(table: Page, words: str) -> None:
    """In either script, whole, in English, with its marks or without; and in the other edition."""
    table.get_by_label("標題字詞").fill(words)
    expect(table.locator("[role=status]")).to_contain_text("符合條件")
    found = shown(table)
    assert found
    with table.expect_navigation():
        table.locator(".switch a[data-edition='zh-Hans-CN']").click()
    assert sorted(shown(table)) == sorted(found)


def test_the_table_waits_for_a_word_that_is_still_being_typed(table: Page) -> None:
    """An input method shows letters before it shows Han; they are not searched for."""
    whole = len(shown(table))
    table.get_by_label("標題字詞").focus()
    typing = table.context.new_cdp_session(table)
    for letters in ("z", "zhon", "zhong"):
        typing.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        table.wait_for_timeout(250)
        assert len(shown(table)) == whole
    typing.send("Input.insertText", {"text": "仲裁"})
    expect(table.locator("[role=status]")).to_contain_text("符合條件")
    assert 0 < len(shown(table)) < whole


@pytest.mark.parametrize("key", ["title", "type", "status", "date", "parties"])
def test_columns_sort_both_ways(table: Page, key: str) -> None:
    """A head sorts by its column, again backwards; all rows stay, and the head says so."""
    button = table.locator(f"[data-sort={key}] button")
    before = sorted(shown(table))
    button.click()
    one = shown(table)
    first = table.locator(f"[data-sort={key}]").get_attribute("aria-sort")
    button.click()
    other = shown(table)
    second = table.locator(f"[data-sort={key}]").get_attribute("aria-sort")
    assert {first, second} == {"ascending", "descending"}
    assert sorted(one) == sorted(other) == before
    assert one != other
    assert table.locator("[aria-sort]").count() == 1


def test_long_lists_open_and_keep_the_focus(table: Page) -> None:
    """The most frequent parties come first, all are one press away; a ticked box keeps focus."""
    facet = table.locator("[data-facet=party]")
    assert facet.locator("li").count() == 8
    numbers = [int(one) for one in facet.locator(".count").all_text_contents()]
    assert numbers == sorted(numbers, reverse=True)
    facet.locator("[data-more]").click()
    parties = {one for row in rows(table) for one in row.values["party"]}
    assert facet.locator("li:not([hidden])").count() == len(parties)
    box = facet.locator("input").nth(3)
    box.focus()
    table.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()


def test_on_a_phone_the_facets_are_folded(server: str, browser: Browser) -> None:
    """They take no room until a reader asks, and nothing scrolls sideways."""
    small = {"viewport": {"width": 360, "height": 780}}
    with opened(browser, f"{server}/zh-hans/agreements/", **small) as page:
        assert not page.get_by_label("标题字词").is_visible()
        page.get_by_text("筛选", exact=True).click()
        assert page.get_by_label("标题字词").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a table of 1,000 agreements between 3,000 organisations."""
    root, script = tmp_path_factory.mktemp("large"), SCRIPTS[0]
    page = Renderer(THEME, {}, {}).for_locale(script.locale).render(large_table(script))
    (root / "index.html").write_bytes(page)
    (root / "theme").symlink_to(THEME / "static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_tick_in_a_thousand_rows_is_answered_in_100_ms(
    large: str, browser: Browser, width: int
) -> None:
    """So says the median of ticks in every facet; a busy machine is asked again."""
    ticks = [("type", "alliance"), ("status", "signed"), ("year", "2020"), ("place", "bay"),
             ("subject", "rules")]  # fmt: skip
    with opened(browser, large, viewport={"width": width, "height": 900}) as page:
        page.evaluate("document.querySelector('details.facets').open = true")
        party = page.locator("[data-facet=party] input").first.get_attribute("value") or ""
        found: list[float] = []
        for _ in range(TRIES):
            times = [measured(page, *one) for one in (*ticks, ("party", party)) for _ in range(2)]
            found.append(median(times))
            if found[-1] <= BAR:
                return
    pytest.fail(f"medians of {TRIES} rounds, in ms: {[round(one) for one in found]}")

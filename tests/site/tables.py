"""The table of agreements in a browser: what it shows, what it counts, what the address says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, Page

FACETS: Final = ("type", "status", "year", "place", "subject", "party")
Choice = Mapping[str, Iterable[str]]
_ROWS: Final = """() => [...document.querySelectorAll('.agreements tbody tr')].map(row => ({
  id: row.cells[0].firstElementChild.pathname.split('/').at(-2), shown: row.checkVisibility(),
  type: row.dataset.type, status: row.dataset.status, date: row.dataset.date,
  place: row.dataset.place, subject: row.dataset.subject,
  party: [...row.cells[4].querySelectorAll('a')].map(a => a.pathname.split('/').at(-2)),
}))"""
_COUNTS: Final = """() => Object.fromEntries(
  [...document.querySelectorAll('.facets li:not([hidden]) input')].map(
    one => [`${one.name}=${one.value}`, Number(one.parentNode.lastElementChild.textContent)]
))"""
_CHOOSE: Final = """async (marks) => {
  for (const mark of marks) document.querySelector(`.facets ${mark}`).click();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
_MEASURE: Final = """async (mark) => {
  const box = document.querySelector(`.facets ${mark}`), start = performance.now();
  box.click();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page in a browser profile of its own, at an address."""
    context = browser.new_context(**options)
    try:
        page = context.new_page()
        page.goto(url)
        yield page
    finally:
        context.close()


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in the table: the values that it has of each facet."""

    id: str
    shown: bool
    date: str
    values: Mapping[str, tuple[str, ...]]


def rows(page: Page) -> list[Row]:
    """All rows, in the order in which they stand."""
    return [
        Row(
            one["id"],
            one["shown"],
            one["date"],
            {
                **{
                    name: tuple(one[name].split())
                    for name in FACETS
                    if name in one and name != "party"
                },
                "year": (one["date"][:4],) if one["date"] else (),
                "party": tuple(dict.fromkeys(one["party"])),
            },
        )
        for one in page.evaluate(_ROWS)
    ]


def shown(page: Page) -> list[str]:
    """The ids of the rows that a reader sees."""
    return [one.id for one in rows(page) if one.shown]


def counts(page: Page) -> dict[str, int]:
    """The options that are offered, as ``type=alliance``, with their counts."""
    found: dict[str, int] = page.evaluate(_COUNTS)
    return found


def mark(name: str, value: str) -> str:
    """The CSS selector of an option."""
    return f'input[name="{name}"][value="{value}"]'


def choose(page: Page, *options: tuple[str, str]) -> None:
    """Tick options, or untick them."""
    page.evaluate(_CHOOSE, [mark(*one) for one in options])


def measured(page: Page, name: str, value: str) -> float:
    """How many milliseconds a tick takes until its result is on the screen."""
    found: float = page.evaluate(_MEASURE, mark(name, value))
    return found


def fits(row: Row, choice: Choice, *, but: str = "") -> bool:
    """Whether a row has one chosen value of every facet from which some are chosen."""
    return all(
        set(row.values[name]) & set(values) for name, values in choice.items() if name != but
    )


def expected_counts(table: Iterable[Row], choice: Choice, name: str) -> dict[str, int]:
    """How many rows each value of a facet has among those that fit all other facets."""
    found: dict[str, int] = {}
    for row in table:
        if fits(row, choice, but=name):
            for value in row.values[name]:
                found[value] = found.get(value, 0) + 1
    return found

"""Which pages the register has, and what is told of its happenings, whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hutong.register import Agreement, Record
from hutong.register.table import Words
from hutong.views import plans
from hutong.views.order import Order
from hutong.views.register.home import register_view
from hutong.views.register.order import RegisterOrder
from hutong.views.register.plan import register_plans
from tests.register.reading import BUREAU, FILES, SOURCE
from tests.views.shelves import NOW, ZONE, read, shelved

UNDATED: Final = f"---\ntitle: 樣本備忘錄\nvariant: zh-Hant-HK\n{SOURCE}---\n"
CHANGED: Final = f"""---
title: 樣本協議
variant: zh-Hant-HK
signed: 2023-06-16
parties:
- organisation: bureau
- {{organisation: society, signed: 2024-01-02}}
commitments:
- {{text: 樣本承諾, due: 2030-01-01, done: 2024-02}}
history:
- {{date: 2024-03-01, text: 樣本變更}}
{SOURCE}---
"""


def order(files: Mapping[str, str]) -> RegisterOrder:
    """The order of some records, without any article."""
    return RegisterOrder(tuple(read(files).values()), Order({}, (), ZONE, NOW), {})


def planned(files: Mapping[str, str]) -> dict[str, plans.EditionPlan]:
    """The plans by path."""
    return dict(register_plans(order(files)))


def ids(register: RegisterOrder) -> dict[tuple[str, str], str]:
    """The ids of the feed's entries by date and what happened."""
    feed = dict(register_plans(register))["register/changes.xml"]
    assert isinstance(feed, plans.ChangesFeed)
    return {one[:2]: id_ for one, id_ in zip(feed.changes, feed.ids, strict=True)}


def test_no_way_leads_nowhere() -> None:
    """Whatever the register lacks, what its door links to is there, and has something to show."""
    cases: dict[str, Mapping[str, str]] = {
        "no agreement": {"organisations/bureau.yaml": BUREAU},
        "no date": {"agreements/memo.md": UNDATED},
        "everything": {**FILES, "agreements/agreement.md": CHANGED},
    }
    for name, files in cases.items():
        pages = planned(files)
        home = pages["register/"]
        assert isinstance(home, plans.RegisterHome)
        edition, shared = shelved(files)[0]
        view = register_view(edition, shared, home)
        links = [one.link.url for one in (*view.counts, *view.ways)]
        links += [view.all.url, *(feed.url for feed in view.feeds)]
        links += [view.calendar.url] if view.calendar else []
        assert [one for one in links if one.removeprefix("/zh-hant/") not in pages] == [], name
        assert "register/timeline/" in pages
        if name == "everything":
            assert home.ways == ("timeline", "network", "commitments", "changes")


def test_ids_of_entries_stay_when_a_record_grows() -> None:
    """A line before others in the history, or a party before others, makes no old entry new."""
    before = order({**FILES, "agreements/agreement.md": CHANGED})
    records: list[Record] = []
    for one in before.records:
        if isinstance(one, Agreement):
            fresh = replace(one.history[0], date="2025-01-01", text=Words("樣本新變更"))
            parties = (*reversed(one.parties),)
            records.append(replace(one, history=(fresh, *one.history), parties=parties))
        else:
            records.append(one)
    after = ids(replace(before, records=tuple(records)))
    assert ids(before).items() < after.items()
    assert len(set(after.values())) == len(after) == 5


def test_the_timeline_knows_what_is_still_to_come() -> None:
    """On the day of the build: a commitment due in four years is ahead, last year's is not."""
    pages = planned({**FILES, "agreements/agreement.md": CHANGED})
    for path, ahead in (("2030/", 1), ("2024/", 0), ("", 0)):
        page = pages[f"register/timeline/{path}"]
        assert isinstance(page, plans.TimelinePage)
        assert page.ahead == ahead


def test_the_latest_are_a_hundred_at_most() -> None:
    """However many happenings there are, the page has a hundred and says that there are more."""
    some = {
        f"agreements/a{number}.md": UNDATED.replace(
            "variant", f"signed: 20{number % 20:02}\nvariant"
        )
        for number in range(120)
    }
    page = planned(some)["register/changes/"]
    assert isinstance(page, plans.ChangesPage)
    assert (len(page.changes), page.total) == (100, 120)

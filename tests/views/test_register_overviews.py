"""The register's overviews: what they count, in which order, in the words of each edition."""

from __future__ import annotations

import json
from typing import Final

import pytest
from lxml import etree

from hutong.register import RecordKind
from hutong.views import plans
from hutong.views.edition import Edition
from hutong.views.plans import Happening
from hutong.views.records import EditionView
from hutong.views.register import home, open_data
from hutong.views.register.agreements import agreement_table_view
from hutong.views.register.commitments import commitments_view
from hutong.views.register.files import changes_feed, dates_calendar
from hutong.views.register.home import register_view
from hutong.views.register.indexes import register_index_view
from hutong.views.register.network import network_view
from hutong.views.register.permanent import permanent_view
from hutong.views.register.timeline import changes_view, timeline_view
from tests.register.reading import FILES, SOURCE
from tests.views.shelves import shelved

ALLIANCE: Final = f"""---
title: 樣本聯盟與<夥伴>
variant: zh-Hant-HK
type: alliance
status: in-force
announced: 2024-02
in_force: 2024-03-01
place: bay
subjects: [talent, rules]
parties:
- organisation: bureau
- organisation: society
  signed: 2024-05-02
commitments:
- text: {{zh-Hant-HK: 樣本承諾, zh-Hans-CN: 样本承诺}}
  owner: [society]
  due: 2024-12
  status: promised
- text: {{zh-Hant-HK: 已辦承諾, zh-Hans-CN: 已办承诺}}
  done: 2024-06
  status: done
  evidence: [{{publisher: 樣本報, title: 樣本題, url: "https://example.org/e"}}]
history:
- date: 2024-04-01
  text: {{zh-Hant-HK: 期限順延<b>, zh-Hans-CN: 期限顺延<b>}}
  before: {{zh-Hant-HK: 二〇二四, zh-Hans-CN: 二〇二四}}
  after: {{zh-Hant-HK: 二〇二五, zh-Hans-CN: 二〇二五}}
{SOURCE}---
"""
MORE: Final = {**FILES, "agreements/alliance.md": ALLIANCE}
CHANGE: Final[Happening] = ("2024-04-01", "changed", "alliance", 0)
Pair = tuple[Edition, EditionView]


@pytest.fixture
def hant() -> Pair:
    """The Traditional edition."""
    return shelved(MORE)[0]


@pytest.fixture
def hans() -> Pair:
    """The Simplified edition."""
    return shelved(MORE)[1]


def test_the_table_has_rows_as_planned_and_facets_by_frequency(hans: Pair) -> None:
    """Values that fit more agreements come first, years newest first, parties are in the rows."""
    view = agreement_table_view(*hans, plans.AgreementTable(("alliance", "agreement")))
    assert [one.row.id for one in view.rows] == ["alliance", "agreement"]
    assert (view.rows[0].type, view.rows[0].place, view.rows[0].subjects) == (
        "alliance", "bay", "talent rules",
    )  # fmt: skip
    assert [one.also for one in view.rows] == ["", ""]
    options = {one.name: [(o.value, o.text, o.count) for o in one.options] for one in view.facets}
    assert list(options) == ["type", "status", "year", "place", "subject", "party"]
    assert options["year"] == [("2024", "2024年", 1), ("2023", "2023年", 1)]
    assert options["place"] == [("bay", "样本湾", 1)]
    assert options["subject"] == [("rules", "规则样本", 1), ("talent", "人才样本", 1)]
    assert options["party"] == []


def test_a_row_is_found_by_every_name(hant: Pair) -> None:
    """Those that the row does not show are beside it, each once, whatever their script."""
    full = ALLIANCE.replace(
        "title: 樣本聯盟與<夥伴>",
        "title: {zh-Hant-HK: 樣本聯盟, zh-Hans-CN: 样本联盟, en: Sample Alliance}\n"
        "short: {zh-Hant-HK: 樣聯, zh-Hans-CN: 样联}\naliases: [樣本, SA]",
    )
    pair = shelved({**MORE, "agreements/alliance.md": full})[0]
    (row,) = agreement_table_view(*pair, plans.AgreementTable(("alliance",))).rows
    assert row.row.link.text == "樣聯"
    assert row.also == "樣本聯盟|样本联盟|Sample Alliance|样联|SA"


def test_a_happening_says_when_what_and_to_whom(hant: Pair) -> None:
    """A party that joined is linked; a commitment that fell due is quoted; months are grouped."""
    told: tuple[Happening, ...] = (
        ("2024-12", "due", "alliance", 0),
        ("2024-05-02", "party-joined", "alliance", 1),
        ("2024", "signed", "alliance", -1),
    )
    plan = plans.TimelinePage(2024, ((2024, 3), (2023, 1)), told, 1, calendar=True)
    view = timeline_view(*hant, plan)
    assert [one.heading for one in view.groups] == ["2024年12月", "2024年5月", "2024年（月份不詳）"]
    (due,), (joined,), (signed,) = [one.happenings for one in view.groups]
    assert (due.time.text, due.what.text, due.text) == ("2024年12月", "承諾到期", "樣本承諾")
    assert [one.ahead for one in (due, joined, signed)] == [True, False, False]
    assert joined.party
    assert (joined.party.text, joined.party.url) == (
        "樣本學會", "/zh-hant/organisations/society/",
    )  # fmt: skip
    assert (signed.party, signed.text, signed.agreement.url) == (
        None, "", "/zh-hant/agreements/alliance/",
    )  # fmt: skip


def test_the_timeline_begins_with_its_newest_year(hant: Pair) -> None:
    """The page of year 0 has the newest year's happenings and its own address."""
    years = ((2024, 1), (2023, 1))
    first = timeline_view(*hant, plans.TimelinePage(0, years, (CHANGE,), 0, calendar=True))
    own = timeline_view(*hant, plans.TimelinePage(2024, years, (CHANGE,), 0, calendar=True))
    assert first.year == own.year == "2024年"
    assert first.head.canonical.endswith("/zh-hant/register/timeline/")
    assert own.head.canonical.endswith("/zh-hant/register/timeline/2024/")
    assert first.title != own.title
    empty = timeline_view(*hant, plans.TimelinePage(0, (), (), 0, calendar=False))
    assert empty.groups == ()
    assert first.calendar is not None
    assert empty.calendar is None


def test_commitments_stand_by_state_late_first(hans: Pair) -> None:
    """Whatever the order of the plan, late ones come first; states without any are not shown."""
    plan = plans.CommitmentsPage((("alliance", 1, "done"), ("alliance", 0, "late")))
    late, done = commitments_view(*hans, plan).groups
    assert [(one.state.text, one.count) for one in (late, done)] == [("逾期", 1), ("完成", 1)]
    ((promise,),) = [one.promises for one in late.agreements]
    assert promise.text == "样本承诺"
    assert [one.text for one in promise.owners] == ["样本学会"]
    assert promise.due
    assert promise.due.text == "2024年12月"
    ((kept,),) = [one.promises for one in done.agreements]
    ((evidence),) = kept.evidence
    assert evidence.title
    assert (evidence.title.text, evidence.url) == ("樣本題", "https://example.org/e")
    assert (kept.done_late, kept.url) == (
        False, "/zh-hans/agreements/alliance/#commitment-2",
    )  # fmt: skip


def test_a_commitment_of_which_nothing_is_known_is_not_just_promised(hant: Pair) -> None:
    """What no editor gave a status has a state of its own; what is done late says so."""
    files = {
        **MORE,
        "agreements/alliance.md": ALLIANCE.replace("  status: promised\n", "").replace(
            "  done: 2024-06\n", "  due: 2024-01\n  done: 2024-06\n"
        ),
    }
    plan = plans.CommitmentsPage((("alliance", 0, "promised"), ("alliance", 1, "done")))
    done, unknown = commitments_view(*shelved(files)[0], plan).groups
    assert (unknown.state.code, unknown.state.text) == ("unreported", "已承諾，未有進展資料")
    assert done.agreements[0].promises[0].done_late
    (told,) = commitments_view(*hant, plans.CommitmentsPage(plan.commitments[:1])).groups
    assert told.state.code == "promised"


def test_what_changed_is_told_with_before_and_after(hant: Pair) -> None:
    """A change of the history has both; anything else that happened has neither."""
    told = (CHANGE, ("2024-03-01", "in-force", "alliance", -1))
    view = changes_view(*hant, plans.ChangesPage(told, 3))
    change, other = view.changes
    assert (change.before, change.after) == ("二〇二四", "二〇二五")
    assert change.happening.text == "期限順延<b>"
    assert (other.before, other.after) == ("", "")
    assert view.more
    assert view.more.url == "/zh-hant/register/timeline/"
    assert changes_view(*hant, plans.ChangesPage(told, 2)).more is None


def test_feeds_of_changes_are_whole_and_escaped(hans: Pair) -> None:
    """Atom and JSON have the same entries; ids stay whatever the edition; text is no markup."""
    told = (CHANGE, ("2024-02", "announced", "alliance", -1))
    data = json.loads(
        changes_feed(hans[0], plans.ChangesFeed(told, ("changed-a", "announced-b"), "json"))
    )
    assert [one["id"] for one in data["items"]] == [
        "https://news.example/id/agreements/alliance/#changed-a",
        "https://news.example/id/agreements/alliance/#announced-b",
    ]
    assert data["feed_url"] == "https://news.example/zh-hans/register/changes.json"
    assert data["home_page_url"] == "https://news.example/zh-hans/register/changes/"
    assert "期限顺延&lt;b&gt;" in data["items"][0]["content_html"]
    assert "之前：二〇二四" in data["items"][0]["content_html"]
    assert data["items"][1]["date_published"].startswith("2024-02-01T00:00:00")
    root = etree.fromstring(
        changes_feed(hans[0], plans.ChangesFeed(told, ("changed-a", "announced-b"), "atom"))
    )
    ids = root.findall("{*}entry/{*}id")
    assert [one.text for one in ids] == [one["id"] for one in data["items"]]


def test_the_calendar_speaks_the_edition(hans: Pair) -> None:
    """Definite dates are in it, in the words of the edition, with addresses in it."""
    found = plans.DatesCalendar((("alliance", ("ab12", "cd34", "ef56")), ("agreement", ("ab12",))))
    text = dates_calendar(hans[0], found).decode()
    text = text.replace("\r\n ", "")
    assert "SUMMARY;LANGUAGE=zh-Hans-CN:签署：樣本協議" in text
    assert "承诺到期：" in text
    assert "公布：" not in text
    assert "https://news.example/zh-hans/agreements/agreement/" in text


def test_the_permanent_page_leads_to_every_edition() -> None:
    """Its alternates are those of the record's pages, and it is their x-default."""
    (first, shared), (second, _) = shelved(MORE)
    view = permanent_view(
        (first, second), shared, plans.PermanentPage(RecordKind.ORGANISATION, "society")
    )
    address = "https://news.example/id/organisations/society/"
    assert view.head.canonical == view.address == address
    assert view.head.robots == ""
    assert [(one.hreflang, one.url) for one in view.head.alternates] == [
        ("zh-Hant", "https://news.example/zh-hant/organisations/society/"),
        ("zh-Hans", "https://news.example/zh-hans/organisations/society/"),
        ("x-default", address),
    ]
    assert [(one.tag, one.name, one.url, one.note) for one in view.doors] == [
        ("zh-Hant-HK", "樣本學會", "/zh-hant/organisations/society/", "永久網址 · 機構"),
        ("zh-Hans-CN", "样本学会", "/zh-hans/organisations/society/", "永久网址 · 机构"),
    ]
    assert view.root == "/"


def test_organisations_are_indexed_by_region_and_kind(hant: Pair) -> None:
    """Regions and kinds stand in the order of their vocabulary, what has none comes last."""
    files = {
        **FILES,
        "organisations/port.yaml": FILES["organisations/bureau.yaml"] + "region: macao\n",
        "organisations/bay.yaml": FILES["organisations/society.yaml"] + "region: macao\n",
    }
    entries = (("society", 3), ("bay", 2), ("port", 1), ("bureau", 0))
    view = register_index_view(*shelved(files)[0], plans.RegisterIndex("organisations", entries))
    found = [
        (group.heading, [(part.heading, len(part.entries)) for part in group.parts])
        for group in view.groups
    ]
    assert found == [
        ("澳門", [("政府機關", 1), ("社團", 1)]),
        ("地區不詳", [("政府機關", 1), ("社團", 1)]),
    ]
    assert len({group.anchor for group in view.groups}) == 2


@pytest.mark.parametrize("what", ["people", "policies", "places", "subjects"])
def test_every_index_links_its_entries(hant: Pair, what: str) -> None:
    """Each entry leads to its page in the edition, with how many agreements it has."""
    keys = {"people": "person", "policies": "policy", "places": "bay", "subjects": "talent"}
    plan = plans.RegisterIndex(what, ((keys[what], 2),))
    (group,) = register_index_view(*hant, plan).groups
    (entry,) = group.parts[0].entries
    assert (entry.link.url, entry.count) == (f"/zh-hant/{what}/{keys[what]}/", 2)
    assert register_index_view(*hant, plans.RegisterIndex(what, ())).groups == ()


def test_indexes_have_the_busiest_first_then_names_in_their_order() -> None:
    """By strokes in Traditional script, by pinyin in Simplified; Latin before Han."""
    names = {
        "a": ("粵港會", "粤港会"), "b": ("中心", "中心"), "c": ("一會", "一会"),
        "d": ("ABC", "ABC"), "e": ("澳門會", "澳门会"), "f": ("甯府", "甯府"),
        "g": ("𠮷會", "𠮷会"),
    }  # fmt: skip
    files = {
        f"people/{key}.yaml": f"names: {{zh-Hant-HK: {hant}, zh-Hans-CN: {hans}}}\n{SOURCE}"
        for key, (hant, hans) in names.items()
    }
    plan = plans.RegisterIndex("people", (*((key, 1) for key in names if key != "f"), ("f", 2)))
    found = []
    for pair in shelved(files):
        (group,) = register_index_view(*pair, plan).groups
        found.append([one.link.text for one in group.parts[0].entries])
    assert found == [
        ["甯府", "ABC", "一會", "中心", "粵港會", "澳門會", "𠮷會"],
        ["甯府", "ABC", "澳门会", "一会", "粤港会", "中心", "𠮷会"],
    ]


def test_the_way_in_counts_what_there_is(hans: Pair) -> None:
    """Kinds of which there is nothing are not offered; new agreements and changes are shown."""
    counts = ((RecordKind.AGREEMENT, 2), (RecordKind.PERSON, 0))
    ways = ("places", "changes")
    plan = plans.RegisterHome(counts, ways, ("alliance",), (CHANGE,), calendar=False)
    view = register_view(*hans, plan)
    assert [(one.link.text, one.count) for one in view.counts] == [("协议", 2)]
    assert [one.id for one in view.rows] == ["alliance"]
    assert [one.text for one in view.changes] == ["期限顺延<b>"]
    assert [(one.link.text, one.link.url) for one in view.ways] == [
        ("地点", "/zh-hans/places/"),
        ("最新动态", "/zh-hans/register/changes/"),
    ]
    assert view.data[0].url == "/data/datapackage.json"
    assert view.calendar is None


def test_the_network_is_drawn_and_told(hant: Pair, hans: Pair) -> None:
    """Each organisation and line is drawn alike in both editions, each with its own names."""
    plan = plans.NetworkPage((("agreement", ("bureau", "society")), ("alliance", ("bureau",))))
    first, second = network_view(*hant, plan), network_view(*hans, plan)
    assert [(one.x, one.y, one.r) for one in first.nodes] == [
        (one.x, one.y, one.r) for one in second.nodes
    ]
    assert first.edges == second.edges
    assert [[line.text for line in one.lines] for one in second.nodes] == [
        ["样本人社局"],
        ["样本学会"],
    ]
    assert [one.width for one in first.edges] == ["1.00"]
    assert [(one.link.text, one.count) for one in first.rows] == [
        ("樣本人社局", 2),
        ("樣本學會", 1),
    ]
    assert [(one.link.text, one.count) for one in first.rows[1].partners] == [("樣本人社局", 1)]
    assert (first.width, first.height) == (second.width, second.height)


def test_a_register_without_partners_has_no_drawing(hant: Pair) -> None:
    """One party alone is no network."""
    view = network_view(*hant, plans.NetworkPage((("agreement", ("bureau",)),)))
    assert (view.nodes, view.edges, view.rows) == ((), (), ())


def test_pages_say_what_they_were_made_of(hant: Pair) -> None:
    """Whatever an overview shows, it has read, so that it is made anew when that changes."""
    edition, shared = hant
    edition.reads = set()
    commitments_view(edition, shared, plans.CommitmentsPage((("alliance", 0, "late"),)))
    assert {("sheet", "agreements/alliance"), ("record", "organisations/society")} <= edition.reads


def test_the_data_that_the_register_offers_is_there() -> None:
    """Every file that the way into the register links to is one of the open data."""
    assert {f"data/{name}" for name in home._DATA} <= set(open_data.FILES)

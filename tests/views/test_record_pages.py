"""The pages of records: what each shows of its record, in the words of each edition."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest

from hutong.register import Agreement, RecordKind
from hutong.register.table import Shape, Words, fields_of, plain, record, vague_date, words
from hutong.register.tracker import State
from hutong.views import plans
from hutong.views.edition import Edition
from hutong.views.records import (
    AgreementView,
    OrganisationView,
    PersonView,
    SheetView,
    TableView,
    TopicView,
)
from hutong.views.register.agreement import agreement_view
from hutong.views.register.dates import date_view
from hutong.views.register.fields import _SHOW, address_text, facts, field_values
from hutong.views.register.indexes import register_index_view
from hutong.views.register.languages import language_name
from hutong.views.register.organisation import organisation_view
from hutong.views.register.person import person_view
from hutong.views.register.policy import policy_view
from hutong.views.register.rows import agreement_rows
from hutong.views.register.topics import place_view, subject_view
from tests.register.reading import FILES, SOURCE
from tests.views.shelves import shelved

FULL: Final = f"""---
title: {{zh-Hant-HK: 樣本聯盟, zh-Hans-CN: 样本联盟, en: Sample Alliance}}
short: {{zh-Hant-HK: 聯盟, zh-Hans-CN: 联盟}}
aliases: [樣盟, 样盟, 聯盟, SA]
variant: zh-Hant-HK
type: alliance
status: in-force
signed: 2023-06-16
in_force: 2023-07
place: bay
hosts: [guild]
subjects: [talent]
parties:
- organisation: bureau
- organisation: society
  role: guide
- organisation: office
  in_force: 2024
signatories:
- person: person
  title: 局長
  for: bureau
- name: 樣小文
witnesses:
- person: person
  title: 處長
commitments:
- text: {{zh-Hant-HK: 樣本承諾, zh-Hans-CN: 样本承诺}}
  owner: [society]
  due: 2023-12
  status: done
  done: 2024-02-01
  evidence: [{{publisher: 樣本報, retrieved: 2026-01}}]
- text: 樣本承諾二
conditions: [樣本條件]
figures: [{{text: 樣本人數, value: 30多人, date: 2023-06}}]
related: [{{id: agreement, relation: amends}}]
policies: [policy]
texts:
- language: pt
  authentic: true
  file: files/text.pdf
  url: https://texts.example.org/a
history:
- date: 2024-03-01
  text: 樣本更正
  field: figures
  before: 約20人
  after: 約30人
- date: 2023-06-16
  text: 樣本大會
{SOURCE}---
"""
NAMELESS: Final = f"names: {{zh-Hant-HK: 樣本公會}}\nvariant: zh-Hant-HK\n{SOURCE}"
ALL: Final = {
    **FILES,
    "agreements/full.md": FULL,
    "organisations/guild.yaml": NAMELESS,
    "organisations/office.yaml": (
        "names: {zh-Hant-HK: 樣本廳, zh-Hans-CN: 样本厅, en: Sample Office}\n"
        f"aliases: [樣本廳, 樣廳]\nparent: bureau\nkind: government\n{SOURCE}"
    ),
    "people/person.yaml": (
        "names: {zh-Hant-HK: 樣大文, zh-Hans-CN: 样大文}\n"
        f"roles: [{{organisation: bureau, title: 局長, from: 2020~, to: 2024}}]\n{SOURCE}"
    ),
}
PAGE: Final = plans.AgreementPage(
    "full", (), 0, (("amended-by", "agreement"),), ("agreement", "full"),
    (State.DONE.value, State.LATE.value),
)  # fmt: skip
(HANT, HANT_SHARED), (HANS, HANS_SHARED) = shelved(ALL)


@pytest.fixture
def full() -> AgreementView:
    """The page of an agreement with everything, in Traditional script."""
    return agreement_view(HANT, HANT_SHARED, PAGE)


def told(table: TableView) -> list[list[str]]:
    """A table as text."""
    return [["、".join(one.text for one in cell.values) for cell in row] for row in table.rows]


def tables(sheet: SheetView) -> dict[str, TableView]:
    """The tables of a page by the names of their fields."""
    return {one.key: one for one in sheet.tables}


@pytest.mark.parametrize(
    ("written", "iso", "hant", "hans"),
    [
        ("2023-06-16", "2023-06-16", "2023年6月16日", "2023年6月16日"),
        ("2023-06", "2023-06", "2023年6月", "2023年6月"),
        ("2023~", "2023", "約2023年", "约2023年"),
        ("2023-06?", "2023-06", "據稱2023年6月", "据称2023年6月"),
        ("2023%", "2023", "據稱約2023年", "据称约2023年"),
    ],
)
def test_dates_say_how_vague_they_are(written: str, iso: str, hant: str, hans: str) -> None:
    """A month is no day, and what is only about so says so before it."""
    for edition, text in ((HANT, hant), (HANS, hans)):
        view = date_view(edition, written)
        assert view
        assert (view.iso, view.text) == (iso, text)


def test_no_date_is_nothing() -> None:
    """A field that is empty has no view."""
    assert date_view(HANT, "") is None


def test_parties_sign_with_the_others_unless_they_have_dates(full: AgreementView) -> None:
    """A party has the agreement's dates or its own; one that only guides is not bound."""
    table = tables(full.sheet)["parties"]
    assert table.columns == ("機構", "身份", "簽署", "生效")
    assert told(table) == [
        ["樣本人社局", "", "2023年6月16日", "2023年7月"],
        ["樣本學會", "指導單位", "", ""],
        ["樣本廳", "", "2023年6月16日", "2024年"],
    ]
    assert table.rows[0][0].values[0].url == "/zh-hant/organisations/bureau/"


def test_who_signed_stands_in_one_column(full: AgreementView) -> None:
    """People whom the register does not know are named there, too, without a link."""
    found = tables(full.sheet)
    assert told(found["signatories"]) == [["樣大文", "局長", "樣本人社局"], ["樣小文", "", ""]]
    assert [one.values[0].url for one, *_ in found["signatories"].rows] == [
        "/zh-hant/people/person/",
        "",
    ]
    assert told(found["witnesses"]) == [["樣大文", "處長"]]


def test_a_state_is_not_said_as_what_happened(full: AgreementView) -> None:
    """Beside the date of its coming into force (生效) it is said to be in force (生效中)."""
    assert full.sheet.status
    assert full.sheet.status.text == "生效中"
    assert "生效" in [one.label for one in full.sheet.facts]


def test_facts_are_the_plain_fields_with_values(full: AgreementView) -> None:
    """Dates, place, hosts and subjects, in the order of the field table; nothing empty."""
    assert [(one.label, [value.text for value in one.values]) for one in full.sheet.facts] == [
        ("簽署", ["2023年6月16日"]),
        ("生效", ["2023年7月"]),
        ("地點", ["樣本灣"]),
        ("主辦", ["樣本公會"]),
        ("主題", ["人才樣本"]),
    ]
    assert full.sheet.facts[-1].values[0].url == "/zh-hant/subjects/talent/"


def test_commitments_say_what_became_of_them(full: AgreementView) -> None:
    """State and lateness come from the plan and the dates; evidence from the record."""
    first, second = full.commitments
    assert (first.state.text, first.done_late, first.anchor) == ("完成", True, "commitment-1")
    assert [one.text for one in first.owners] == ["樣本學會"]
    assert first.evidence[0].publisher.text == "樣本報"
    assert full.sheet.sources[0].title is None
    assert (second.state.code, second.state.text, second.done_late) == ("late", "逾期", False)
    states = (State.DONE.value, State.PROMISED.value)
    quiet = agreement_view(HANT, HANT_SHARED, msgspec.structs.replace(PAGE, states=states))
    assert quiet.commitments[1].state.text == "已承諾，未有進展資料"


def test_other_agreements_are_named_both_ways(full: AgreementView) -> None:
    """What this one does to others comes before what they do to it; the lineage has both."""
    assert [(one.relation, [row.link.text for row in one.rows]) for one in full.ties] == [
        ("修訂以下協議", ["樣本協議"]),
        ("由以下協議修訂", ["樣本協議"]),
    ]
    assert [(one.link.text, one.current) for one in full.chain] == [
        ("樣本協議", False),
        ("聯盟", True),
    ]


def test_history_shows_what_was_changed(full: AgreementView) -> None:
    """Changed words are a diff under the label of their field; what only happened is no change."""
    (change,) = full.changes
    assert (change.text, change.field) == ("樣本更正", "數字")
    assert [(one.kind, one.text) for one in change.pieces] == [
        ("same", "約"),
        ("gone", "20"),
        ("new", "30"),
        ("same", "人"),
    ]
    assert [one.what.code for one in full.timeline] == [
        "signed",
        "changed",
        "in-force",
        "due",
        "party-in-force",
        "done",
        "changed",
    ]
    assert {"樣本更正", "樣本大會"} <= {one.text for one in full.timeline}


def test_texts_have_a_language_and_a_way_to_them(full: AgreementView) -> None:
    """The file is this site's, the address another's."""
    (text,) = full.texts
    assert (text.language, text.authentic, text.script) == ("葡文", True, "")
    assert text.file
    assert (text.file.text, text.file.url) == ("text.pdf", "/files/text.pdf")
    assert text.url
    assert text.url.text == "texts.example.org"


def test_names_in_other_languages_and_scripts_say_so(full: AgreementView) -> None:
    """Short, English, the other edition's name, aliases; each with its language."""
    assert names(full.sheet) == [
        ("簡稱", [("聯盟", "")]),
        ("简体", [("样本联盟", "zh-Hans-CN")]),
        ("英文", [("Sample Alliance", "en")]),
        ("其他名稱", [("樣盟", ""), ("SA", "en")]),
    ]
    hans = agreement_view(HANS, HANS_SHARED, PAGE)
    assert names(hans.sheet)[-1] == ("其他名称", [("样盟", ""), ("SA", "en")])


def names(sheet: SheetView) -> list[tuple[str, list[tuple[str, str]]]]:
    """Other names with what sort they are and their languages."""
    return [(one.label, [(name.text, name.lang) for name in one.spellings]) for one in sheet.names]


def test_agreements_are_cited_in_the_words_of_the_edition() -> None:
    """Three styles, each with the parties' names and the permanent address."""
    for edition, shared, name in (
        (HANT, HANT_SHARED, "樣本人社局"),
        (HANS, HANS_SHARED, "样本人社局"),
    ):
        view = agreement_view(edition, shared, PAGE)
        assert [one.id for one in view.sheet.citations] == ["apa", "gbt7714", "bibtex"]
        for one in view.sheet.citations:
            assert name in one.text
            assert "https://news.example/id/agreements/full/" in one.text


def test_only_what_is_approved_counts_as_a_name() -> None:
    """An organisation without a name in an edition says that its name there was converted."""

    def page(edition: Edition, shared: Any, key: str) -> OrganisationView:
        return organisation_view(
            edition, shared, plans.OrganisationPage(key, (), (), 0, (), (), ())
        )

    assert page(HANS, HANS_SHARED, "guild").sheet.unapproved
    assert not page(HANT, HANT_SHARED, "guild").sheet.unapproved
    assert not page(HANS, HANS_SHARED, "office").sheet.unapproved


def test_an_organisation_shows_its_part_in_agreements() -> None:
    """Its role, or that it was the host; its people with their offices; what it issued."""
    plan = plans.OrganisationPage("bureau", ("full",), (), 0, ("office",), ("person",), ("policy",))
    view = organisation_view(HANT, HANT_SHARED, plan)
    assert [one.parts for one in view.rows] == [()]
    (office,) = view.people
    assert office.since
    assert office.until
    assert (office.person.text, office.title) == ("樣大文", "局長")
    assert (office.since.text, office.until.text) == ("約2020年", "2024年")
    assert [one.text for one in view.parts] == ["樣本廳"]
    assert [one.link.text for one in view.policies] == ["樣本方案"]
    for key, expected in (("society", ("身份", "指導單位")), ("guild", ("主辦", ""))):
        plan = plans.OrganisationPage(key, ("full",), (), 0, (), (), ())
        ((part,),) = [one.parts for one in organisation_view(HANT, HANT_SHARED, plan).rows]
        assert (part.label, part.title) == expected


OFFICES: Final = {
    "past": ("樣過往", "{organisation: bureau, title: 局長, from: 2010, to: 2015}"),
    "unknown": ("樣無期", "{organisation: bureau, title: 局長}"),
    "ended": ("樣前任", "{organisation: bureau, title: 局長, to: 2020}"),
    "now": ("樣現任", ("{organisation: office, title: 廳長, to: 2021}, "
                       "{organisation: bureau, title: 局長, from: 2021}")),
}  # fmt: skip


def test_an_office_without_dates_is_not_said_to_be_held_today() -> None:
    """Who surely holds one comes first, then who may; a past one is said to be past."""
    people = {
        f"people/{key}.yaml": f"names: {{zh-Hant-HK: {name}}}\nvariant: zh-Hant-HK\n"
        f"roles: [{roles}]\n{SOURCE}"
        for key, (name, roles) in OFFICES.items()
    }
    edition, shared = shelved({**ALL, **people})[0]
    plan = plans.OrganisationPage("bureau", (), (), 0, (), tuple(OFFICES), ())
    view = organisation_view(edition, shared, plan)
    assert [one.person.text for one in view.people] == ["樣現任", "樣無期", "樣前任", "樣過往"]
    assert view.undated
    only = plans.OrganisationPage("bureau", (), (), 0, (), ("now", "past"), ())
    assert not organisation_view(edition, shared, only).undated
    index = plans.RegisterIndex("people", tuple((key, 0) for key in OFFICES))
    (group,) = register_index_view(edition, shared, index).groups
    assert {one.link.text: one.note for one in group.parts[0].entries} == {
        "樣過往": "曾任樣本人社局 局長",
        "樣前任": "曾任樣本人社局 局長",
        "樣無期": "曾任或現任樣本人社局 局長",
        "樣現任": "樣本人社局 局長",
    }
    person = person_view(edition, shared, plans.PersonPage("now", (), (), 0))
    assert [row[1] for row in told(tables(person.sheet)["roles"])] == ["局長", "廳長"]
    assert person.head.description.endswith("樣本人社局 局長 · 曾任樣本廳 廳長")


def test_a_person_shows_what_was_signed_and_seen() -> None:
    """With the office held then, and for whom; offices as a table with their intervals."""
    view: PersonView = person_view(HANT, HANT_SHARED, plans.PersonPage("person", ("full",), (), 0))
    ((signed, seen),) = [one.parts for one in view.rows]
    assert signed.organisation
    assert (signed.label, signed.title, signed.organisation.text) == (
        "代表簽署",
        "局長",
        "樣本人社局",
    )
    assert (seen.label, seen.title, seen.organisation) == ("見證", "處長", None)
    assert told(tables(view.sheet)["roles"]) == [["樣本人社局", "局長", "約2020年", "2024年"]]
    assert view.sheet.citations == ()


def test_who_signed_for_nobody_in_particular_only_signed() -> None:
    """Without a party there is nothing to say 代表 of."""
    files = {**ALL, "agreements/full.md": FULL.replace("  for: bureau\n", "")}
    edition, shared = shelved(files)[0]
    view = person_view(edition, shared, plans.PersonPage("person", ("full",), (), 0))
    assert [one.label for one in view.rows[0].parts] == ["簽署", "見證"]


def test_what_only_looks_alike_is_no_fact() -> None:
    """Organisations that are told apart for the checker are nothing to tell readers."""
    files = {
        **ALL,
        "organisations/office.yaml": ALL["organisations/office.yaml"] + "distinct: [guild]\n",
    }
    plan = plans.OrganisationPage("office", (), (), 0, (), (), ())
    view = organisation_view(*shelved(files)[0], plan)
    assert [one.label for one in view.sheet.facts] == ["類別", "隸屬"]


def test_a_policy_lists_what_rests_on_it() -> None:
    """Its issuers are facts, its agreements rows."""
    view = policy_view(HANS, HANS_SHARED, plans.PolicyPage("policy", ("full",), (), 0))
    assert [one.link.text for one in view.rows] == ["联盟"]
    assert ["样本人社局"] in [[one.text for one in fact.values] for fact in view.sheet.facts]


def test_places_and_subjects_list_their_agreements() -> None:
    """Each under its own index; all articles are a tap away where not all are shown."""
    place: TopicView = place_view(HANT, HANT_SHARED, plans.PlacePage("bay", ("full",)))
    assert (place.title, place.kicker.url) == ("樣本灣", "/zh-hant/places/")
    assert [one.link.text for one in place.rows] == ["聯盟"]
    assert place.more is None
    subject = subject_view(
        HANS, HANS_SHARED, plans.SubjectPage("talent", ("full",), ("policy",), (), 9)
    )
    assert subject.crumbs[-1].url == "/zh-hans/subjects/talent/"
    assert subject.more
    assert subject.more.url == "/zh-hans/tags/talent/"
    assert [one.link.url for one in subject.policies] == ["/zh-hans/policies/policy/"]


def test_pages_have_twins_and_a_permanent_address() -> None:
    """Where a record stays is the default of both editions: it leads to either."""
    hant = agreement_view(HANT, HANT_SHARED, PAGE)
    hans = agreement_view(HANS, HANS_SHARED, PAGE)
    assert hant.head.alternates == hans.head.alternates
    assert (
        hans.head.alternates[-1].url
        == hant.sheet.permalink
        == hans.sheet.permalink
        == "https://news.example/id/agreements/full/"
    )


def test_a_row_is_made_once_and_read_by_all_who_show_it() -> None:
    """Pages that list an agreement are made of its sheet and of its parties' names."""
    (first,) = agreement_rows(HANT, ("agreement",))
    HANT.reads.clear()
    (second,) = agreement_rows(HANT, ("agreement",))
    assert second is first
    assert ("sheet", "agreements/agreement") in HANT.reads
    assert ("record", "organisations/bureau") in HANT.reads


@record
class _Grown:
    """A record with a field that no page knows of."""

    label: Words = words("Title", "sample")
    number: str = plain("Number", "sample")
    since: str = vague_date("From", "sample")


def test_a_field_that_is_added_is_shown() -> None:
    """The field table alone says what it is called and how it is shown."""
    found = facts(HANT, _Grown(label=Words("樣本"), number="", since="2023"), frozenset({"label"}))
    assert [(one.label, one.values[0].text, one.values[0].iso) for one in found] == [
        ("由", "2023年", "2023")
    ]


def test_every_shape_can_be_shown() -> None:
    """No value of a record is without a way to readers."""
    assert set(_SHOW) == set(Shape) - {Shape.GROUP}


def test_what_is_not_there_is_not_named() -> None:
    """An id that no record has is left out."""
    field = next(one for one in fields_of(Agreement) if one.name == "hosts")
    assert field_values(HANT, field, ("nobody",)) == ()
    assert HANT.record(RecordKind.ORGANISATION, "nobody") is None


def test_languages_are_named_in_the_edition() -> None:
    """Those of the region in our words, others as the CLDR has them, unknown ones by their tag."""
    assert language_name(HANT, "en") == "英文"
    assert language_name(HANS, "zh-Hant") == "中文"
    assert language_name(HANT, "fr") == "法文"
    assert language_name(HANT, "qqq") == "qqq"


def test_addresses_are_as_short_as_readers_need() -> None:
    """No scheme, no www, no slash at the end, and no path that goes on and on."""
    assert address_text("https://www.example.org/") == "example.org"
    assert address_text(f"https://www.example.org/{'a' * 40}") == "example.org"
    assert address_text("https://example.org/a/b/?q=1") == "example.org/a/b"

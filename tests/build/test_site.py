"""Whole builds of a small site: what comes out, when, and that it is always the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hutong.errors import CannotRun, ContentError
from hutong.model import Severity
from tests.small import HANS, HANT, THEME, SmallSite, copied, small_site, tree

COUNTERPART = """---
title: 样本协议签署（人工撰写）
variant: zh-Hans-CN
date: 2026-03-02 09:30
---
这是人工撰写的样本。合作伙伴增加3.5%。
"""


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small project of its own."""
    return small_site(tmp_path / "project")


def test_both_editions_hold_the_same_pages(site: SmallSite) -> None:
    """Each article is verbatim in its own edition and converted in the other, at one path."""
    site.build()
    hant = site.page("zh-hant/news/2026/agreement")
    hans = site.page("zh-hans/news/2026/agreement")
    assert "意味著合作夥伴增加3.5%" in hant
    assert "意味着合作伙伴增加3.5%" in hans
    assert "樣本聯盟成立" in site.page("zh-hant/news/2026/alliance")
    paths = {
        prefix: {path.removeprefix(prefix) for path in tree(site.output) if path.startswith(prefix)}
        for prefix in ("zh-hant/", "zh-hans/")
    }
    assert paths["zh-hant/"] == paths["zh-hans/"]


def test_one_tag_in_two_scripts_is_one_page(site: SmallSite) -> None:
    """峰會 and 峰会 are listed together, under a name in the reader's script."""
    site.build()
    page = site.page("zh-hant/tags/峰会")
    assert "樣本協議簽署" in page
    assert "樣本聯盟成立" in page
    assert "峰會" in page


def test_a_counterpart_wins_over_conversion(site: SmallSite) -> None:
    """A text written by hand for an edition is shown there, and nowhere else."""
    site.write("news/2026/agreement.zh-Hans-CN.md", COUNTERPART)
    site.build()
    assert "人工撰写" in site.page("zh-hans/news/2026/agreement")
    assert "人工" not in site.page("zh-hant/news/2026/agreement")


def test_a_counterpart_with_other_figures_is_a_warning(site: SmallSite) -> None:
    """Figures must be the same in both editions, written by hand or not."""
    site.write("news/2026/agreement.zh-Hans-CN.md", COUNTERPART.replace("3.5%", "5.3%"))
    [warning] = [one for one in site.build().summary.warnings if "figures" in one.what]
    assert "lacks 3.5%" in warning.what


@pytest.mark.parametrize(
    "key",
    ["status: draft", "embargo: 2030-01-01", "expires: 2026-04-01", "date: 2030-01-01"],
)
def test_what_is_not_public_now_leaves_no_trace(site: SmallSite, key: str) -> None:
    """Drafts, embargoed, expired and future texts are in no file, name or feed."""
    text = HANT.replace("樣本協議簽署", "樣本機密消息").replace("[峰會, 協議]", "[機密]")
    if key.startswith("date"):
        text = text.replace("date: 2026-03-02 09:30", key)
    else:
        text = text.replace("section:", f"{key}\nsection:")
    site.write("news/2026/secret.md", text)
    site.write("pages/more.md", HANT.replace("這是", "見[那篇](../news/2026/secret.md)。這是"))
    report = site.build()
    assert report.summary.unpublished == 1
    files = tree(site.output)
    assert not [path for path in files if "secret" in path or "机密" in path]
    assert not [path for path, data in files.items() if b"secret" in data]
    assert not [path for path, data in files.items() if "機密".encode() in data]


def test_an_embargo_lifts_by_the_clock(site: SmallSite) -> None:
    """The same content built after the moment holds the text."""
    site.write(
        "news/2026/later.md", HANT.replace("section:", "embargo: 2026-12-01 08:00\nsection:")
    )
    site.build(HUTONG_NOW="2026-12-01T07:59:00+08:00")
    assert not (site.output / "zh-hant/news/2026/later").exists()
    site.build(HUTONG_NOW="2026-12-01T08:00:00+08:00")
    assert (site.output / "zh-hans/news/2026/later/index.html").exists()


def test_building_twice_gives_the_same_bytes(site: SmallSite, tmp_path: Path) -> None:
    """Two builds in two folders, and a second into the first, are equal."""
    site.build()
    first = tree(site.output)
    other = copied(site, tmp_path / "other")
    other.build()
    assert tree(other.output) == first
    assert not site.build().written
    assert tree(site.output) == first


def test_a_rebuild_after_edits_equals_a_build_from_nothing(site: SmallSite, tmp_path: Path) -> None:
    """Edited, added and deleted articles leave nothing behind."""
    site.build()
    site.write("news/2026/agreement.md", HANT.replace("協議]", "備忘錄]"))
    site.write("news/2025/added.md", HANS)
    (site.root / "content/news/2026/alliance.md").unlink()
    site.build()
    fresh = copied(site, tmp_path / "fresh")
    fresh.build()
    assert tree(site.output) == tree(fresh.output)


def test_a_site_below_a_path_links_below_it(site: SmallSite) -> None:
    """With a base path every root-relative address begins with it."""
    site.build(SITEURL="https://example.org/repo")
    page = site.page("zh-hant/news/2026/agreement")
    assert 'href="/repo/zh-hans/news/2026/agreement/"' in page
    assert 'href="/zh-' not in page


def test_a_folder_of_other_files_is_not_touched(site: SmallSite) -> None:
    """Hutong prunes only folders that it made."""
    precious = site.output / "precious.txt"
    precious.parent.mkdir(parents=True)
    precious.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotRun, match="did not write"):
        site.build()
    assert tree(site.output) == {"precious.txt": b"mine"}


def test_lists_are_cut_into_pages(site: SmallSite) -> None:
    """A long list has several pages, each with its own address and alternates."""
    for number in range(5):
        site.write(f"news/2026/more-{number}.md", HANS.replace("04-05", f"05-1{number}"))
    site.build(HUTONG_PAGE_SIZE=3)
    page = site.page("zh-hans/news/page/3")
    assert 'hreflang="zh-Hant" href="https://news.example/zh-hant/news/page/3/"' in page
    assert "样本协议签署" in page
    feed = json.loads((site.output / "zh-hans/feed.json").read_text(encoding="utf-8"))
    assert len(feed["items"]) == 7


def test_a_site_without_content_still_builds(tmp_path: Path) -> None:
    """The first build of an empty site has its frame and no error."""
    empty = SmallSite(tmp_path)
    (tmp_path / "content").mkdir()
    report = empty.build()
    assert report.summary.articles == 0
    assert (empty.output / "zh-hant/index.html").exists()


def test_a_text_in_the_other_script_is_a_warning(site: SmallSite) -> None:
    """Simplified characters under a Traditional variant are told with their places."""
    site.write("news/2026/mixed.md", HANT + "\n这里发布协议，意味着合作。\n")
    [warning] = site.build().summary.warnings
    assert warning.path == "content/news/2026/mixed.md"
    assert warning.line == 10
    assert "as in the other script: 这, 发, 协议" in warning.what


def test_a_counterpart_in_the_wrong_script_is_a_warning(site: SmallSite) -> None:
    """A Simplified counterpart written in Traditional is told."""
    text = COUNTERPART.replace("这是人工撰写的样本", "這是人工撰寫的樣本")
    site.write("news/2026/agreement.zh-Hans-CN.md", text)
    assert any("as in the other script: 這" in one.what for one in site.build().summary.warnings)


def test_a_counterpart_must_stand_beside_its_original(site: SmallSite) -> None:
    """The same name in another folder is no counterpart."""
    site.write("news/2025/agreement.zh-Hans-CN.md", COUNTERPART)
    with pytest.raises(ContentError, match=r"there is no agreement\.md beside"):
        site.build()


def test_a_link_to_a_text_with_a_counterpart_leads_to_it(site: SmallSite) -> None:
    """In the edition of the counterpart, links to the original's file lead to its page."""
    site.write("news/2026/agreement.zh-Hans-CN.md", COUNTERPART)
    site.write("news/2026/links.md", HANT + "\n見[前文](agreement.md)。\n")
    site.build()
    assert 'href="/zh-hans/news/2026/agreement/"' in site.page("zh-hans/news/2026/links")


def test_links_in_notes_and_answers_lead_to_pages(site: SmallSite) -> None:
    """Event notes and structured answers hold addresses, no paths of content files."""
    notes = 'event: {start: 2026-03-01, notes: "見[甲](alliance.md)。"}\nsection:'
    answer = "\n::: newslink 題\n### 一、甚麼？\n見[甲](alliance.md)。\n:::\n"
    site.write("news/2026/notes.md", HANT.replace("section:", notes) + answer)
    site.build()
    for prefix in ("zh-hant", "zh-hans"):
        page = site.page(f"{prefix}/news/2026/notes")
        assert "doc:" not in page
        assert page.count(f"/{prefix}/news/2026/alliance/") >= 3


def test_a_broken_section_file_is_told_once(site: SmallSite) -> None:
    """Articles are not blamed for sections that could not be read."""
    site.write("sections.yaml", "- id: [")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert {one.path for one in caught.value.problems} == {"content/sections.yaml"}


def test_a_broken_record_hides_only_those_who_name_it(site: SmallSite) -> None:
    """Its id is its file's name, and its other names stand in the file; no others may be its."""
    site.write("organisations/guild.yaml", "names: {zh-Hant-HK: 樣本公會}\nregion: nowhere\n")
    names = ("guild", "样本公会", "guilds", "樣本商會")
    for name in ("guild", "guilds"):
        byline = f"byline: [{{role: editor, organisation: {name}}}]\nsection:"
        site.write(f"news/2026/by-{name}.md", HANT.replace("section:", byline))
    parties = f"parties: [{', '.join(names)}]"
    text = f"---\ntitle: 樣本協議\nvariant: zh-Hant-HK\n{parties}\n---\n"
    site.write("agreements/agreement.md", text)
    with pytest.raises(ContentError) as caught:
        site.build()
    errors = [one for one in caught.value.problems if one.severity is Severity.ERROR]
    assert {(Path(one.path).name, one.what) for one in errors} == {
        ("guild.yaml", "'region' is not one of the words it may be"),
        ("by-guilds.md", "unknown organisation 'guilds'"),
        ("agreement.md", "unknown organisation 'guilds'"),
        ("agreement.md", "unknown organisation '樣本商會'"),
    }
    site.write("organisations/guild.yaml", "names: {zh-Hant-HK: 樣本公會}\n".encode("big5"))
    with pytest.raises(ContentError) as caught:
        site.build()
    told = [one for one in caught.value.problems if one.what.startswith("unknown")]
    assert {one.what for one in told} == {"unknown organisation 'guilds'"}, "nobody knows its names"


def test_there_is_a_calendar_where_there_are_dates(site: SmallSite) -> None:
    """A calendar without events is none; so nothing links to it, and it is not there."""
    undated = "---\ntitle: 樣本協議\nvariant: zh-Hant-HK\n---\n文。\n"
    site.write("agreements/agreement.md", undated)
    site.build()
    assert not list(site.output.rglob("*.ics"))
    assert "dates.ics" not in site.page("zh-hant/register")
    commitments = "commitments:\n- text: 設辦事處\n  due: 2030\n"
    site.write("agreements/agreement.md", undated.replace("variant:", f"{commitments}variant:"))
    site.build()
    assert "dates.ics" in site.page("zh-hans/register")
    uids = {
        next(line for line in file.read_text().splitlines() if line.startswith("UID:"))
        for file in site.output.rglob("*.ics")
    }
    assert len(uids) == 1, "one event is one in all editions"


def test_changes_in_the_future_are_warnings(site: SmallSite) -> None:
    """A change or correction that has not happened yet is a slip of the pen."""
    keys = "modified: 2099-01-01\ncorrections: [{date: 2099-01-02, text: 更正}]\nsection:"
    site.write("news/2026/ahead.md", HANT.replace("section:", keys))
    assert [one.what for one in site.build().summary.warnings] == [
        "'modified' lies in the future",
        "a correction lies in the future",
    ]


def test_a_link_to_a_place_that_is_not_there_is_a_problem(site: SmallSite) -> None:
    """Anchors of other articles are checked as those of the article itself."""
    site.write("news/2026/agreement.md", HANT + "\n## 題{#point}\n\n文。\n")
    site.write("news/2026/good.md", HANT + "\n見[甲](agreement.md#point)。\n")
    site.build()
    site.write("news/2026/bad.md", HANT + "\n見[甲](agreement.md#none)。\n")
    with pytest.raises(ContentError, match=r"bad\.md:10: the link leads to #none"):
        site.build()


def test_a_text_of_another_region_is_converted_for_both_editions(site: SmallSite) -> None:
    """Taiwan's spelling becomes Hong Kong's; no page claims to be the original."""
    text = HANT.replace("zh-Hant-HK", "zh-Hant-TW").replace("意味著合作", "意味著這裡的合作")
    site.write("news/2026/taiwan.md", text)
    site.build()
    hant = site.page("zh-hant/news/2026/taiwan")
    assert "意味着這裏的合作夥伴" in hant
    assert "內容以原文為準" in hant
    assert "data-edition" not in hant.split('class="conversion"')[1].split("</p>")[0]
    hans = site.page("zh-hans/news/2026/taiwan")
    assert "意味着这里的合作伙伴" in hans
    assert 'href="/zh-hant/news/2026/taiwan/" hreflang="zh-Hant-HK"' in hans


def test_a_theme_without_templates_for_a_part_says_how_to_do_without(tmp_path: Path) -> None:
    """It shows no register: the build says which template it lacks, and what to set instead."""
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    (theme / "templates/organisation.html").unlink()
    site = small_site(tmp_path)
    site.write("organisations/office.yaml", "names: {zh-Hant-HK: 樣本廳, zh-Hans-CN: 样本厅}\n")
    with pytest.raises(CannotRun, match=r"no template organisation\.html; .* HUTONG_LEAVE_OUT"):
        site.build(THEME=str(theme))
    site.build(THEME=str(theme), HUTONG_LEAVE_OUT=["register", "open-data"])

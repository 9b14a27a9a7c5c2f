"""A build that goes on from the last one makes what a first build would have made."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hutong.build import ledger
from hutong.build.session import Options
from hutong.build.site import Builder, build_site
from hutong.errors import ContentError
from tests.edits import Edits
from tests.small import SmallSite, small_site, tree
from tests.soak import times


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Two articles, a page, two sections."""
    return small_site(tmp_path)


def folders(root: Path) -> set[str]:
    """Every folder below one."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def stamps(root: Path) -> dict[Path, tuple[int, int]]:
    """What tells whether anybody wrote to a file or folder."""
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*")}


def compare(edits: Edits, to: Path) -> None:
    """What the last build left is what a first build makes."""
    wanted = edits.fresh(to)
    built = edits.build()
    told = f"after {', '.join(edits.told)}"
    assert (built is None) == (wanted is None), told
    if wanted is None:
        return
    found = tree(edits.site.output)
    assert sorted(found) == sorted(wanted), told
    assert [path for path in wanted if found[path] != wanted[path]] == [], told
    assert folders(edits.site.output) == folders(to / "output"), told


@pytest.mark.parametrize("seed", range(times(10, 300)))
def test_random_edits_make_the_same_site_as_a_first_build(tmp_path: Path, seed: int) -> None:
    """Whatever was edited, renamed, broken and mended: incremental equals full, byte for byte."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    edits = Edits(tmp_path / "site", chance)
    for _ in range(chance.randint(3, 7)):
        for _ in range(chance.choice((1, 1, 2))):
            edits.step()
        edits.build(jobs=chance.choice((1, 1, 1, 2)))
    compare(edits, tmp_path / "fresh")


@pytest.mark.parametrize("seed", range(times(0, 20)))
def test_random_edits_of_a_large_site(tmp_path: Path, seed: int) -> None:
    """The same with a thousand articles."""
    chance = random.Random(1000 + seed)  # noqa: S311  # no secret
    edits = Edits(tmp_path / "site", chance, articles=1000)
    for _ in range(4):
        edits.step()
        edits.build(jobs=2)
    compare(edits, tmp_path / "fresh")


def test_a_second_build_does_nothing(site: SmallSite) -> None:
    """Nothing changed: nothing is read, made or written."""
    site.build()
    before = stamps(site.output)
    report = site.build()
    assert (report.written, report.removed, report.reasons) == ((), (), {})
    assert list(report.timings) == ["looking"]
    assert stamps(site.output) == before


def test_a_changed_body_makes_its_pages_and_feeds_alone(site: SmallSite) -> None:
    """A text that lists do not show touches its own pages, and the feeds that hold it whole."""
    text = (site.root / "content/news/2026/agreement.md").read_text("utf-8")
    text = text.replace("section:", "summary: 樣本摘要。\nsection:")
    site.write("news/2026/agreement.md", text)
    site.build()
    site.write("news/2026/agreement.md", text + "\n後來又有另一段。\n")
    report = site.build()
    pages = {path for path in report.written if path.endswith(".html")}
    assert pages == {f"{one}/news/2026/agreement/index.html" for one in ("zh-hant", "zh-hans")}
    assert all("feed." in path for path in set(report.written) - pages)
    assert all(reason == "changed: text news/agreement" for reason in report.reasons.values())


def test_a_changed_title_makes_the_pages_that_show_it(site: SmallSite) -> None:
    """Lists, neighbours and feeds with the headline; no page that does not name it."""
    site.build()
    text = (site.root / "content/news/2026/agreement.md").read_text("utf-8")
    site.write("news/2026/agreement.md", text.replace("樣本協議簽署", "樣本協議改題"))
    report = site.build()
    assert "zh-hans/news/index.html" in report.written
    assert "zh-hant/news/2026/alliance/index.html" in report.written  # its neighbour
    assert "zh-hant/about/index.html" not in report.written
    assert "zh-hant/tags/index.html" not in report.written


def test_one_template_makes_the_pages_it_can_reach(tmp_path: Path) -> None:
    """The template of lists makes lists, and no article."""
    edits = Edits(tmp_path / "edited", random.Random(1))  # noqa: S311  # no secret
    file = edits.site.root / "theme/templates/list.html"
    mark = "{% block content %}"
    file.write_text(file.read_text("utf-8").replace(mark, f"{mark}<!-- changed -->"), "utf-8")
    report = edits.build()
    assert report
    assert report.written
    assert all("/news/2026/a" not in path for path in report.written)


def test_one_glossary_line_makes_what_holds_the_term(site: SmallSite) -> None:
    """A term converts anew the articles that have it, and makes only pages that show them."""
    site.build()
    site.write("glossary/site.tsv", "zh-Hant-HK\tzh-Hans-CN\n兩地\t两处\n")
    report = site.build()
    assert report.conversions[0] == 2
    assert "两处" in site.page("zh-hans/news/2026/agreement")
    assert {*report.reasons.values()} <= {
        "changed: entry news/agreement",
        "changed: text news/agreement",
        "changed: entry news/agreement, text news/agreement",
    }


def test_times_alone_change_nothing(site: SmallSite) -> None:
    """A fresh checkout has other times: everything is looked into, and nothing made."""
    site.build()
    for path in (*site.root.glob("content/**/*.md"), *site.output.rglob("*.html")):
        os.utime(path, (1, 1))
    report = site.build()
    assert (report.written, report.reasons) == ((), {})


@pytest.mark.parametrize(
    "meddle",
    [
        lambda page: page.write_bytes(b"x" * page.stat().st_size),
        lambda page: page.unlink(),
        lambda page: (page.unlink(), page.mkdir()),
        lambda page: (page.unlink(), page.symlink_to("/etc/hostname")),
    ],
    ids=["changed", "deleted", "a folder now", "a link now"],
)
def test_what_was_done_to_the_output_by_hand_is_mended(
    site: SmallSite, meddle: Callable[[Path], object]
) -> None:
    """The output belongs to Hutong: each build leaves exactly what it means."""
    site.build()
    wanted = tree(site.output)
    page = site.output / "zh-hant/news/2026/agreement/index.html"
    meddle(page)
    (site.output / "stray/deep").mkdir(parents=True)
    (site.output / "stray.txt").write_text("stray")
    report = site.build()
    assert tree(site.output) == wanted
    assert not page.is_symlink()
    assert report.written == ("zh-hant/news/2026/agreement/index.html",)
    assert not (site.output / "stray").exists()


def test_a_change_behind_the_stamp_is_seen_by_content(site: SmallSite) -> None:
    """Size and times may lie; ``--by-content`` believes only bytes."""
    site.build()
    wanted = tree(site.output)
    settings = site.settings()
    page = site.output / "zh-hant/news/2026/agreement/index.html"
    page.write_bytes(b"x" * page.stat().st_size)
    build_site(settings, Options(1, doubt=True))
    assert tree(site.output) == wanted


def test_time_alone_can_change_the_site(site: SmallSite) -> None:
    """An embargo that ends is published by the next build, though no file changed."""
    text = (site.root / "content/news/2026/agreement.md").read_text("utf-8")
    site.write("news/2026/soon.md", text.replace("2026-03-02 09:30", "2026-11-22 13:00"))
    site.build(HUTONG_NOW="2026-11-22T12:00:00+08:00")
    assert not (site.output / "zh-hant/news/2026/soon").exists()
    site.build(HUTONG_NOW="2026-11-22T13:00:00+08:00")
    assert (site.output / "zh-hant/news/2026/soon/index.html").is_file()


def test_broken_content_leaves_all_as_it_was(site: SmallSite) -> None:
    """A build that fails changes neither the site nor what the next build knows."""
    site.build()
    wanted = tree(site.output)
    good = (site.root / "content/news/2026/agreement.md").read_text("utf-8")
    site.write("news/2026/agreement.md", good.replace("cooperation", "nowhere"))
    for _ in range(2):
        with pytest.raises(ContentError) as raised:
            site.build()
        assert "unknown section 'nowhere'" in str(raised.value)
    assert tree(site.output) == wanted
    site.write("news/2026/agreement.md", good)
    assert site.build().written == ()


def test_warnings_are_told_by_every_build(site: SmallSite) -> None:
    """A build that has nothing to do tells what is still wrong."""
    site.write("news/2026/alliance.md", "---\ntitle: 樣本\nvariant: zh-Hans-CN\ndate: 2026-04-05\n"
               "section: cooperation\n---\n这是发展樣本.再来\n")  # fmt: skip
    first = site.build().summary.warnings
    assert first
    assert site.build().summary.warnings == first
    text = (site.root / "content/news/2026/agreement.md").read_text("utf-8")
    site.write("news/2026/agreement.md", text + "\n又一段。\n")
    assert set(site.build().summary.warnings) == set(first)


def test_a_builder_remembers_and_sees_every_edit(site: SmallSite) -> None:
    """Built again and again in one process: each time what a first build would make."""
    builder = Builder(site.settings)
    builder.build()
    path = "news/2026/agreement.md"
    for number in range(4):
        text = (site.root / "content" / path).read_text("utf-8")
        site.write(path, text + f"\n第{number}段。\n")
        assert builder.build().written
        assert f"第{number}段" in site.page("zh-hant/news/2026/agreement")
    site.write("glossary/site.tsv", "zh-Hant-HK\tzh-Hans-CN\n兩地\t两处\n")
    builder.build()
    assert "两处" in site.page("zh-hans/news/2026/agreement")


def test_a_watcher_may_say_what_changed(site: SmallSite) -> None:
    """Only that is looked at; files that come and go, and folders, are found all the same."""
    builder = Builder(site.settings)
    builder.build()
    path = site.root / "content/news/2026/agreement.md"
    text = path.read_text("utf-8")
    path.write_text(text + "\n又一段。\n", "utf-8")
    assert builder.build(frozenset({path})).written
    assert "又一段" in site.page("zh-hant/news/2026/agreement")
    new = site.write("news/2026/new.md", text.replace("樣本協議簽署", "樣本新聞"))
    builder.build(frozenset({new}))
    assert "樣本新聞" in site.page("zh-hant/news/2026/new")
    new.unlink()
    builder.build(frozenset({new.parent}))
    assert not (site.output / "zh-hant/news/2026/new").exists()
    assert builder.build(frozenset()).written == ()


@pytest.mark.parametrize("most", [0, 3, 30])
def test_what_a_build_knows_is_kept_as_changes_or_whole(
    site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """However many lines changed: the next build knows all, and the site is that of a first one."""
    monkeypatch.setattr(ledger, "_MOST", most)
    edits = Edits(tmp_path / "edited", random.Random(5))  # noqa: S311  # no secret
    for number in range(4):
        edits.body()
        edits.title()
        assert edits.build()
        report = edits.build()
        assert report
        assert list(report.timings) == ["looking"], number
    compare(edits, tmp_path / "fresh")


def test_edits_within_one_tick_of_the_clock_are_seen(site: SmallSite) -> None:
    """The same size, written again at once: the stamp says nothing, the content does."""
    path = site.root / "content/news/2026/agreement.md"
    text = path.read_text("utf-8")
    for number in range(10, 25):
        path.write_text(f"{text}\n第{number}段。\n", "utf-8")
        site.build()
        assert f"第{number}段" in site.page("zh-hant/news/2026/agreement")


def test_builds_into_two_folders_do_not_disturb_each_other(site: SmallSite) -> None:
    """Each output folder has a state of its own; both share the texts."""
    site.build()
    other = site.build(OUTPUT_PATH="elsewhere")
    assert other.conversions[0] == 0
    assert site.build().written == ()
    assert tree(site.root / "elsewhere") == tree(site.output)


def test_the_clock_of_a_report_adds_up(site: SmallSite) -> None:
    """The parts of a build are no longer than the whole."""
    begun = time.perf_counter()
    report = site.build()
    assert 0 < sum(report.timings.values()) <= report.seconds <= time.perf_counter() - begun

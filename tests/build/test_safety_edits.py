"""Edits and faults that once went unseen, each by itself: seen at once, and told in words."""

from __future__ import annotations

import contextlib
import gc
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

import hutong
from hutong.build.packs import HEAD_BYTES, PackReader, Ref, pack_numbers, pack_path
from hutong.build.rows import FORM, Form
from hutong.build.session import Options
from hutong.build.site import Builder, BuildReport, build_site
from hutong.errors import ContentError
from tests.build.children import open_files
from tests.build.safety_builds import built, no_larger_than
from tests.small import HANS, HANT, THEME, SmallSite, small_site, tree


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Two articles, and a theme to change."""
    site = small_site(tmp_path / "site")
    shutil.copytree(THEME, site.root / "theme")
    return site


def build(site: SmallSite, **overrides: Any) -> BuildReport:
    """Build it with its own theme."""
    return build_site(site.settings(THEME="theme", **overrides), Options(1))


def is_as_first(site: SmallSite, to: Path, **overrides: Any) -> None:
    """The tree and the warnings are those of a first build of the same."""
    report = build(site, **overrides)
    shutil.rmtree(to, ignore_errors=True)
    paths = {"OUTPUT_PATH": str(to / "output"), "HUTONG_CACHE": str(to / ".cache")}
    first = build(site, **overrides, **paths)
    assert tree(site.output) == tree(to / "output")
    assert set(report.summary.warnings) == set(first.summary.warnings)


def change(file: Path, old: str, new: str) -> None:
    """Put other words into a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", ["news/odd.txt", "odd.txt"])
def test_a_stray_file_is_told_when_it_comes_and_no_more_when_it_goes(
    site: SmallSite, tmp_path: Path, name: str
) -> None:
    """Nothing but a file that nobody reads is new: the warning is new, too."""
    build(site)
    file = site.write(name, "x")
    is_as_first(site, tmp_path / "first")
    file.unlink()
    is_as_first(site, tmp_path / "first")


def test_a_link_that_leads_nowhere_stops_the_next_build(site: SmallSite) -> None:
    """An error of the folder itself counts, though no document changed."""
    build(site)
    (site.root / "content/news/bad.md").symlink_to("/nowhere/at/all.md")
    with pytest.raises(ContentError, match="leads out of the content folder or nowhere"):
        build(site)


def test_a_link_that_leads_elsewhere_now_is_followed(site: SmallSite, tmp_path: Path) -> None:
    """The same names with the same stamps, but one of them is another file."""
    link = site.root / "content/news/2026/link.md"
    link.symlink_to("agreement.md")
    build(site)
    link.unlink()
    link.symlink_to("alliance.md")
    is_as_first(site, tmp_path / "first")


def test_the_target_of_a_linked_template_is_seen(site: SmallSite, tmp_path: Path) -> None:
    """Themes share templates by links."""
    template, shared = site.root / "theme/templates/article.html", site.root / "shared.html"
    template.rename(shared)
    template.symlink_to(shared)
    build(site)
    change(shared, "{% block content %}", "{% block content %}<!-- shared -->")
    is_as_first(site, tmp_path / "first")


_FILTERS = {
    "a method": ("F = lambda x: x.upper()", "F = lambda x: x.lower()"),
    "a constant": ("K = 'a'\ndef F(x): return x + K", "K = 'b'\ndef F(x): return x + K"),
    "a default": ("def F(x, k='a'): return x + k", "def F(x, k='b'): return x + k"),
    "a closure": ("F = (lambda k: lambda x: x + k)('a')", "F = (lambda k: lambda x: x + k)('b')"),
}  # fmt: skip


@pytest.mark.parametrize("pair", _FILTERS.values(), ids=_FILTERS)
def test_another_filter_of_the_settings_file_is_seen(
    site: SmallSite, tmp_path: Path, pair: tuple[str, str]
) -> None:
    """Whatever of a filter in ``pelicanconf.py`` is other than it was."""
    conf = site.root / "pelicanconf.py"
    template = site.root / "theme/templates/article.html"
    change(template, "{% block content %}", "{% block content %}{{ 'aB'|own }}")
    for source in pair:
        conf.write_text(source, "utf-8")
        is_as_first(site, tmp_path / "first", JINJA_FILTERS={"own": runpy.run_path(str(conf))["F"]})


def test_the_same_filter_makes_nothing_anew(site: SmallSite) -> None:
    """A function in a function has another place in memory each time; that is no change."""
    conf = site.root / "pelicanconf.py"
    conf.write_text("def F(x): return (lambda: x + 'a')()", "utf-8")
    reports = [build(site, JINJA_FILTERS={"own": runpy.run_path(str(conf))["F"]}) for _ in "ab"]
    assert reports[1].reasons == {}


def test_figures_are_compared_where_a_slug_makes_a_counterpart(
    site: SmallSite, tmp_path: Path
) -> None:
    """A counterpart belongs to its original by the slug, whatever the files are called."""
    text = HANT.replace("title:", "slug: joint\ntitle:")
    site.write("news/2026/first.md", text)
    site.write(
        "news/2026/second.zh-Hans-CN.md",
        "---\ntitle: 样本\nslug: joint\nvariant: zh-Hans-CN\ndate: 2026-03-02\n---\n增加3.5%。\n",
    )
    build(site)
    site.write("news/2026/first.md", text.replace("3.5%", "5.3%"))
    is_as_first(site, tmp_path / "first")


@pytest.mark.parametrize("part", ["entry", "text"])
@pytest.mark.parametrize("known", [True, False])
def test_a_converted_text_that_is_damaged_is_converted_anew(
    site: SmallSite, tmp_path: Path, part: str, *, known: bool
) -> None:
    """The record of a conversion is whole, what it speaks of is not; with the state or without."""
    build(site)
    cache = site.root / ".cache"
    for form in _forms(cache / "store/packs"):
        _flip(cache, getattr(form, part).ref)
    if not known:
        shutil.rmtree(cache / "states")
    change(
        site.root / "theme/templates/article.html", "{% block content %}", "{% block content %}x"
    )
    is_as_first(site, tmp_path / "first")


def _forms(packs: Path) -> list[Form]:
    """All records of conversions that are kept."""
    reader, found = PackReader(packs), []
    for pack in pack_numbers(packs):
        for key, ref in reader.scan(pack):
            with contextlib.suppress(msgspec.MsgspecError):
                found.append(FORM.decode(reader.read(ref, key) or b""))
    reader.close()
    assert found
    return found


def _flip(cache: Path, ref: Ref) -> None:
    file = pack_path(cache / "store/packs", ref.pack)
    data = bytearray(file.read_bytes())
    data[ref.offset + HEAD_BYTES + ref.length // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    "act",
    [
        lambda site: site.write("news/2026/late.md", HANT.replace("協議", "另文")),
        lambda site: site.write("news/2026/alliance.md", HANS.replace("样本", "样板")),
        lambda site: (site.root / "content/news/2026/alliance.md").unlink(),
        lambda site: site.write("images/late.svg", '<svg xmlns="http://www.w3.org/2000/svg"'
                                ' width="9" height="9"/>'),
        lambda site: change(site.root / "theme/templates/article.html", "<", "<!-- late --><"),
        lambda site: change(site.root / "theme/static/hutong.css", "{", "{/* late */"),
    ],
    ids=["added", "changed", "deleted", "a picture", "a template", "a style sheet"],
)  # fmt: skip
def test_what_changes_while_a_build_is_at_work_is_seen_by_the_next(
    site: SmallSite, tmp_path: Path, act: Callable[[SmallSite], object]
) -> None:
    """Nobody waits for a build before saving a file."""
    left = [act]

    def watch(name: str, _done: int, _count: int) -> None:
        if name == "rendering" and left:
            left.pop()(site)

    build_site(site.settings(THEME="theme"), Options(1, watch=watch))
    assert not left
    is_as_first(site, tmp_path / "first")


def test_building_again_and_again_leaves_no_file_open(site: SmallSite) -> None:
    """``invoke serve`` builds thousands of times in one process."""
    builder = Builder(lambda: site.settings(THEME="theme"))
    seen = []
    for number in range(12):
        site.write("news/2026/agreement.md", f"{HANT}\n第{number}段。\n")
        builder.build()
        gc.collect()
        seen.append(open_files())
    assert seen[-1] <= seen[3]


def test_no_room_for_temporary_files_is_said_in_words(site: SmallSite, tmp_path: Path) -> None:
    """OpenCC reads its configuration from a file, which has to be written first."""
    done = built(site.settings(), tmp_path / "log", before=no_larger_than(1_000))
    assert done.code == 2
    assert "the disk is full; free some space and build again" in done.said


_BUILD = """
import sys
from pathlib import Path
from hutong.build.session import Options
from hutong.build.site import build_site
from tests.small import SmallSite
root, output, cache = sys.argv[1:]
build_site(SmallSite(Path(root)).settings(OUTPUT_PATH=output, HUTONG_CACHE=cache), Options(1))
"""
_TERMS = """

_as_written = _term

def _term(item, taxon):
    names = {tag: f"{name}!" for tag, name in item["names"].items()}
    return _as_written({**item, "names": names}, taxon)
"""

_NAMES = """

_plain_name = named

def named(*given):
    return _plain_name(*given) + "!"
"""


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("variants/data/house.zh-Hant-HK.tsv", "虛構\t墟構\tinvented\ta test\n"),
        ("taxonomy.py", _TERMS),
        ("build/names.py", _NAMES),
    ],
    ids=["words of the converter", "what reads terms", "what names terms"],
)  # fmt: skip
def test_another_version_of_the_program_makes_what_it_would_make_first(
    site: SmallSite, tmp_path: Path, name: str, more: str
) -> None:
    """An upgrade counts for what it changes, whatever earlier versions have left in the cache."""
    code = tmp_path / "code"
    shutil.copytree(Path(hutong.__file__).parent, code / "hutong")
    command = [sys.executable, "-c", _BUILD, str(site.root)]
    path = os.pathsep.join((str(code), str(THEME.parent)))
    for output, cache in (("output", ".cache"), ("output", ".cache"), ("first", ".first")):
        subprocess.run(
            [*command, output, cache], env={**os.environ, "PYTHONPATH": path}, check=True
        )
        if cache == ".cache" and more:
            with (code / "hutong" / name).open("a", encoding="utf-8") as file:
                file.write(more)
            before, more = tree(site.output), ""
    assert tree(site.output) == tree(site.root / "first") != before

"""What changes while a build runs, or in the program between builds, is not taken for built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from hutong.build import gather, ground, produce, program, rows, work
from hutong.build.beside import beside
from hutong.build.cache import prune_cache
from hutong.build.ledger import Ledger
from hutong.build.seal import read_seal, seal_ledger, state_folder, state_ledger
from hutong.build.session import Options
from hutong.build.site import Builder, BuildReport, build_site
from hutong.build.staging import is_as_seen
from hutong.build.stamps import Seen, look_again, walk
from hutong.build.state import read_state
from hutong.build.tree import write_tree
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun
from hutong.model import OutputFile
from tests.small import SmallSite, small_site, tree


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Two articles, a page, two sections, and an attachment."""
    made = small_site(tmp_path)
    made.write("files/f.csv", "a,b\n")
    return made


def once(part: str, act: Callable[[], object]) -> Callable[[str, int, int], None]:
    """A watcher that acts when it first hears of some part of a build."""
    acts = [act]

    def watch(name: str, _done: int, _count: int) -> None:
        if name == part and acts:
            acts.pop()()

    return watch


def build(site: SmallSite, **options: object) -> BuildReport:
    """Build in one process."""
    return build_site(site.settings(), Options(jobs=1, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("edit", ["content/files/f.csv", "theme/static/hutong.css"])
def test_a_file_that_changes_before_it_is_copied_is_built_again(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    """It would stand there under the digest of its old bytes for ever."""
    theme = site.root / "theme"
    shutil.copytree(site.settings().theme, theme)
    settings = site.settings(THEME=str(theme))
    file, make = site.root / edit, produce.produce
    before = file.read_bytes()

    def late(*given: Any, **named: Any) -> Iterator[produce.Made]:
        file.write_bytes(before + next(tails))
        return make(*given, **named)

    monkeypatch.setattr(work, "produce", late)
    tails, said = iter((b"/*1*/", b"/*2*/", b"/*2*/")), list[str]()
    build_site(settings, Options(tell=said.append))
    assert before + b"/*2*/" in tree(site.output).values()
    assert len(said) == 2
    assert "was changed while the site was being built: building again" in said[0]
    first = tree(site.output)
    tails = iter((b"/*3*/", b"/*4*/", b"/*5*/"))
    file.write_bytes(before)
    with pytest.raises(CannotRun, match="was changed while the site was being built; build again"):
        build_site(settings)
    assert tree(site.output) == first
    monkeypatch.undo()
    file.write_bytes(before)
    build_site(settings)
    assert before in tree(site.output).values()


def test_a_text_that_changes_between_two_looks_is_read_anew(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says must not be kept under the digest of what it said."""
    sections = site.root / "content/sections.yaml"
    good, read = sections.read_text(encoding="utf-8"), ground.read_ground

    def slowly(files: ground.GroundFiles, *others: object) -> object:
        sections.write_text(good.replace("區域合作", "區域協作"), encoding="utf-8")
        return read(files, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(gather, "read_ground", slowly)
    site.build()
    assert "區域協作" in site.page("zh-hant")
    monkeypatch.undo()
    sections.write_text(good, encoding="utf-8")
    site.build()
    assert all("區域協作".encode() not in data for data in tree(site.output).values())


def test_nothing_is_kept_of_a_build_whose_program_changed(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one, by the new program, finds out everything by itself."""
    said: list[str] = []
    site.build()
    article = site.root / "content/news/2026/agreement.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n再。\n", encoding="utf-8")
    monkeypatch.setattr(work, "is_outdated", lambda: True)
    build(site, tell=said.append)
    assert "start it again" in "".join(said)
    monkeypatch.undo()
    again = build(site)
    assert again.conversions != (0, 0)
    assert build(site).reasons == {}


def test_the_program_knows_that_it_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the stamps that its files had when it began."""
    assert not program.is_outdated()
    monkeypatch.setattr(program, "_PACKAGE", Path(__file__).parent)
    assert program.is_outdated()


def test_a_module_that_the_settings_import_counts(site: SmallSite) -> None:
    """An edited one is imported anew, by this process too, and all pages are made with it."""
    helper, conf = site.root / "own_marks.py", site.root / "pelicanconf.py"
    helper.write_text("SIGN = '甲'\n", encoding="utf-8")
    conf.write_text(
        "from own_marks import SIGN\n"
        f"SITEURL = 'https://news.example.org'\nTHEME = {str(site.settings().theme)!r}\n"
        f"HUTONG_VARIANTS = {[dict(one) for one in _variants(site)]!r}\n"
        "TIMEZONE = 'Asia/Hong_Kong'\nHUTONG_NOW = '2026-11-22T12:00:00+08:00'\n"
        "JINJA_GLOBALS = {'sign': lambda: SIGN}\n",
        encoding="utf-8",
    )
    builder = Builder(lambda: settings_from(conf))
    files = len(builder.build().written)
    assert builder.build().reasons == {}
    helper.write_text("SIGN = '乙丙'\n", encoding="utf-8")
    settings = settings_from(conf)
    assert settings.jinja_globals["sign"]() == "乙丙"
    assert len(builder.build().reasons) > files / 2


def _variants(site: SmallSite) -> list[dict[str, str]]:
    from tests.small import VARIANTS

    assert len(site.settings().variants) == len(VARIANTS)
    return VARIANTS


def test_a_record_that_could_not_be_kept_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a failed write would have changed is in no later one."""
    ledger = Ledger(tmp_path / "record", magic=b"test", tables=("rows",))
    ledger.write({"rows": {"a": 1, "b": 1}}, None)

    def refuse(*_: object, **__: object) -> None:
        raise CannotRun("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("hutong.build.ledger.write_whole", refuse)
        with pytest.raises(CannotRun):
            ledger.write({"rows": {"a": 2, "b": 1}}, {"rows": {"a": 2}})
    ledger.write({"rows": {"a": 1, "b": 3}}, {"rows": {"b": 3}})
    again = Ledger(tmp_path / "record", magic=b"test", tables=("rows",)).read()
    assert again is not None
    assert again["rows"] == {"a": 1, "b": 3}


def test_rows_of_another_program_are_not_read(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be of another shape: build and prune go on without them."""
    site.build()
    first = tree(site.output)

    settings = site.settings()
    folder = state_folder(settings.cache, settings.output)
    state = read_state(state_ledger(folder), read_seal(seal_ledger(folder)))
    assert state is not None
    refusing = _Refusing(state.rows.values())
    with monkeypatch.context() as patch:
        patch.setattr("hutong.build.cache.ROW", refusing)
        prune_cache(settings)
    monkeypatch.setattr(gather, "reading_code", lambda: b"other")
    monkeypatch.setattr(gather, "ROW", refusing)
    build(site)
    assert tree(site.output) == first


class _Refusing:
    """A decoder that takes no row of some others."""

    def __init__(self, others: Collection[bytes]) -> None:
        self._others = frozenset(others)

    def decode(self, data: bytes) -> rows.Row:
        if data in self._others:
            raise ValueError("another shape")
        return rows.ROW.decode(data)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("built", [False, True])
def test_a_cache_that_goes_while_it_is_used_is_made_again(
    site: SmallSite, jobs: int, *, built: bool
) -> None:
    """Once is an accident; if it goes again, somebody should know."""
    if built:
        site.build()
        for path in (site.root / "content/news").rglob("*.md"):
            path.write_text(path.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")
    said: list[str] = []
    store = site.settings().cache / "store"
    watch = once("reading", lambda: shutil.rmtree(store))
    build_site(site.settings(), Options(jobs=jobs, watch=watch, tell=said.append))
    assert site.page("zh-hant/news/2026/agreement")

    def always(name: str, _done: int, _count: int) -> None:
        if name == "reading":
            shutil.rmtree(store, ignore_errors=True)

    shutil.rmtree(site.settings().cache)
    with pytest.raises(CannotRun, match="loses what is put there"):
        build_site(site.settings(), Options(jobs=jobs, watch=always))


def test_a_tree_that_another_build_has_written_is_looked_at_again(tmp_path: Path) -> None:
    """Even where somebody had looked before it was this build's turn."""
    out = tmp_path / "out"
    write_tree(out, [OutputFile(path="a", data=b"1")])
    seen = Seen(walk(out), frozenset())
    assert is_as_seen(out, seen)
    write_tree(out, [OutputFile(path="a", data=b"2")])
    assert not is_as_seen(out, seen)
    shutil.rmtree(out)
    assert not is_as_seen(out, seen)


def test_doubtful_outputs_are_settled_again(site: SmallSite) -> None:
    """Files whose stamps said nothing must not be read in every build from then on."""
    article = site.root / "content/news/2026/agreement.md"
    text = article.read_text(encoding="utf-8")
    for number in range(4):
        article.write_text(f"{text}\n第{number}句。\n", encoding="utf-8")
        site.build()
    file = site.output / "index.html"
    stamp, _ = look_again(file, "")
    os.utime(file, ns=(stamp[1] - 10**10, stamp[1] - 10**10))
    assert not look_again(file, "no digest")[1]


def test_work_is_done_here_where_no_process_is_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of processes costs time, and nothing else."""

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    with beside(lambda: 42, worth=True) as found:
        assert found() == 42

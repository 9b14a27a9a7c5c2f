"""The preview goes on whatever happens to a build, and builds every save."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from watchfiles import Change

from hutong.build.site import BuildReport, build_site
from hutong.desk.live import Failure, Feed
from hutong.desk.live_builds import Changes, Preview, Watchers, is_read, is_setting
from hutong.desk.live_notes import Counting
from hutong.desk.serve import make_builder, start
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, ContentError
from hutong.model import Problem
from tests.small import THEME, VARIANTS, SmallSite, small_site

ADDRESS: Final = "http://localhost:8000"
CONF: Final = """
SITEURL = "http://localhost:8000"
TIMEZONE = "Asia/Hong_Kong"
THEME = {theme!r}
HUTONG_VARIANTS = {variants!r}
HUTONG_NOW = "2026-11-22T12:00:00+08:00"
"""
DOUBTFUL: Final = """---
title: 样本
variant: zh-Hans-CN
date: 2026-05-01
---
双方同意复核全部个案，干事会作出答复。
"""
SERVE: Final = """
import sys
from pathlib import Path
from hutong.desk.commands import told
from hutong.desk.serve import serve
sys.exit(told(lambda: serve(Path("pelicanconf.py"), "localhost", int(sys.argv[1]))))
"""


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    """The settings file of a small site."""
    site = small_site(tmp_path / "site")
    file = site.root / "pelicanconf.py"
    file.write_text(CONF.format(theme=str(THEME), variants=VARIANTS), encoding="utf-8")
    return file


class Listening(Feed):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[Failure] = []
        self.written: list[Sequence[str]] = []

    def failed(self, failure: Failure) -> None:
        """A build failed."""
        self.failures.append(failure)

    def built(self, written: Sequence[str], removed: Sequence[str]) -> None:
        """A build came about."""
        assert not removed
        self.written.append(written)


class Scripted:
    """Raises what it was given, one error a build, and then builds."""

    def __init__(self, conf: Path, *errors: Exception) -> None:
        self._builder = make_builder(conf, ADDRESS, conf.parent / "preview")
        self._errors = list(errors)
        self.asked: list[frozenset[Path] | None] = []

    def build(self, changed: frozenset[Path] | None) -> BuildReport:
        """Fail or build."""
        self.asked.append(changed)
        if self._errors:
            raise self._errors.pop(0)
        return self._builder.build(changed)


def wait_until(happened: Callable[[], bool]) -> None:
    """Fail if it does not happen within ten seconds."""
    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


# Builds


@pytest.mark.parametrize(
    ("error", "told", "kind"),
    [
        (CannotRun("the theme is missing"), "hutong: the theme is missing", "cannot"),
        (OSError(28, "No space left on device"), "No space left on device", "cannot"),
        (ContentError([Problem("a.md", 3, "bad", "mend")]), "a.md:3: bad; mend", "problems"),
        (ValueError("odd"), "ValueError: odd", "fault"),
        (RecursionError("deep"), "please report it", "fault"),
    ],
)
def test_a_failed_build_is_told_and_not_the_end(
    conf: Path, capsys: pytest.CaptureFixture[str], error: Exception, told: str, kind: str
) -> None:
    """Errors of every kind reach the terminal and the pages, and the next build is made."""
    feed = Listening()
    preview = Preview(Scripted(conf, error), feed)
    assert not preview.build(None)
    assert told in capsys.readouterr().err
    assert [one.kind for one in feed.failures] == [kind]
    assert preview.build(None)
    assert "zh-hant/news/2026/agreement/index.html" in feed.written[0]
    assert (conf.parent / "preview/index.html").is_file()


def test_settings_that_break_are_told(conf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A settings file that is being edited may fail in any way."""
    conf.write_text("1 / 0", encoding="utf-8")
    feed = Listening()
    assert not Preview(make_builder(conf, ADDRESS, conf.parent / "preview"), feed).build(None)
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "ZeroDivisionError" in feed.failures[0].text


@pytest.mark.parametrize(
    ("error", "third"),
    [
        (ContentError([Problem("a.md", 3, "bad", "mend")]), {"a.md", "b.md"}),
        (CannotRun("no theme"), None),
        (ValueError("odd"), None),
        (OSError(5, "odd"), None),
    ],
)
def test_what_a_failed_build_left_is_built_next(
    conf: Path, error: Exception, third: set[str] | None
) -> None:
    """Wrong content stays changed; where a build may have begun to write, all is looked at."""
    builder = Scripted(conf)
    preview = Preview(builder, Listening())
    preview.build(frozenset({Path("first.md")}))
    builder._errors.append(error)
    preview.build(frozenset({Path("a.md")}))
    preview.build(frozenset({Path("b.md")}))
    preview.build(frozenset({Path("c.md")}))
    assert builder.asked == [
        None,
        frozenset({Path("a.md")}),
        None if third is None else frozenset(map(Path, third)),
        frozenset({Path("c.md")}),
    ]


def test_an_interrupt_is_no_failure(conf: Path) -> None:
    """Ctrl-C during a build is not swallowed."""

    class Interrupted(Scripted):
        def build(self, changed: frozenset[Path] | None) -> BuildReport:
            self.asked.append(changed)
            raise KeyboardInterrupt

    builder, feed = Interrupted(conf), Listening()
    with pytest.raises(KeyboardInterrupt):
        Preview(builder, feed).build(None)
    assert builder.asked == [None]
    assert feed.failures == []


# Changes


def test_saves_during_a_build_are_taken_at_once_after_it() -> None:
    """Whatever came together is one build; a change of settings stands for everything."""
    changes = Changes()
    changes.add([Path("a")])
    changes.add([Path("b"), Path("a")])
    assert changes.take() == frozenset({Path("a"), Path("b")})
    changes.add([Path("c")])
    changes.add_everything()
    assert changes.take() is None
    changes.add([Path("d")])
    assert changes.take() == frozenset({Path("d")})


def test_the_end_of_watching_is_raised() -> None:
    """Without a watcher the preview would lie in silence; it says so instead."""
    changes = Changes()
    threading.Timer(0.05, changes.stop, [CannotRun("no more watches")]).start()
    with pytest.raises(CannotRun, match="no more watches"):
        changes.take()


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("article.md", "content"),
        ("decisions.tsv", "content"),
        ("pelicanconf.py", "content, settings"),
        (".article.md.swp", ""),
        ("article.md~", ""),
        ("~lock.md", ""),
        ("article.tmp", ""),
        (".pelicanconf.py", ""),
    ],
)
def test_what_editors_programs_put_beside_files_is_no_change(name: str, taken: str) -> None:
    """Only what a build may read begins one."""
    filters = {"content": is_read, "settings": is_setting}
    path = f"/x/{name}"
    assert ", ".join(one for one in filters if filters[one](Change.added, path)) == taken


@pytest.fixture
def watched(conf: Path) -> Iterator[Changes]:
    """What the watchers of a small site with a theme of its own find."""
    (conf.parent / "theme/templates").mkdir(parents=True)
    text = conf.read_text(encoding="utf-8").replace(repr(str(THEME)), "'theme'")
    conf.write_text(text, encoding="utf-8")
    changes = Changes()
    watchers = Watchers(changes, conf)
    watchers.follow(settings_from(conf))
    _settle(changes, conf)
    yield changes
    watchers.stop()


def _settle(changes: Changes, conf: Path) -> None:
    """Until both watchers are at work: what is written before is not heard of."""

    def poke() -> bool:
        (conf.parent / "probe.py").write_text(str(time.time()), encoding="utf-8")
        (conf.parent / "content/probe.md").write_text(str(time.time()), encoding="utf-8")
        with changes._changed:
            return changes._everything and bool(changes._paths)

    wait_until(poke)
    time.sleep(0.3)
    changes.take()


@pytest.mark.parametrize(
    "path",
    [
        "content/news/2026/agreement.md",
        "content/news/2027/new.md",
        "content/decisions.tsv",
        "content/glossary/terms.tsv",
        "theme/templates/article.html",
        "theme/translations/zh_Hant_HK.po",
    ],
)
def test_every_source_is_watched(watched: Changes, conf: Path, path: str) -> None:
    """Articles, decisions, glossary, templates and catalogues are seen by their paths, soon."""
    file = conf.parent / path
    file.parent.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    file.write_text("changed", encoding="utf-8")
    found = watched.take()
    assert found is not None
    assert found & {file, *file.parents}
    assert time.perf_counter() - begun < 1.5  # the library's own wait alone is 1.6 s


@pytest.mark.parametrize("_again", [1, 2])
def test_settings_saved_by_replacement_are_seen_each_time(
    watched: Changes, conf: Path, _again: int
) -> None:
    """A new file in the place of the old, as many editors save, is a change of everything."""
    for number in range(2):
        new = conf.with_name("new.tmp")
        new.write_text(f"{conf.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
        os.replace(new, conf)  # noqa: PTH105  # as editors do
        assert watched.take() is None
        time.sleep(0.1)


def test_folders_that_settings_name_anew_are_watched(conf: Path) -> None:
    """After a change of the theme's place, its files are seen there."""
    other = conf.parent / "other"
    other.mkdir()
    changes = Changes()
    watchers = Watchers(changes, conf)
    watchers.follow(settings_from(conf))
    watchers.follow(settings_from(conf, THEME="other"))
    _settle(changes, conf)
    (other / "x.html").write_text("x", encoding="utf-8")
    assert changes.take() == frozenset({other / "x.html"})
    watchers.stop()


def test_a_folder_that_cannot_be_watched_ends_the_preview(conf: Path) -> None:
    """It is said which folder, and what to look at."""
    settings = settings_from(conf)
    (conf.parent / "content").rename(conf.parent / "gone")
    changes = Changes()
    Watchers(changes, conf).follow(settings)
    with pytest.raises(CannotRun, match=r"cannot watch .*content.*check that it is there"):
        changes.take()


# Notes


def test_notes_are_counted_in_a_process_of_their_own(
    conf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An article with doubts has its count on the pages of both editions; a failure is told."""
    SmallSite(conf.parent).write("news/2026/doubts.md", DOUBTFUL)
    counting = Counting(conf, ADDRESS)
    found = counting()
    assert found is not None
    assert set(found) == {f"zh-han{one}/news/2026/doubts/index.html" for one in "ts"}
    assert {one.count > 0 and bool(one.first) for one in found.values()} == {True}
    conf.write_text("1 / 0", encoding="utf-8")
    assert counting() is None
    assert "ZeroDivisionError" in capsys.readouterr().err
    counting.close()
    assert counting() is None


# The command


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_command_in_peace(conf: Path, ending: signal.Signals) -> None:
    """An interrupted or terminated preview says what it did, exits with 0 and leaves no process."""
    command = [sys.executable, "-c", SERVE, str(_free_port())]
    with subprocess.Popen(command, cwd=conf.parent, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        said = ""
        while "_review" not in said:
            line = running.stdout.readline()
            assert line, said
            said += line
        running.send_signal(ending)
        assert running.wait(10) == 0
    assert "files written" in said


def test_a_port_that_cannot_be_is_told(tmp_path: Path) -> None:
    """In words, as one that is taken."""
    with pytest.raises(CannotRun, match="no port 99999"):
        start("localhost", 99999, tmp_path, None)


def test_a_port_that_is_taken_is_told(conf: Path) -> None:
    """The message names the address and what to do; the exit code is 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", SERVE, port]
        done = subprocess.run(
            command, cwd=conf.parent, capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == CannotRun.exitcode
    assert f"cannot listen on http://localhost:{port}" in done.stderr
    assert "choose another --port" in done.stderr


def test_the_preview_is_what_a_build_makes(conf: Path) -> None:
    """On disk the preview has no live part: it is the site, byte for byte."""
    output = conf.parent / "preview"
    Preview(make_builder(conf, ADDRESS, output), Feed()).build(None)
    build_site(settings_from(conf, SITEURL=ADDRESS, OUTPUT_PATH="plain"))
    files = [file for file in output.rglob("*") if file.is_file()]
    assert files
    for file in files:
        other = conf.parent / "plain" / file.relative_to(output)
        assert file.read_bytes() == other.read_bytes()

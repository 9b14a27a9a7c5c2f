"""Publishing: readers always see one whole release."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest

from hutong.build.tree import write_tree
from hutong.errors import CannotRun, ContentError
from hutong.model import OutputFile, Problem, Severity
from hutong.publish.release import list_releases, publish_release, rollback

NOON: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)


def site(text: str) -> Callable[[Path], object]:
    """A build that writes two files of that text."""

    def build(root: Path) -> object:
        data = text.encode()
        return write_tree(
            root, [OutputFile(path=path, data=data) for path in ("index.html", "zh-hant/a.html")]
        )

    return build


def hours(count: int) -> datetime:
    """That many hours after noon."""
    return NOON + timedelta(hours=count)


def shown(to: Path) -> str:
    """The text that readers see."""
    texts = {(to / "current" / path).read_text() for path in ("index.html", "zh-hant/a.html")}
    assert len(texts) == 1
    return texts.pop()


def ids(to: Path) -> list[str]:
    """Ids of the releases, newest first."""
    return [release.id for release in list_releases(to)]


def rest(to: Path) -> set[str]:
    """Names of everything that is neither a release nor the link to one."""
    inside = {entry.name for entry in (to / "releases").iterdir()} - set(ids(to))
    return inside | {entry.name for entry in to.iterdir()} - {"releases", "current"}


def test_a_first_publish_makes_the_place_and_the_link(tmp_path: Path) -> None:
    """``to`` need not exist; the link is relative, so that the whole may be moved."""
    to = tmp_path / "srv" / "www"
    report = publish_release(to, site("one"), now=NOON)
    assert (report.id, report.previous, report.removed) == ("20261122T120000Z", "", ())
    assert (report.files, report.warnings) == (2, ())
    assert str((to / "current").readlink()) == "releases/20261122T120000Z"
    to.rename(tmp_path / "moved")
    assert shown(tmp_path / "moved") == "one"


def test_ids_are_in_utc_and_never_taken_twice(tmp_path: Path) -> None:
    """Two in one second differ by a number, and the later counts as newer, past nine too."""
    here = NOON.astimezone(timezone(timedelta(hours=8)))
    for number in range(11):
        publish_release(tmp_path, site(str(number)), now=here, keep=20)
    assert ids(tmp_path)[:2] == ["20261122T120000Z-11", "20261122T120000Z-10"]
    assert ids(tmp_path)[-1] == "20261122T120000Z"
    assert shown(tmp_path) == "10"


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    """An id in UTC cannot be told from it."""
    with pytest.raises(CannotRun, match="no zone"):
        publish_release(tmp_path, site("one"), now=NOON.replace(tzinfo=None))


def test_a_failing_build_leaves_everything_alone(tmp_path: Path) -> None:
    """Two publishes, then one with broken content: releases and link stay, the error passes."""
    publish_release(tmp_path, site("one"), now=hours(1))
    publish_release(tmp_path, site("two"), now=hours(2))
    before = ids(tmp_path)

    def broken(root: Path) -> object:
        site("half")(root)
        raise ContentError([Problem("content/news/a.md", 3, "has no title", "add one")])

    with pytest.raises(ContentError, match=r"content/news/a\.md:3"):
        publish_release(tmp_path, broken, now=hours(3))
    assert ids(tmp_path) == before
    assert shown(tmp_path) == "two"
    assert rest(tmp_path) == {".hutong-publish.lock"}


def test_a_tree_that_fails_the_check_is_not_published(tmp_path: Path) -> None:
    """Errors of the check stop it; its warnings are reported."""
    publish_release(tmp_path, site("one"), now=hours(1))
    wrong = Problem("index.html", 1, "link '/x/' leads to nothing", "mend it")
    with pytest.raises(ContentError, match="leads to nothing"):
        publish_release(tmp_path, site("two"), now=hours(2), verify=lambda _: [wrong])
    assert shown(tmp_path) == "one"
    odd = Problem("index.html", 1, "is odd", "look at it", Severity.WARNING)
    report = publish_release(tmp_path, site("two"), now=hours(2), verify=lambda _: [odd])
    assert report.warnings == (odd,)
    assert shown(tmp_path) == "two"


def test_a_tree_changed_behind_the_builds_back_is_not_published(tmp_path: Path) -> None:
    """By default the manifest is what is checked."""

    def tampered(root: Path) -> object:
        site("one")(root)
        return (root / "index.html").write_text("other")

    with pytest.raises(ContentError, match=r"index\.html: differs"):
        publish_release(tmp_path, tampered, now=NOON)
    assert not (tmp_path / "current").is_symlink()


def test_a_build_that_writes_nothing_is_refused(tmp_path: Path) -> None:
    """An empty site is never meant."""
    with pytest.raises(CannotRun, match="wrote no file"):
        publish_release(tmp_path, lambda _: None, now=NOON)
    assert ids(tmp_path) == []


def test_the_last_five_are_kept(tmp_path: Path) -> None:
    """Each publish beyond the fifth deletes the oldest and says so."""
    reports = [publish_release(tmp_path, site(str(n)), now=hours(n)) for n in range(7)]
    assert [report.removed for report in reports[:5]] == [()] * 5
    assert [report.removed for report in reports[5:]] == [(reports[0].id,), (reports[1].id,)]
    assert ids(tmp_path) == [report.id for report in reversed(reports[2:])]
    assert rest(tmp_path) == {".hutong-publish.lock"}


def test_the_current_release_is_never_deleted(tmp_path: Path) -> None:
    """Not even when the clock went back and makes it the oldest."""
    for n in range(10, 16):
        publish_release(tmp_path, site(str(n)), now=hours(n))
    report = publish_release(tmp_path, site("early"), now=hours(0))
    assert shown(tmp_path) == "early"
    assert report.id in ids(tmp_path)


def test_what_a_killed_publish_left_is_swept(tmp_path: Path) -> None:
    """``kill -9`` in the middle of the build: the link stays, the next publish cleans up."""
    publish_release(tmp_path, site("one"), now=hours(1))
    child = os.fork()
    if not child:

        def stuck(root: Path) -> object:
            (root / "half.html").write_text("half")
            time.sleep(60)
            return None

        try:
            publish_release(tmp_path, stuck, now=hours(2))
        finally:
            os._exit(0)
    half = tmp_path / "releases/.building-20261122T140000Z/half.html"
    deadline = time.monotonic() + 10
    while not half.exists():
        assert time.monotonic() < deadline, "the child did not start to build"
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    (tmp_path / ".current-20261122T140000Z").symlink_to("releases/nowhere")
    assert shown(tmp_path) == "one"
    assert len(ids(tmp_path)) == 1
    publish_release(tmp_path, site("two"), now=hours(2))
    assert shown(tmp_path) == "two"
    assert rest(tmp_path) == {".hutong-publish.lock"}


def test_a_second_publish_waits_for_the_first_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Both end up as releases, and the later one is shown."""
    started, go_on = threading.Event(), threading.Event()

    def slow(root: Path) -> object:
        started.set()
        assert go_on.wait(10)
        return site("first")(root)

    first = threading.Thread(target=publish_release, args=(tmp_path, slow), kwargs={"now": NOON})
    second = threading.Thread(
        target=publish_release, args=(tmp_path, site("second")), kwargs={"now": NOON}
    )
    with caplog.at_level(logging.WARNING, logger="hutong"):
        first.start()
        assert started.wait(10)
        second.start()
        deadline = time.monotonic() + 10
        while not caplog.records and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not (tmp_path / "current").is_symlink()
        go_on.set()
        first.join(10)
        second.join(10)
    assert "another publish" in caplog.text
    assert ids(tmp_path) == ["20261122T120000Z-2", "20261122T120000Z"]
    assert shown(tmp_path) == "second"


def test_a_current_that_is_no_link_is_refused(tmp_path: Path) -> None:
    """A folder that somebody filled by hand is not thrown away."""
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "index.html").write_text("by hand")
    with pytest.raises(CannotRun, match="is not a symbolic link"):
        publish_release(tmp_path, site("one"), now=NOON)
    assert (tmp_path / "current" / "index.html").read_text() == "by hand"
    assert [one.name for one in tmp_path.iterdir()] == ["current"]


@pytest.mark.parametrize("target", ["/srv/old", "releases/../../etc", "releases"])
def test_a_current_that_leads_elsewhere_is_refused(tmp_path: Path, target: str) -> None:
    """Only a link that a publish made is replaced."""
    (tmp_path / "current").symlink_to(target)
    with pytest.raises(CannotRun, match="not to a release"):
        publish_release(tmp_path, site("one"), now=NOON)
    assert str((tmp_path / "current").readlink()) == target


def test_a_place_that_is_a_file_is_told(tmp_path: Path) -> None:
    """No traceback of the operating system's making."""
    (tmp_path / "to").write_text("")
    with pytest.raises(CannotRun, match="cannot publish to"):
        publish_release(tmp_path / "to", site("one"), now=NOON)


def test_unchanged_files_keep_their_time(tmp_path: Path) -> None:
    """So a web server tells returning readers that they have them already."""

    def build(text: bytes) -> Callable[[Path], object]:
        return lambda root: write_tree(
            root, [OutputFile(path="a", data=b"same"), OutputFile(path="b", data=text)]
        )

    first = publish_release(tmp_path, build(b"1"), now=hours(0)).path
    for name in ("a", "b"):
        os.utime(first / name, (1_000_000_000, 1_000_000_000))
    second = publish_release(tmp_path, build(b"2"), now=hours(1)).path
    assert (second / "a").stat().st_mtime == 1_000_000_000
    assert (second / "b").stat().st_mtime > 1_000_000_000


def test_rollback_shows_the_release_before(tmp_path: Path) -> None:
    """Step by step back, and by name forward again."""
    newest = [publish_release(tmp_path, site(str(n)), now=hours(n)) for n in range(3)][-1]
    report = rollback(tmp_path)
    assert (report.previous, report.id) == (newest.id, "20261122T130000Z")
    assert shown(tmp_path) == "1"
    rollback(tmp_path)
    assert shown(tmp_path) == "0"
    with pytest.raises(CannotRun, match="no release older"):
        rollback(tmp_path)
    assert [one.id for one in list_releases(tmp_path) if one.current] == ["20261122T120000Z"]
    rollback(tmp_path, newest.id)
    assert shown(tmp_path) == "2"


@pytest.mark.parametrize("name", ["20200101T000000Z", "../current", "nonsense"])
def test_rollback_to_an_unknown_release_names_the_known(tmp_path: Path, name: str) -> None:
    """Nothing changes."""
    publish_release(tmp_path, site("one"), now=NOON)
    with pytest.raises(CannotRun, match="there are: 20261122T120000Z"):
        rollback(tmp_path, name)
    assert shown(tmp_path) == "one"


def test_rollback_refuses_a_damaged_release(tmp_path: Path) -> None:
    """Readers are not sent to a tree that lost a file."""
    publish_release(tmp_path, site("one"), now=hours(0))
    publish_release(tmp_path, site("two"), now=hours(1))
    (tmp_path / "releases/20261122T120000Z/index.html").unlink()
    with pytest.raises(CannotRun, match="damaged"):
        rollback(tmp_path)
    assert shown(tmp_path) == "two"


def test_a_place_without_releases_lists_none(tmp_path: Path) -> None:
    """An empty folder has no release; one that is not there is told, and asking makes nothing."""
    assert list_releases(tmp_path) == ()
    for ask in (list_releases, rollback):
        with pytest.raises(CannotRun, match="is no folder"):
            ask(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()

"""Building on a cluster makes the same site, whatever happens to the workers."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final

import pytest
from distributed import KilledWorker
from distributed.comm.core import CommClosedError

from hutong.build import gather, produce, scan, site
from hutong.build.remote import cluster as clusters
from hutong.build.remote import reading, stockroom, worker
from hutong.build.remote.cluster import Cluster
from hutong.build.remote.supply import TEXTS, LackingError, Part, Want
from hutong.build.session import Options
from hutong.build.site import BuildReport, build_site
from hutong.errors import CannotRun, ContentError
from hutong.model import Problem
from hutong.settings import HutongSettings
from tests.build.clusters import HereCluster, RealCluster
from tests.conftest import REPOSITORY
from tests.edits import Edits
from tests.small import HANT, SmallSite, small_site, tree
from tests.soak import times

MANY: Final = 20


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCluster]:
    """A scheduler; :func:`cluster` has workers, too."""
    started = RealCluster(tmp_path_factory.mktemp("dask"))
    yield started
    started.stop()


@pytest.fixture
def cluster(real: RealCluster) -> RealCluster:
    """A scheduler and two worker processes on loopback."""
    real.fill(2)
    return real


@pytest.fixture
def worker_there(real: RealCluster) -> RealCluster:
    """A scheduler and at least one worker."""
    real.fill(1)
    return real


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small site has many."""
    monkeypatch.setattr(gather, "_SHARD", 2)
    monkeypatch.setattr(reading, "_LEAST", 2)
    monkeypatch.setattr(produce, "_SHARD", 25)


@pytest.fixture
def here(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, small_shards: None
) -> HereCluster:
    """What every build with an executor gets: a worker in this process."""
    cluster = HereCluster()
    room = tmp_path_factory.getbasetemp() / "worker-here"

    @contextmanager
    def cluster_at(_address: str) -> Iterator[Cluster]:
        yield cluster.as_cluster()

    monkeypatch.setattr(clusters, "cluster_at", cluster_at)
    monkeypatch.setattr(worker, "_whereabouts", lambda: (room, "tcp://here"))
    monkeypatch.setattr(worker, "_unpacked", {})
    return cluster


def article(number: int) -> str:
    """One of many articles, which link to each other."""
    return f"""---
title: 樣本{number}號
variant: {"zh-Hant-HK" if number % 3 else "zh-Hans-CN"}
date: 2026-0{1 + number % 9}-{1 + number % 28:02}
section: {"finance" if number % 2 else "cooperation"}
tags: [峰會, 樣本{number % 5}]
---
虛構的第{number}條新聞，意味著合作。見[另文](a{(number * 7) % MANY + 1}.md)。
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site of many articles with the smallest theme, built on this machine."""
    found = Plain(small_site(tmp_path_factory.mktemp("model")).root).filled()
    build_site(found.settings(), Options(1))
    return found


@pytest.fixture
def many(tmp_path: Path, model: SmallSite) -> SmallSite:
    """The same site, not built; only engines and templates are ready."""
    found = Plain(tmp_path / "site")
    shutil.copytree(model.root / "content", found.root / "content")
    for name in ("engines", "templates"):
        shutil.copytree(model.root / ".cache" / name, found.root / ".cache" / name)
    return found


class Plain(SmallSite):
    """A site with the theme of the benchmark, which is quick to make ready."""

    def filled(self) -> Plain:
        """With many articles."""
        for number in range(1, MANY + 1):
            self.write(f"news/2026/a{number}.md", article(number))
        return self

    def settings(self, **overrides: Any) -> HutongSettings:
        """Its settings, checked; that theme has no pages for the register."""
        theme = str(REPOSITORY / "bench" / "theme")
        return SmallSite.settings(self, THEME=theme, HUTONG_LEAVE_OUT=["register"], **overrides)


def built(settings: HutongSettings, executor: str = "dask://here:1", **options: Any) -> BuildReport:
    """Build on a cluster."""
    return build_site(settings, Options(1, executor=executor, **options))


# On a real cluster


@pytest.mark.parametrize("during", ["reading", "rendering"])
def test_a_worker_killed_in_the_middle_is_done_without(
    many: SmallSite, model: SmallSite, small_shards: None, cluster: RealCluster, during: str
) -> None:
    """The other worker does its work too, and the site is that of a local build, byte for byte."""
    killed: list[tuple[int, int]] = []

    def watch(name: str, done: int, count: int) -> None:
        if name == during and not killed:
            killed.append((done, count))
            cluster.kill()

    report = built(many.settings(), cluster.executor, watch=watch)
    ((done, count),) = killed
    assert done < count
    assert cluster.count() == 1
    assert tree(many.output) == tree(model.output)
    assert report.conversions == (2 * MANY + 6, 0)
    assert build_site(many.settings(), Options(1)).written == ()


def test_a_cluster_that_loses_all_workers_ends_the_build(
    many: SmallSite, small_shards: None, cluster: RealCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With words that say what to do; the output is as it was, and the next build completes it."""
    monkeypatch.setattr(clusters, "PATIENCE", 0.3)

    def watch(name: str, _done: int, _count: int) -> None:
        if name == "rendering" and cluster.count():
            cluster.kill(0)
            cluster.kill(1)

    with pytest.raises(CannotRun, match=r"has no workers \(left\); start some"):
        built(many.settings(), cluster.executor, watch=watch)
    assert tree(many.output) == {}
    report = build_site(many.settings(), Options(1))
    assert report.conversions == (0, 2 * MANY + 6)  # what the cluster converted is kept


def test_a_scheduler_that_is_killed_ends_the_build(
    many: SmallSite, small_shards: None, tmp_path: Path
) -> None:
    """With words; the output is as it was."""
    (tmp_path / "dask").mkdir()
    cluster = RealCluster(tmp_path / "dask")
    try:
        cluster.fill(1)

        def watch(_name: str, _done: int, _count: int) -> None:
            cluster.kill_scheduler()

        with pytest.raises(CannotRun, match=r"the Dask scheduler at dask://.* is gone"):
            built(many.settings(), cluster.executor, watch=watch)
    finally:
        cluster.stop()
    assert tree(many.output) == {}


def test_problems_of_the_content_come_back(
    many: SmallSite, small_shards: None, worker_there: RealCluster
) -> None:
    """They are those that a local build tells."""
    many.write("news/2026/bad.md", "---\ntitle: 沒有日期\n---\n文\n")
    many.write("news/2026/odd.md", b"\xff\xfe\x00")
    with pytest.raises(ContentError) as here:
        build_site(many.settings(), Options(1))
    with pytest.raises(ContentError) as there:
        built(many.settings(), worker_there.executor)
    assert there.value.problems == here.value.problems != ()


def test_a_worker_with_another_program_is_refused(
    many: SmallSite, small_shards: None, worker_there: RealCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It might make other pages; the message names it."""
    monkeypatch.setattr(clusters, "program", lambda: b"another")
    with pytest.raises(CannotRun, match=r"the worker tcp://127\.0\.0\.1:\d+ runs another Hutong"):
        built(many.settings(), worker_there.executor)


# In this process, sent as to a real one


@pytest.mark.parametrize("seed", range(times(1, 30)))
def test_random_edits_on_a_cluster_make_the_same_site(
    tmp_path: Path, here: HereCluster, seed: int
) -> None:
    """Building on from the last build there, and from nothing, equals a first build here."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    edits = Edits(tmp_path / "site", chance, articles=60)
    for _ in range(2):
        edits.step()
        edits.build(executor="dask://here:1")
    wanted = edits.fresh(tmp_path / "fresh")
    done = edits.build(executor="dask://here:1")
    assert (done is None) == (wanted is None), edits.told
    if wanted is not None:
        assert tree(edits.site.output) == wanted, edits.told
    edits.forget()
    edits.build(executor="dask://here:1")
    assert wanted is None or tree(edits.site.output) == wanted, edits.told
    assert here.shards > 0


def test_what_was_read_before_is_not_read_again(many: SmallSite, here: HereCluster) -> None:
    """A new name in the register has every text checked again, and itself alone converted."""
    built(many.settings())
    many.write("organisations/other.yaml", "names: {zh-Hant-HK: 另會, zh-Hans-CN: 另会}\n")
    before = here.shards
    report = built(many.settings())
    assert here.shards > before
    assert report.conversions == (2, 2 * MANY + 6)


@pytest.mark.parametrize("name", ["_words", "_whole"])
def test_what_was_not_foreseen_is_asked_for(
    many: SmallSite,
    model: SmallSite,
    here: HereCluster,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Pages that show what their plans do not tell are made all the same, at another try."""
    wants: list[Want] = []
    real = stockroom.Stockroom._add

    def add(self: stockroom.Stockroom, parcel: stockroom.Parcel, want: Want) -> None:
        wants.append(want)
        real(self, parcel, want)

    monkeypatch.setattr(stockroom, name, lambda _plan: ())
    monkeypatch.setattr(stockroom.Stockroom, "_add", add)
    built(many.settings())
    assert tree(many.output) == tree(model.output)
    assert any(sort == TEXTS for sort, _ in wants)


def test_a_file_that_cannot_be_sent_is_read_here(
    many: SmallSite, model: SmallSite, here: HereCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that its problem, if it still has one, is told as ever."""
    real = scan.read_text

    def read_text(root: Path, path: str) -> bytes | Problem:
        return Problem(path, 0, "is", "go") if path.endswith("a7.md") else real(root, path)

    monkeypatch.setattr(reading, "read_text", read_text)
    built(many.settings())
    assert here.shards > 0
    assert tree(many.output) == tree(model.output)


def test_filters_of_the_settings_travel(many: SmallSite, here: HereCluster, tmp_path: Path) -> None:
    """Also those that are written in the settings file itself."""
    theme = shutil.copytree(REPOSITORY / "bench" / "theme", tmp_path / "theme")
    template = theme / "templates" / "base.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("</main>", "{{ 'é'|twice }}</main>"), encoding="utf-8")
    filters = {"twice": lambda text: text + text}
    built(SmallSite.settings(many, THEME=str(theme), JINJA_FILTERS=filters))
    assert "éé</main>" in many.page("zh-hant")
    assert here.shards > 0


def test_what_cannot_be_sent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that holds a lock, say, ends the build with words."""
    joined = Cluster("dask://here:1")
    monkeypatch.setattr(joined, "_client", FakeClient(None))
    with pytest.raises(CannotRun, match="cannot be sent to a cluster"):
        joined.load(Lock())  # type: ignore[arg-type]  # that is the point


def test_a_part_tells_what_is_missing_from_what_was_not_sent() -> None:
    """It is no mapping to iterate over, and guesses nothing."""
    part = Part[str, str]("pages", str.upper)
    part.sent = {"a": "x", "b": None}
    assert (part["a"], part.get("b"), "b" in part) == ("X", None, False)
    with pytest.raises(LackingError) as error:
        part.get("c")
    assert error.value.want == ("pages", "c")
    for use in (len, list):
        with pytest.raises(TypeError, match="only a part of pages is here"):
            use(part)


def test_workers_keep_few_kits(
    here: HereCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds may take turns; those before them are forgotten, on disk too."""
    monkeypatch.setattr(worker, "_whereabouts", lambda: (tmp_path / "worker", "tcp://here"))
    for _ in range(worker._KITS + 2):
        assert list(here.run(_desks, [1], here.load(FolderKit()))) == [1]
    assert len(worker._unpacked) == worker._KITS
    assert len(list((tmp_path / "worker").iterdir())) == worker._KITS


class FolderKit:
    """Unpacks to its folder."""

    def unpack(self, desk: Path, cache: Path) -> Path:
        """The folder, with one thing in it."""
        (desk / "cache").write_text(str(cache), encoding="utf-8")
        return desk


def _desks(desk: Path, shard: int) -> int:
    assert desk.is_dir()
    return shard


# What a cluster may answer

LOST: Any = SimpleNamespace(address="tcp://here")


class FakeClient:
    """Gives one answer to everything."""

    def __init__(self, answer: BaseException | None) -> None:
        self._answer = answer
        self.cancelled = 0

    def nthreads(self) -> dict[str, int]:
        """One worker."""
        return {"tcp://here": 1}

    def submit(self, *_: Any, **__: Any) -> FakeClient:
        """Itself stands for the result to come."""
        return self

    def result(self, timeout: float) -> bytes:
        """The answer."""
        assert timeout > 0
        assert self._answer is not None
        raise self._answer

    def cancel(self, futures: list[Any]) -> None:
        """Count what was taken back."""
        self.cancelled += len(futures)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            KilledWorker("shard", LOST, 3),
            "ended one worker of the cluster after the other",
        ),
        (CancelledError(), "the Dask scheduler at dask://here:1 is gone"),
        (CommClosedError("closed"), r"is gone \(CommClosedError: closed\)"),
        (ModuleNotFoundError("No module named 'x'"), "the cluster lacks a module"),
        (ZeroDivisionError("ours"), "ours"),
    ],
)
def test_what_goes_wrong_on_a_cluster_is_said(
    monkeypatch: pytest.MonkeyPatch, answer: Exception, words: str
) -> None:
    """In words with a remedy; a mistake of the program stays what it is. Nothing is left there."""
    joined, client = Cluster("dask://here:1"), FakeClient(answer)
    monkeypatch.setattr(joined, "_client", client)
    kind = ZeroDivisionError if isinstance(answer, ZeroDivisionError) else CannotRun
    with pytest.raises(kind, match=words):
        list(joined.run(_desks, [1, 2, 3], joined.load(FolderKit())))
    assert client.cancelled > 0


@pytest.mark.parametrize("address", ["dask://", "dask://host", "tcp://host:1", "host:1", "dask"])
def test_other_addresses_are_refused(address: str) -> None:
    """The message shows what one looks like."""
    with pytest.raises(CannotRun, match="give dask://HOST:PORT"):
        Cluster(address)


def test_a_scheduler_that_does_not_answer_is_said(
    many: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build ends before it has touched anything."""
    monkeypatch.setattr(clusters, "_ANSWER", 0.3)
    with pytest.raises(CannotRun, match=r"no Dask scheduler answers at dask://127\.0\.0\.1:1"):
        built(many.settings(), "dask://127.0.0.1:1")
    assert tree(many.output) == {}


def test_little_work_asks_no_cluster(tmp_path: Path) -> None:
    """An edit is built here, sooner than a cluster could be asked."""
    found = Plain(small_site(tmp_path).root)
    settings = found.settings()
    build_site(settings, Options(1))
    found.write("news/2026/agreement.md", HANT + "多一句。\n")
    report = built(settings, "dask://127.0.0.1:1")
    assert report.written
    assert site.build_site(settings, Options(1)).written == ()

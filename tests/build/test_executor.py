"""Sharing work out: in order, few results at a time, and nothing left behind when it goes wrong."""

from __future__ import annotations

import errno
import gc
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children, connection, resource_tracker
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.build.executor import default_jobs, run_shards
from hutong.errors import CannotRun, ContentError
from hutong.model import Problem
from tests.build.children import open_files, processes
from tests.conftest import REPOSITORY


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """After every test there is no child, no open pipe, and no frozen memory."""
    resource_tracker.ensure_running()  # spawning starts it, for the rest of the run
    gc.collect()  # what other tests have left open is closed now, or by chance in between
    children, pipes = processes(), open_files()
    yield
    gc.collect()
    assert active_children() == []
    assert processes() <= children
    assert open_files() <= pipes  # fewer, if another test's server ends meanwhile
    assert gc.get_freeze_count() == 0


def times(factor: int, shard: int) -> int:
    """A product."""
    return factor * shard


def who(_: object, shard: int) -> int:
    """The process that works, after a while."""
    time.sleep(0.02 + shard * 0)
    return os.getpid()


def dies(how: str, shard: int) -> bytes:
    """Die in some way at the third shard."""
    if shard != 3:
        return b"x" * 100
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "segfault":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "exit":
        os._exit(7)
    if how == "leave":
        raise SystemExit(8)
    _cut_the_answer()
    return b"x" * 1_000_000


def _cut_the_answer() -> None:
    """Let the next thing this process sends be cut by its death."""

    def part(self: connection.Connection, data: memoryview) -> None:
        os.write(self.fileno(), len(data).to_bytes(4, "big") + bytes(data[:1000]))
        os.kill(os.getpid(), signal.SIGKILL)

    connection.Connection._send_bytes = part  # type: ignore[attr-defined]


def fails(error: Exception, shard: int) -> int:
    """Raise at the third shard and at the last, sooner at the last."""
    if shard == 3:
        time.sleep(0.05)
        raise error
    if shard == 7:
        raise LookupError("later")
    return shard


class Unsendable(Exception):
    """An error that a pipe cannot carry."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


# What comes back


@pytest.mark.parametrize("jobs", [0, 1, 2, 3, 50])
@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_results_come_in_the_order_of_the_shards(jobs: int, count: int) -> None:
    """However many processes work, each shard's result comes once, in its place."""
    assert list(run_shards(times, range(count), context=3, jobs=jobs)) == [
        3 * number for number in range(count)
    ]


def test_slow_shards_do_not_change_the_order() -> None:
    """The first shard is the slowest, and its result still comes first."""

    def late(_: None, shard: int) -> int:
        time.sleep(0.1 if shard == 0 else 0)
        return shard

    assert list(run_shards(late, range(20), context=None, jobs=2)) == list(range(20))


@settings(max_examples=15)
@given(st.lists(st.binary(max_size=300_000), min_size=2, max_size=5))
def test_results_of_any_size_come_whole(shards: list[bytes]) -> None:
    """Large results do not block the workers, nor mix."""
    turned = run_shards(lambda _, shard: shard[::-1], shards, context=None, jobs=2)
    assert list(turned) == [shard[::-1] for shard in shards]


def test_the_work_is_shared() -> None:
    """Two jobs are two other processes; one job, and one shard, stay here."""
    workers = set(run_shards(who, range(12), context=None, jobs=2))
    assert len(workers) == 2
    assert os.getpid() not in workers
    assert set(run_shards(who, range(3), context=None, jobs=1)) == {os.getpid()}
    assert set(run_shards(who, range(1), context=None, jobs=4)) == {os.getpid()}


def test_forked_workers_inherit_what_cannot_be_sent() -> None:
    """Context, shards and function need no pickling where there is fork."""
    context: Callable[[int], int] = lambda number: number + 1  # noqa: E731 (it must be one)
    shards = [lambda number=number: number for number in range(5)]
    work = run_shards(lambda add, shard: add(shard()), shards, context=context, jobs=2)
    assert list(work) == [1, 2, 3, 4, 5]


def test_results_are_made_only_a_little_ahead(tmp_path: Path) -> None:
    """Whoever takes slowly makes the workers wait: memory is bounded."""

    def note(folder: Path, shard: int) -> int:
        (folder / str(shard)).touch()
        return shard

    for taken in run_shards(note, range(60), context=tmp_path, jobs=2):
        time.sleep(0.005)
        assert len(list(tmp_path.iterdir())) <= taken + 1 + 6
    assert len(list(tmp_path.iterdir())) == 60


def test_without_fork_workers_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same results, and the same words when a worker dies."""
    monkeypatch.delattr(os, "fork")
    assert list(run_shards(times, range(5), context=3, jobs=2)) == [0, 3, 6, 9, 12]
    with pytest.raises(CannotRun, match="SIGKILL"):
        list(run_shards(dies, range(6), context="kill", jobs=2))


# When it goes wrong

CONTENT = ContentError([Problem("b.md", 2, "is odd", "mend it"), Problem("a.md", 1, "is", "go")])


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("kill", r"was ended by SIGKILL \(often because memory ran out\)"),
        ("segfault", "was ended by SIGSEGV"),
        ("exit", "ended with code 7"),
        ("leave", "ended with code 8"),
        ("half an answer", "was ended by SIGKILL"),
    ],
)
def test_a_dying_worker_ends_the_run_with_words(how: str, words: str) -> None:
    """However a worker dies, the run ends at once, says how, and what to do."""
    begun = time.monotonic()
    with pytest.raises(CannotRun, match=words) as error:
        list(run_shards(dies, range(50), context=how, jobs=2))
    assert "run the build again, and with --jobs 1 if it happens again" in str(error.value)
    assert time.monotonic() - begun < 4


def slowly(results: Iterator[bytes]) -> Iterator[bytes]:
    """The same, by a taker who has other work."""
    for result in results:
        yield result
        time.sleep(0.001)


def test_a_worker_killed_at_any_moment_is_noticed() -> None:
    """Killed from outside, busy or waiting: never a wrong or missing result, never a hang."""

    def busy(_: None, shard: int) -> bytes:
        return bytes([shard]) * 200_000

    for moment in range(15):
        results = run_shards(busy, range(100), context=None, jobs=2)
        first = next(results)
        victim = active_children()[moment % 2].pid
        assert victim is not None
        timer = threading.Timer(moment * 0.001, os.kill, (victim, signal.SIGKILL))
        timer.start()
        taken = [first]
        with pytest.raises(CannotRun, match="worker process"):
            taken.extend(slowly(results))
        timer.join()
        assert taken == [bytes([number]) * 200_000 for number in range(len(taken))]


def test_a_system_that_starts_no_more_processes_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workers that did start end, and the words say how to go on without."""
    real, made = connection.Pipe, 0

    def few(*_: object) -> object:
        nonlocal made
        made += 1
        if made == 3:
            raise OSError(errno.EMFILE, "Too many open files")
        return real()

    monkeypatch.setattr(connection, "Pipe", few)
    with pytest.raises(CannotRun, match=r"\(Too many open files\); build with --jobs 1"):
        list(run_shards(times, range(9), context=1, jobs=4))
    assert made == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_arrive_as_themselves(jobs: int) -> None:
    """Errors of ours and of others keep their type, words and data; the earliest shard's counts."""
    for error in (CONTENT, CannotRun("no such theme; make one"), ValueError("odd", 3)):
        taken: list[int] = []
        with pytest.raises(type(error)) as raised:
            taken.extend(run_shards(fails, range(8), context=error, jobs=jobs))
        assert str(raised.value) == str(error)
        assert raised.value.args == error.args
        if isinstance(raised.value, ContentError):
            assert raised.value.problems == CONTENT.problems


def test_an_error_of_others_says_where_it_was_raised() -> None:
    """The traceback of the worker travels along; that of our own errors is nobody's business."""
    with pytest.raises(ValueError, match="odd") as raised:
        list(run_shards(fails, range(8), context=ValueError("odd"), jobs=2))
    assert "in fails" in "".join(raised.value.__notes__)
    with pytest.raises(CannotRun) as ours:
        list(run_shards(fails, range(8), context=CannotRun("odd"), jobs=2))
    assert not hasattr(ours.value, "__notes__")


def test_what_cannot_be_sent_back_is_said() -> None:
    """An error, or a result, that no pipe can carry arrives as words."""
    with pytest.raises(RuntimeError, match="Unsendable: ab"):
        list(run_shards(fails, range(8), context=Unsendable("a", "b"), jobs=2))
    with pytest.raises(Exception, match="pickle"):
        list(run_shards(lambda _, __: lambda: 1, range(3), context=None, jobs=2))


def test_leaving_early_ends_the_workers() -> None:
    """Whoever wants no more results does not wait for the work on them."""
    begun = time.monotonic()
    results = run_shards(lambda _, shard: time.sleep(shard), range(9), context=None, jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 0.9


def test_ctrl_c_ends_everything() -> None:
    """The interrupt goes to every process of the terminal; one traceback, no process left."""
    code = (
        "import os, sys, time\n"
        "from hutong.build.executor import run_shards\n"
        "def work(_, shard):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"
        "    time.sleep(30)\n"
        "list(run_shards(work, range(4), context=None, jobs=2))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY / "plugins",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert said.count("Traceback") == 1
    assert "KeyboardInterrupt" in said
    assert not any(map(_lives, workers))


def test_workers_of_a_killed_build_end_by_themselves(tmp_path: Path) -> None:
    """``kill -9`` of the parent: its workers finish at most what they are at, and go."""

    def work(folder: Path, shard: int) -> bytes:
        (folder / str(os.getpid())).touch()
        time.sleep(0.05)
        return bytes([shard]) * 300_000

    parent = os.fork()
    if not parent:
        try:
            for _ in run_shards(work, range(100), context=tmp_path, jobs=3):
                time.sleep(60)
        finally:
            os._exit(1)
    while len(list(tmp_path.iterdir())) < 3:
        time.sleep(0.005)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    until = time.monotonic() + 8
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(_lives, workers))


def _lives(pid: int) -> bool:
    """Whether a process is there and no zombie (whose parent may be slow to take notice)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_one_job_loads_no_machinery() -> None:
    """A build in one process does not pay for importing what several need."""
    code = (
        "import sys\n"
        "from hutong.build.executor import run_shards, default_jobs\n"
        "assert list(run_shards(max, [1, 2], context=0, jobs=1)) == [1, 2]\n"
        "assert not {'multiprocessing', 'concurrent.futures'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY / "plugins")


def test_the_default_is_the_processors_we_may_use() -> None:
    """One job per processor of this process, at least one."""
    assert default_jobs() == len(os.sched_getaffinity(0)) >= 1

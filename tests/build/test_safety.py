"""Whatever happens to a build or its cache: no wrong page, a clear message, and the next is right.

Builds run in processes of their own and end with the exit code of the command line.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hutong.build.cache import cache_size, prune_cache
from hutong.build.outpaths import MANIFEST, STAGE
from hutong.build.session import Options
from hutong.build.site import BuildReport, build_site
from hutong.build.vault import locked
from tests.build.children import ended, start
from tests.build.safety_builds import (
    Outcome,
    begun,
    built,
    damaged,
    dying_at,
    edited,
    finished,
    forbidden,
    kill_after,
    mortal,
    no_larger_than,
    project,
    tree_of_first_build,
)
from tests.edits import Edits
from tests.small import SmallSite, tree
from tests.soak import times

_VERSIONS = 3
_ARTICLES = 110
_NEVER_BUILT = 50
"""From this version on no cache holds any yet."""
_FULL = "the disk is full; free some space and build again"


@pytest.fixture(scope="module")
def large(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[SmallSite, list[dict[str, bytes]]]:
    """A site of a hundred articles, and what first builds make of its versions."""
    root = tmp_path_factory.mktemp("large")
    site = project(root / "site", _ARTICLES)
    wanted = []
    for version in range(_VERSIONS):
        edited(site, version)
        wanted.append(tree_of_first_build(site, root / f"first{version}"))
    return site, wanted


def whole(output: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Every file that readers meet is one that a build has made, old or new."""
    for path, data in tree(output).items():
        if not path.startswith(f"{STAGE}/") and path != MANIFEST:
            assert data in {old.get(path), new.get(path)}, path


@pytest.mark.parametrize("seed", range(times(5, 100)))
def test_a_killed_build_leaves_whole_files_and_the_next_one_completes(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path, seed: int
) -> None:
    """``kill -9`` of parent, worker or all, at any moment, with one process or two."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    site, wanted = large
    old, new = chance.sample(range(_VERSIONS), 2)
    log = tmp_path / "log"
    edited(site, old)
    if chance.random() < 0.2:
        shutil.rmtree(site.root / ".cache", ignore_errors=True)
        shutil.rmtree(site.output, ignore_errors=True)
    begin = time.monotonic()
    assert built(site.settings(), log, jobs=2) == Outcome(0, "")
    seconds = max(time.monotonic() - begin, 0.3)
    edited(site, new)
    whom = chance.choice(("parent", "worker", "group"))
    build = begun(site.settings(), log, jobs=chance.choice((1, 2, 2)))
    kill_after(chance.uniform(0, seconds), build, whom)
    done = finished(build)
    if done.code == 2:
        assert "a worker process was ended by SIGKILL" in done.said
        assert tree(site.output) == wanted[old]
    else:
        assert done.code in {0, -9}, done.said
    whole(site.output, wanted[old], wanted[new])
    after = built(site.settings(), log, jobs=chance.choice((1, 2)))
    assert after.code == 0, after.said
    assert tree(site.output) == wanted[new]


@pytest.mark.parametrize("seed", range(times(5, 100)))
def test_a_build_that_dies_while_it_writes_is_completed(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path, seed: int
) -> None:
    """Death before any file is made, moved or deleted: also in the middle of a commit."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    site, wanted = large
    old, new = chance.sample(range(_VERSIONS), 2)
    log = tmp_path / "log"
    edited(site, old)
    assert built(site.settings(), log).code == 0
    edited(site, new)
    # Staging takes some 600 steps, then come as many moves, the state and the seal.
    step = chance.choice((chance.randint(1, 700), chance.randint(550, 1100)))
    done = built(site.settings(), log, before=dying_at(step))
    assert done.code in {0, -9}, done.said
    whole(site.output, wanted[old], wanted[new])
    after = built(site.settings(), log, jobs=chance.choice((1, 2)))
    assert after.code == 0, after.said
    assert tree(site.output) == wanted[new]


def test_a_killed_worker_ends_the_build_in_words(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    """Exit code 2, what to do, and the old tree as it was."""
    site, wanted = large
    edited(site, 0)
    shutil.rmtree(site.root / ".cache", ignore_errors=True)
    assert built(site.settings(), tmp_path / "log", jobs=2).code == 0
    edited(site, 1)
    for _ in range(20):
        build = begun(site.settings(), tmp_path / "log", jobs=2)
        kill_after(0.0, build, "worker") or kill_after(0.2, build, "worker")
        done = finished(build)
        if done.code:
            break
        edited(site, 0)  # it was done before it could be killed
        assert built(site.settings(), tmp_path / "log", jobs=2).code == 0
        edited(site, 1)
    assert done.code == 2
    assert "a worker process was ended by SIGKILL" in done.said
    assert "run the build again" in done.said
    assert "Traceback" not in done.said
    assert tree(site.output) == wanted[0]


@pytest.mark.parametrize("seed", range(times(8, 200)))
def test_a_damaged_cache_costs_time_alone(tmp_path: Path, seed: int) -> None:
    """Cut, flipped, zeroed, swapped, gone, of another time: the site is as first builds make it."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    edits = Edits(tmp_path / "site", chance, articles=5)
    _show_picture(edits)
    assert _built(edits, tmp_path).code == 0
    cache, older = edits.site.root / ".cache", tmp_path / "older"
    shutil.copytree(cache, older)
    _calm_step(edits)
    assert _built(edits, tmp_path).code == 0
    hurt = [damaged(cache, older, chance) for _ in range(chance.choice((1, 1, 2, 4)))]
    if chance.random() < 0.7:
        _calm_step(edits)
    if chance.random() < 0.3:
        shutil.rmtree(edits.site.output)
    for _ in range(2):
        done = _built(edits, tmp_path, jobs=chance.choice((1, 2)))
        assert done.code == 0, (hurt, edits.told, done.said)
    to = tmp_path / "fresh"
    assert tree(edits.site.output) == tree_after(edits, to), (hurt, edits.told)


def _show_picture(edits: Edits) -> None:
    """A picture so large that smaller versions of it are kept."""
    data = BytesIO()
    Image.new("RGB", (600, 300), (120, 40, 40)).save(data, "PNG")
    edits.site.write("images/large.png", data.getvalue())
    edits.append("![圖](images/large.png)")


def _calm_step(edits: Edits) -> None:
    """Some edit that no site breaks at."""
    name = edits.chance.choice(
        ("body", "title", "template", "words", "glossary", "register", "add")
    )
    edits.told.append(name)
    getattr(edits, name)()


def _built(edits: Edits, to: Path, **how: int) -> Outcome:
    return built(edits.site.settings(**edits.overrides), to / "log", **how)


def tree_after(edits: Edits, to: Path) -> dict[str, bytes]:
    """What a first build makes, in a process that has nothing in its memory."""
    paths = {"OUTPUT_PATH": str(to / "output"), "HUTONG_CACHE": str(to / ".cache")}
    done = built(edits.site.settings(**edits.overrides, **paths), to.with_suffix(".log"))
    assert done.code == 0, done.said
    return tree(to / "output")


# Disks that refuse


@pytest.mark.parametrize("size", [300, 5_000, 20_000, 60_000, 150_000])
@pytest.mark.parametrize("cached", [True, False])
def test_a_full_disk_is_said_in_words(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path, size: int, *, cached: bool
) -> None:
    """Whatever of cache, stage and state does not fit: exit code 2 and a site that is whole."""
    site, wanted = large
    edited(site, 0)
    assert built(site.settings(), tmp_path / "log").code == 0
    edited(site, 1)
    for name in () if cached else ("store", "states", "templates"):
        shutil.rmtree(site.root / ".cache" / name)
    done = built(site.settings(), tmp_path / "log", jobs=2, before=no_larger_than(size))
    assert done.code in {0, 2}, done.said
    if done.code:
        assert _FULL in done.said
        assert "Traceback" not in done.said
    assert done.code or size > 20_000
    # The state is written last: if that alone did not fit, the site is new already.
    assert tree(site.output) in (wanted[0], wanted[1])
    assert not (site.output / STAGE).exists()
    assert built(site.settings(), tmp_path / "log").code == 0
    assert tree(site.output) == wanted[1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of twenty megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20m,mode=755", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine lets nobody mount a small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("left", [0, 4_096, 100_000, 400_000, 900_000])
def test_a_small_disk_that_is_full(small_disk: Path, tmp_path: Path, left: int) -> None:
    """A real one, with cache and output on it and so many bytes left."""
    site = project(tmp_path / "site", 30)
    paths = {"OUTPUT_PATH": str(small_disk / "out"), "HUTONG_CACHE": str(small_disk / "cache")}
    settings = site.settings(**paths)
    edited(site, 0)
    assert built(settings, tmp_path / "log").code == 0
    before = tree(small_disk / "out")
    edited(site, 1)
    wanted = tree_of_first_build(site, tmp_path / "first")
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(bytes(max(free.f_bavail * free.f_bsize - left, 0)))
    done = built(settings, tmp_path / "log", jobs=2)
    assert done.code in {0, 2}, done.said
    assert done.code == 0 or _FULL in done.said
    assert tree(small_disk / "out") in (before, wanted)
    (small_disk / "ballast").unlink()
    assert built(settings, tmp_path / "log").code == 0
    assert tree(small_disk / "out") == wanted


@pytest.mark.parametrize(
    "what", ["output", ".cache", ".cache/store", ".cache/states", "output/zh-hant/news"]
)
def test_what_may_not_be_written_is_said_in_words(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path, what: str
) -> None:
    """Exit code 2 names the folder; once it may be written again, all is well."""
    site, wanted = large
    edited(site, 0)
    assert built(site.settings(), tmp_path / "log").code == 0
    edited(site, _NEVER_BUILT + len(what))
    new = tree_of_first_build(site, tmp_path / "first")
    with forbidden(site.root / what):
        done = built(site.settings(), tmp_path / "log", jobs=2, before=mortal)
    assert done.code == 2, done.said
    assert "may not be written; mend its permissions or choose another folder" in done.said
    assert "Traceback" not in done.said
    whole(site.output, wanted[0], new)
    assert built(site.settings(), tmp_path / "log").code == 0
    assert tree(site.output) == new


# Several at once


@pytest.mark.parametrize("other", ["output", "elsewhere"])
def test_two_builds_at_once_come_one_after_the_other(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path, other: str
) -> None:
    """The second says that it waits, and both make the whole site."""
    site, wanted = large
    shutil.rmtree(site.output, ignore_errors=True)
    edited(site, 2)
    free = tmp_path / "free"
    holder = start(lambda: _hold(site.root / ".cache", tmp_path / "held", free))
    _await((tmp_path / "held").exists)
    builds = [
        begun(site.settings(OUTPUT_PATH=name), tmp_path / f"log{number}", jobs=2)
        for number, name in enumerate(("output", other))
    ]
    _await(lambda: all("waiting" in _text(build.log) for build in builds))
    free.touch()
    assert ended(holder) == 0
    for build in builds:
        done = finished(build)
        assert done.code == 0, done.said
        assert f"another build is running (pid {holder}); waiting" in done.said
    assert tree(site.output) == tree(site.root / other) == wanted[2]


def _hold(folder: Path, held: Path, free: Path) -> None:
    """Hold a cache, as a long build does, until a file is there."""
    with locked(folder, told=print):
        held.touch()
        _await(free.exists)


def _await(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


def _text(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def test_builds_and_prunes_at_once_do_not_meet(
    large: tuple[SmallSite, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    """Prunes that run while others build, and wait for them: nobody fails, all sites are right."""
    site, wanted = large
    stop = tmp_path / "stop"

    def prune() -> None:
        while not stop.exists():
            prune_cache(site.settings(), days=0)
            cache_size(site.settings())

    pruning = start(prune)
    for number in range(times(4, 30)):
        edited(site, number % _VERSIONS)
        done = built(site.settings(), tmp_path / "log", jobs=2)
        assert done.code == 0, done.said
        assert tree(site.output) == wanted[number % _VERSIONS]
    stop.touch()
    assert ended(pruning) == 0


def test_the_cache_stays_small_over_many_edits(tmp_path: Path) -> None:
    """A hundred small builds with a prune now and then: the cache does not grow without end."""
    site = project(tmp_path / "site", 30)
    settings = site.settings()
    build_site(settings, Options(1))
    prune_cache(settings, days=-1)  # what was used today is forgotten, too
    first = cache_size(settings)
    for number in range(times(12, 60)):
        file = site.root / f"content/news/2025/n{number % 30}.md"
        file.write_text(file.read_text("utf-8") + f"\n第{number}次。\n", "utf-8")
        report = build_site(settings, Options(1))
        assert report.conversions[0] == 2
        if number % 12 == 11:
            prune_cache(settings, days=-1)
            assert cache_size(settings) < first * 1.5
            assert build_site(settings, Options(1)).written == ()
    assert tree(site.output) == tree_of_first_build(site, tmp_path / "first")


def test_a_cache_in_another_checkout_is_of_use(tmp_path: Path) -> None:
    """CI: another path, other times, the cache alone is restored: nothing is converted anew."""
    site = project(tmp_path / "one", 30)
    report = _report(site)
    assert report.conversions[0] > 0
    other = SmallSite(tmp_path / "two")
    shutil.copytree(site.root / "content", other.root / "content", copy_function=shutil.copyfile)
    shutil.copytree(site.root / ".cache", other.root / ".cache", copy_function=shutil.copyfile)
    assert _report(other).conversions == (0, report.conversions[0])
    assert tree(other.output) == tree(site.output)


def test_a_tree_in_another_checkout_is_of_use(tmp_path: Path) -> None:
    """With the output restored, too, no file of it is written."""
    site = project(tmp_path / "one", 30)
    _report(site)
    other = tmp_path / "two"
    shutil.copytree(site.root, other, copy_function=shutil.copyfile)
    report = _report(SmallSite(other))
    assert report.written == ()
    assert report.conversions[0] == 0


def _report(site: SmallSite) -> BuildReport:
    return build_site(site.settings(), Options(1))

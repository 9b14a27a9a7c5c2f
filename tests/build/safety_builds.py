"""Builds that are watched from outside: in processes of their own, killed, starved and damaged."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.session import Options
from hutong.build.site import build_site
from hutong.desk.commands import told
from hutong.settings import HutongSettings
from tests.build.children import ended, start
from tests.small import SmallSite, small_site, tree

PATIENCE: Final = 20.0
"""Seconds within which workers of a dead build must have ended."""
_WORDS: Final = ("合作", "發展", "協議", "軟件", "衞生", "里程")
_CAPABILITIES: Final = 0x20080522


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code of a build, less than 0 if a signal ended it, and all that it said."""

    code: int
    said: str


def project(root: Path, articles: int) -> SmallSite:
    """A site that is large enough for worker processes."""
    site = small_site(root)
    for number in range(articles):
        day, month = number % 28 + 1, number % 11 + 1
        word = _WORDS[number % len(_WORDS)]
        site.write(
            f"news/2025/n{number}.md",
            f"---\ntitle: 樣本{word}{number}\nvariant: zh-Hant-HK\ndate: 2025-{month:02}-{day:02}\n"
            f"section: cooperation\ntags: [{word}]\n---\n虛構的{word}，第{number}篇。\n",
        )
    return site


def edited(site: SmallSite, version: int) -> None:
    """One of a few states of the content, which differ in every article, and in their number."""
    for number, file in enumerate(sorted((site.root / "content/news/2025").glob("n*.md"))):
        head = file.read_text("utf-8").partition("再版")[0]
        file.write_text(f"{head}再版{version}號，另有{number}處。\n", "utf-8")
    for number in range(3):
        file = site.root / f"content/news/202{number}/more.md"
        if number == version:
            text = (
                "---\ntitle: 樣本另文\nvariant: zh-Hans-CN\ndate: {0}\nsection: finance\n---\n样\n"
            )
            site.write(f"news/202{number}/more.md", text.format(f"202{number}-05-05"))
        else:
            file.unlink(missing_ok=True)


def tree_of_first_build(site: SmallSite, to: Path) -> dict[str, bytes]:
    """What a first build makes of the same content."""
    settings = site.settings(OUTPUT_PATH=str(to / "output"), HUTONG_CACHE=str(to / ".cache"))
    done = finished(begun(settings, to.with_suffix(".log")))
    assert done.code == 0, done.said
    return tree(to / "output")


# Builds in processes of their own


@dataclass(frozen=True, slots=True)
class Running:
    """A build that is at work, with all its processes in a group of its own."""

    pid: int
    log: Path

    def workers(self) -> list[int]:
        """Its worker processes."""
        try:
            text = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii")
        except OSError:
            return []
        return [int(pid) for pid in text.split()]


def begun(
    settings: HutongSettings,
    log: Path,
    *,
    jobs: int = 1,
    before: Callable[[], object] = lambda: None,
) -> Running:
    """Start a build as the command line would; what it says goes to ``log``."""

    def act() -> None:
        os.setpgid(0, 0)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False, buffering=1)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
        options = Options(jobs, tell=lambda line: print(line, flush=True))
        before()
        code = told(lambda: build_site(settings, options))
        sys.stdout.flush()
        os._exit(code)

    return Running(start(act), log)


def finished(build: Running) -> Outcome:
    """Wait for the end of a build, and until no process of it is left."""
    code = ended(build.pid)
    until = time.monotonic() + PATIENCE
    while left := _alive(build.pid):
        assert time.monotonic() < until, f"left running: {left}"
        time.sleep(0.01)
    return Outcome(code, build.log.read_text("utf-8"))


def built(settings: HutongSettings, log: Path, **how: object) -> Outcome:
    """Build in a process of its own."""
    return finished(begun(settings, log, **how))  # type: ignore[arg-type]


def _alive(group: int) -> list[int]:
    """Processes of a group that have not ended."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(fields[2]) == group and fields[0] not in "ZX":
            found.append(int(entry.name))
    return found


# Ways to die


def kill_after(seconds: float, build: Running, whom: str) -> bool:
    """``kill -9`` the parent, one worker or the whole group; whether there was anybody."""
    time.sleep(seconds)
    try:
        if whom == "group":
            os.killpg(build.pid, signal.SIGKILL)
        elif whom == "parent":
            os.kill(build.pid, signal.SIGKILL)
        else:
            until = time.monotonic() + seconds
            while not (workers := build.workers()) and time.monotonic() < until:
                time.sleep(0.001)
            os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311  # no secret
    except (IndexError, ProcessLookupError):
        return False
    return True


_TOUCHING: Final = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"})


def dying_at(step: int) -> Callable[[], None]:
    """For a child: die before it changes the disk for the ``step``-th time."""
    left = [step]

    def hook(event: str, given: tuple[object, ...]) -> None:
        opening = event == "open" and isinstance(given[2], int) and given[2] & os.O_WRONLY
        if event in _TOUCHING or opening:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


# What a disk may refuse


def no_larger_than(size: int) -> Callable[[], None]:
    """For a child: no file may become larger; what is more meets a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def mortal() -> None:
    """For a child: permissions hold for it, even if it is the superuser's."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        head = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
        if libc.capset(head, (ctypes.c_uint32 * 6)()):
            raise OSError(ctypes.get_errno(), "capset")


@contextmanager
def forbidden(folder: Path) -> Iterator[None]:
    """Nobody may write to a folder, nor to what is below it."""
    inside = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in inside}
    for path in reversed(inside):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


# Damage


def damaged(cache: Path, older: Path, chance: random.Random) -> str:
    """Damage a cache, and say how; ``older`` is a copy of it from an earlier time."""
    part = chance.choice(["states", "states", "store", "store", *(p.name for p in cache.iterdir())])
    files = sorted(path for path in (cache / part).rglob("*") if path.is_file())
    if part == "lock" or not files:
        files = sorted(path for path in cache.rglob("*") if path.is_file())
    file = chance.choice([path for path in files if path.name != "lock"] or files)
    how = chance.choice(sorted(_DAMAGES))
    _DAMAGES[how](file, cache, older, chance)
    return f"{file.relative_to(cache)}: {how}"


def _cut(file: Path, _cache: Path, _older: Path, chance: random.Random) -> None:
    with file.open("r+b") as handle:
        handle.truncate(chance.randint(0, file.stat().st_size))


def _flipped(file: Path, _cache: Path, _older: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 3)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _zeroed(file: Path, _cache: Path, _older: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    begin = chance.randint(0, len(data))
    data[begin:] = bytes(len(data) - begin)
    file.write_bytes(data)


def _longer(file: Path, _cache: Path, _older: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + chance.randbytes(chance.randint(1, 200)))


def _gone(file: Path, cache: Path, _older: Path, chance: random.Random) -> None:
    above = file.parent
    if above != cache and chance.random() < 0.3:
        shutil.rmtree(above)
    else:
        file.unlink()


def _folder(file: Path, _cache: Path, _older: Path, chance: random.Random) -> None:
    file.unlink()
    file.mkdir()
    if chance.random() < 0.5:
        (file / "something").write_bytes(b"x")


def _swapped(file: Path, cache: Path, _older: Path, chance: random.Random) -> None:
    other = chance.choice(sorted(path for path in cache.rglob("*") if path.is_file()))
    ours, theirs = file.read_bytes(), other.read_bytes()
    file.write_bytes(theirs)
    other.write_bytes(ours)


def _older(file: Path, cache: Path, older: Path, chance: random.Random) -> None:
    """One file, or one whole part, as it was before."""
    path = file.relative_to(cache)
    if chance.random() < 0.5:
        path = Path(path.parts[0])
    if (older / path).is_dir():
        shutil.rmtree(cache / path)
        shutil.copytree(older / path, cache / path)
    elif (older / path).is_file():
        shutil.copy2(older / path, cache / path)


_Damage = Callable[[Path, Path, Path, random.Random], None]
_DAMAGES: Final[Mapping[str, _Damage]] = {
    "cut": _cut, "bits flipped": _flipped, "zeroed": _zeroed, "longer": _longer, "gone": _gone,
    "a folder": _folder, "swapped": _swapped, "older": _older,
}  # fmt: skip

"""Times an editor's save: from the file on disk to the open page that shows it, in Chromium.

    python bench/site/save.py --work DIR --n 10000 --rounds 10

`invoke serve` runs on an invented archive with the theme of this repository. Every round saves
another sentence into the article whose page is open, then another headline, and waits until the
page has come up anew with it. Prints the median and the range of each, in seconds.
"""

from __future__ import annotations

import argparse
import functools
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it also runs as a file

from bench.site.generators import HutongDemo, Tools
from bench.site.measure import Unmeasurable
from bench.site.run import lay, machine
from bench.site.scenarios import Site, with_line, with_title

if TYPE_CHECKING:
    from playwright.sync_api import Page

_START: Final = 300.0
"""Seconds that the first build may take."""
_SAVED: Final = 30.0
"""Seconds after which a save counts as lost."""
_EDITS: Final[dict[str, Callable[..., str]]] = {"body": with_line, "title": with_title}


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """`invoke serve` in a project, once it answers; its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    argv = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(argv, cwd=folder, stdout=log, stderr=log)  # noqa: S603  # our own
        try:
            _wait_for(server, port, folder / "serve.log")
            yield f"http://localhost:{port}/"
        finally:
            server.terminate()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(int(_START / 0.1)):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("localhost", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Unmeasurable(f"invoke serve does not answer: {log.read_text(encoding='utf-8')[-400:]}")


def saves(page: Page, site: Site, rounds: int, pause: float) -> Iterator[tuple[str, float]]:
    """The seconds of each save, until the page's text has what was saved."""
    article = site.articles[len(site.articles) // 2]
    for number in range(rounds + 1):
        for name, edit in _EDITS.items():
            mark = f"saved-{number}-{name}"
            before = time.perf_counter()
            site.change(article, functools.partial(edit, mark=mark))
            page.wait_for_function(
                "mark => document.readyState === 'complete'"
                " && document.body.innerText.includes(mark)",
                arg=mark,
                timeout=_SAVED * 1000,
            )
            if number:  # the first is to warm up
                yield name, time.perf_counter() - before
            time.sleep(pause)


def measure(work: Path, n: int, rounds: int, pause: float) -> dict[str, list[float]]:
    """Lay the archive out, serve it, and save again and again."""
    from playwright.sync_api import sync_playwright

    site = lay(HutongDemo.name, n, work, Tools(folder=work), None)
    spent: dict[str, list[float]] = {name: [] for name in _EDITS}
    slug = site.articles[len(site.articles) // 2].stem
    try:
        with preview(site.generator.folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            page = browser.new_page()
            page.goto(f"{address}zh-hant/news/{slug[:4]}/{slug}/")
            page.wait_for_selector("article", timeout=_START * 1000)
            time.sleep(pause)
            for name, seconds in saves(page, site, rounds, pause):
                spent[name].append(seconds)
            browser.close()
    finally:
        shutil.rmtree(site.generator.folder)
    return spent


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, required=True, help="best on a memory file system")
    parser.add_argument("--n", type=int, default=10000, help="articles")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument(
        "--pause", type=float, default=2.0, help="seconds between saves; notes are counted in them"
    )
    given = parser.parse_args(arguments)
    try:
        spent = measure(given.work.resolve(), given.n, given.rounds, given.pause)
    except Unmeasurable as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{given.n:,} articles in two scripts, {given.rounds} rounds, {machine()}.")
    for name, seconds in spent.items():
        low, high = min(seconds), max(seconds)
        print(f"save a {name}: {statistics.median(seconds):.2f} s [{low:.2f}–{high:.2f}]")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Times a first build of a large register against one of as many articles as it has agreements.

    python bench/site/register.py --work DIR --rounds 5

Both sites have the theme of this repository and all that it makes. Every round builds both, one
after the other, each with no output and an empty cache. Prints the medians and their ratio, and
the size of the table of all agreements as readers get it.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it also runs as a file

from bench.site.generators import ROOT
from bench.site.measure import Unmeasurable

ASKED: Final = 1.5
_BUILD: Final = (sys.executable, "-m", "hutong", "build")


def lay(work: Path, agreements: int, organisations: int) -> tuple[Path, Path]:
    """Both projects in fresh folders: the articles, and the register."""
    here = ROOT / "bench" / "site"
    articles, register = work / "articles", work / "register"
    corpus = [str(here / "corpus.py"), str(articles), "--n", str(agreements)]
    records = [
        str(here / "records.py"), str(register), "--agreements", str(agreements),
        "--organisations", str(organisations),
    ]  # fmt: skip
    for argv in (corpus, records):
        subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    return articles, register


def cold(source: Path, project: Path) -> float:
    """Seconds of a first build, in a copy that stays.

    Nothing is deleted between builds: a file system without a journal does not use the place of a
    file again for some time, and looks at each such place for every new file.
    """
    shutil.copytree(source, project, symlinks=True)
    os.sync()
    begun = time.perf_counter()
    done = subprocess.run(_BUILD, cwd=project, check=False, capture_output=True, text=True)  # noqa: S603  # our own
    if done.returncode:
        raise Unmeasurable(f"the build in {project} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begun


def table_size(project: Path) -> int:
    """Bytes of the table of agreements and its script, compressed as a server would."""
    page = project / "output" / "zh-hant" / "agreements" / "index.html"
    script = next((project / "output" / "assets").rglob("register*.js"))
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in (page, script))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, build, and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--agreements", type=int, default=1000)
    parser.add_argument("--organisations", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    articles, register = lay(given.work, given.agreements, given.organisations)
    times: dict[str, list[float]] = {"articles": [], "register": []}
    for number in range(given.rounds):
        for name, source in (("articles", articles), ("register", register)):
            times[name].append(cold(source, given.work / f"{name}-{number}"))
    for name, some in times.items():
        print(f"{name:9} {statistics.median(some):6.2f} s [{min(some):.2f}-{max(some):.2f}]")
    ratio = statistics.median(times["register"]) / statistics.median(times["articles"])
    print(f"ratio     {ratio:6.2f} (asked: {ASKED})")
    size = table_size(given.work / "register-0") / 1000
    print(f"table of agreements with its script: {size:.0f} KB compressed")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Times building the same invented archive with Hutong and its peers, and prints one table.

    python bench/site/run.py --work DIR --n 10000 --rounds 3

Every round goes through all scenarios, and each scenario through all generators one after the
other, so that a slow spell of the machine meets them all. bench/site/README.md says what is built,
what each scenario changes, and where the generators are not equal.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it also runs as a file

from bench.site.generators import GENERATORS, ROOT, Tools
from bench.site.measure import Spent, Unmeasurable, run
from bench.site.scenarios import SCENARIOS, Site, size
from bench.site.table import Result, comparison, growth

SEED: Final = 1


def lay(name: str, n: int, work: Path, tools: Tools, left_out: Sequence[str] | None) -> Site:
    """The generator in a fresh folder with its articles.

    The corpus is made by another process, so that this one stays smaller than any it measures.
    """
    kind = GENERATORS[name]
    folder = work / f"{name}-{n}"
    shutil.rmtree(folder, ignore_errors=True)
    out = ",".join(kind.left_out if left_out is None else left_out) if kind.left_out else ""
    corpus = ROOT / "bench" / "site" / "corpus.py"
    argv = [sys.executable, str(corpus), str(folder), "--form", kind.form, "--n", str(n)]
    argv += ["--seed", str(SEED), "--leave-out", out]
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    generator = kind(folder, tools)
    generator.lay()
    return Site(generator, generator.articles())


def build(site: Site, *, by_content: bool, log: IO[bytes]) -> tuple[Spent, dict[str, float]]:
    """Run the stages; what they took together, and each one's seconds."""
    total = Spent(0.0, 0.0, 0.0, 0.0)
    stages = {}
    for name, commands in site.generator.stages(by_content=by_content):
        spent = run(commands, log)
        stages[name] = spent.wall
        total = total.then(spent)
    return total, stages


def measure(site: Site, scenario: str, number: int, log: IO[bytes]) -> Result:
    """Change what the scenario changes, build, and look whether the pages say so."""
    what = SCENARIOS[scenario]
    mark = f"measured-{number}-{scenario}"
    what.change(site, mark)
    spent, stages = build(site, by_content=what.by_content, log=log)
    files, bytes_ = size(site.generator.folder / "output")
    wrong = list(what.check(site, mark))
    if scenario == "cold":
        site.files = files
    return Result(
        generator=site.generator.name,
        scenario=scenario,
        n=len(site.articles),
        round=number,
        spent=spent,
        stages=stages,
        files=files,
        size=bytes_,
        wrong=wrong[:10],
    )


def rounds(
    sites: Sequence[Site], scenarios: Sequence[str], count: int, log: IO[bytes]
) -> Iterator[Result]:
    """Round by round, scenario by scenario, generator by generator."""
    for number in range(1, count + 1):
        for scenario in scenarios:
            for site in sites:
                if SCENARIOS[scenario].needs_glossary and not site.generator.glossary:
                    continue
                result = measure(site, scenario, number, log)
                _tell(result)
                yield result


def _tell(one: Result) -> None:
    """A line of progress, on standard error."""
    spent = one.spent
    print(
        f"round {one.round} n={one.n} {one.scenario:12} {one.generator:13} {spent.wall:8.2f} s"
        f" {spent.cpu:8.2f} s CPU {spent.process_mb:6.0f} MB {spent.tree_mb:6.0f} MB in all"
        f" {one.files:6} files {'' if not one.wrong else 'WRONG: ' + one.wrong[0]}",
        file=sys.stderr,
        flush=True,
    )


def into(path: Path, name: str, text: str) -> None:
    """Put a table between its two comments in a page of the documentation."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8")
    if page.count(start) != 1 or page.count(end) != 1:
        raise Unmeasurable(f"{path}: no single pair of {start.strip()} and {end}; add it")
    head, rest = page.split(start)
    _, tail = rest.split(end)
    path.write_text(f"{head}{start}\n{text}\n{end}{tail}", encoding="utf-8")


def machine() -> str:
    """What a reader of the table must know about the machine."""
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Linux {platform.release()},"
        f" Python {platform.python_version()}"
    )


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--work", type=Path, required=True, help="a folder, best on a memory file system")
    tools = ROOT / ".cache" / "bench-site"
    add("--tools", type=Path, default=tools, help="where make bench-peers put the peers")
    add("--n", type=int, default=10000, help="articles")
    add("--scale", default="", help="several sizes instead: cold builds only, such as 1000,5000")
    add("--rounds", type=int, default=3)
    add("--peers", default="hugo,hutong,hutong-demo", help=f"of {', '.join(GENERATORS)}")
    add("--scenarios", default=",".join(SCENARIOS), help="cold is always done, and first")
    add("--hutong-command", default=f"{shlex.quote(sys.executable)} -m hutong build")
    add("--content-flag", default="--by-content", help="what makes Hutong trust bytes alone")
    add("--left-out", help="names for HUTONG_LEAVE_OUT, if not those of bench/site/forms.py")
    add("--json", type=Path, help="every single result")
    add("--into", type=Path, help="page whose table is to be replaced, such as docs/performance.md")
    add("--keep", action="store_true", help="leave the sites in the work folder")
    given = parser.parse_args(arguments)
    for names, known in ((given.peers, GENERATORS), (given.scenarios, SCENARIOS)):
        if unknown := [name for name in names.split(",") if name not in known]:
            parser.error(f"{', '.join(unknown)}: unknown; choose from {', '.join(known)}")
    return given


def _sites(given: argparse.Namespace, sizes: Sequence[int]) -> list[Site]:
    work = given.work.resolve()
    tools = Tools(
        folder=given.tools.resolve(),
        hutong=tuple(shlex.split(given.hutong_command)),
        content_flag=tuple(shlex.split(given.content_flag)),
    )
    left_out = None if given.left_out is None else tuple(filter(None, given.left_out.split(",")))
    work.mkdir(parents=True, exist_ok=True)
    return [lay(name, n, work, tools, left_out) for n in sizes for name in given.peers.split(",")]


def _go(given: argparse.Namespace) -> list[Result]:
    """Lay everything out, run all rounds, and clear up."""
    sizes = [int(n) for n in given.scale.split(",")] if given.scale else [given.n]
    scenarios = ["cold"]
    if not given.scale:
        scenarios += [name for name in given.scenarios.split(",") if name != "cold"]
    sites = _sites(given, sizes)
    try:
        with (given.work / "log.txt").open("wb") as log:
            return list(rounds(sites, scenarios, given.rounds, log))
    finally:
        for site in sites:
            if not given.keep:
                shutil.rmtree(site.generator.folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write it where it was asked for."""
    given = _arguments(arguments)
    # Python keeps what it compiled by itself, except where it was told not to write.
    for folder in (ROOT / "plugins", sysconfig.get_path("purelib")):
        compileall.compile_dir(folder, quiet=2)
    try:
        results = _go(given)
        name = "growth" if given.scale else "comparison"
        table = growth(results) if given.scale else comparison(results)
        head = f"{given.n:,} articles in two scripts" if not given.scale else "Cold builds"
        text = f"{head}, {given.rounds} rounds, {machine()}.\n\n{table}"
        print(text)
        if given.json:
            plain = json.dumps([one.plain() for one in results], indent=1)
            given.json.write_text(plain + "\n", encoding="utf-8")
        if given.into:
            into(given.into, name, text)
    except Unmeasurable as error:
        print(error, file=sys.stderr)
        return 2
    return int(any(one.wrong for one in results))


if __name__ == "__main__":
    sys.exit(main())

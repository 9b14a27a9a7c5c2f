"""The runner that times building: what it measures, what it changes, what it finds wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bench.site import run as runner
from bench.site.generators import PEERS, SCRIPTS, Peer, Stage, Tools
from bench.site.measure import Command, Spent, Unmeasurable, run
from bench.site.scenarios import SCENARIOS, Site
from bench.site.table import Result, comparison, growth

COPY = """
import pathlib, sys
skip = sys.argv[1]
for source in pathlib.Path("content").rglob("*.md"):
    script, text = source.parts[1], source.read_text(encoding="utf-8")
    page = pathlib.Path("output", script, "news", source.stem[:4], source.stem + ".html")
    page.parent.mkdir(parents=True, exist_ok=True)
    if not (skip and page.exists()):
        page.write_text(text + pathlib.Path("template.html").read_text(), encoding="utf-8")
    with open(pathlib.Path("output", script, "index.html"), "a", encoding="utf-8") as home:
        home.write(text.split("title: ")[1].split("\\n")[0] + "\\n")
"""


class Copier(Peer):
    """A generator that takes articles as they are; told to skip, it misses every edit."""

    name = "copier"
    files = "hugo"
    template = "template.html"
    skip = ""

    def lay(self) -> None:
        """A template, and nothing else."""
        (self.folder / self.template).write_text("<article></article>")

    def stages(self, *, by_content: bool = False) -> list[Stage]:  # noqa: ARG002  # no such flag
        """Convert with the peers' pass, then copy."""
        pass_ = Command(
            (sys.executable, str(PEERS / "convert.py"), "articles", "content"), self.folder
        )
        copy = Command((sys.executable, "-c", COPY, self.skip), self.folder)
        return [("convert", [pass_]), ("build", [copy])]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Four articles and the copier."""
    monkeypatch.setattr(runner, "GENERATORS", {"copier": Copier})
    return runner.lay("copier", 4, tmp_path, Tools(folder=tmp_path), None)


NAMES = [name for name, scenario in SCENARIOS.items() if not scenario.needs_glossary]


def test_every_scenario_is_seen_in_the_pages(site: Site, tmp_path: Path) -> None:
    """A generator that works passes all scenarios, in two rounds that start from the same."""
    with (tmp_path / "log").open("wb") as log:
        results = list(runner.rounds([site], NAMES, 2, log))
    assert [one.wrong for one in results] == [[]] * (2 * len(NAMES))
    cold, again = (one for one in results if one.scenario == "cold")
    assert cold.files == 4 * 2 + 2 == again.files
    assert cold.size == again.size
    assert set(cold.stages) == {"convert", "build"}
    assert cold.spent.wall >= sum(cold.stages.values()) * 0.99
    assert "| yes |" in comparison(results)


def test_a_stale_page_is_found(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that keeps its old pages fails whatever should have changed them."""
    monkeypatch.setattr(Copier, "skip", "yes")
    with (tmp_path / "log").open("wb") as log:
        results = list(runner.rounds([site], NAMES, 1, log))
    wrong = [one.scenario for one in results if one.wrong]
    assert wrong == ["body", "title", "template"]
    assert "| no |" in comparison(results)


def test_a_missing_page_is_found(site: Site) -> None:
    """Without pages a cold build is wrong for every article in both scripts."""
    assert len(list(SCENARIOS["cold"].check(site, ""))) == 4 * len(SCRIPTS)


def test_children_count(tmp_path: Path) -> None:
    """Processor time and memory of processes that a command starts are part of its figures."""
    work = "import time; a = bytearray(90_000_000); s = time.process_time()\n"
    work += "while time.process_time() < s + 0.2: a[::4096] = a[::4096]"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    command = Command((sys.executable, "-c", start), tmp_path)
    with (tmp_path / "log").open("wb") as log:
        one, two = run([command], log), run([command, command], log)
    assert one.cpu >= 0.2
    assert 90 < one.process_mb < 200  # whatever this process has
    assert two.cpu >= 0.4
    assert two.tree_mb >= two.process_mb


def test_a_failed_command_is_named(tmp_path: Path) -> None:
    """A command that ends with an error stops the measurement and says where its words are."""
    bad = Command((sys.executable, "-c", "raise SystemExit(3)"), tmp_path)
    with (
        (tmp_path / "log").open("wb") as log,
        pytest.raises(Unmeasurable, match=r"SystemExit.*log"),
    ):
        run([bad], log)


def _result(generator: str, n: int, number: int, wall: float) -> Result:
    spent = Spent(wall, 2 * wall, 100.0, 200.0)
    return Result(
        generator=generator, scenario="cold", n=n, round=number, spent=spent,
        stages={"build": wall}, files=n, size=n * 1000, wrong=(),
    )  # fmt: skip


def test_ratios_are_medians_by_medians() -> None:
    """One slow round changes no ratio."""
    rows = [_result("hugo", 10, place, wall) for place, wall in enumerate((4.0, 5.0, 60.0))]
    rows += [_result("hutong", 10, place, wall) for place, wall in enumerate((1.0, 9.0, 0.3))]
    ours = comparison(rows).splitlines()[-1].split(" | ")
    assert ours[2:4] == ["1.00 [0.30–9.00]", "0.20"]


def test_growth_tells_what_is_linear() -> None:
    """Fifteen per cent more an article is linear, sixteen is not."""
    rows = [_result("hutong", 100, 1, 1.0), _result("hutong", 200, 1, 2.3)]
    assert growth(rows).splitlines()[-2].endswith("| 1.00 | yes |")
    assert growth(rows).splitlines()[-1].endswith("| 1.15 | yes |")
    rows[1] = _result("hutong", 200, 1, 2.32)
    assert growth(rows).splitlines()[-1].endswith("| 1.16 | no |")


def test_a_page_gets_its_table(tmp_path: Path) -> None:
    """A table replaces the one before, and a page without a place for it is named."""
    page = tmp_path / "page.md"
    page.write_text("above\n<!-- comparison -->\nold\n<!-- /comparison -->\nbelow\n")
    for table in ("new", "newer"):
        runner.into(page, "comparison", table)
    text = "above\n<!-- comparison -->\n\nnewer\n<!-- /comparison -->\nbelow\n"
    assert page.read_text() == text
    with pytest.raises(Unmeasurable, match="growth"):
        runner.into(page, "growth", "x")


def test_documentation_has_places_for_the_tables() -> None:
    """Both pages that a run fills have their pair of comments."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    for page, name in (("performance.md", "comparison"), ("scale.md", "growth")):
        text = (docs / page).read_text("utf-8")
        assert text.index(f"<!-- {name} -->\n") < text.index(f"<!-- /{name} -->")


def test_missing_tools_are_named(tmp_path: Path) -> None:
    """Without Hugo there is a message that says how to install it."""
    with pytest.raises(Unmeasurable, match=r"hugo is missing; run: make bench-peers"):
        _ = Tools(folder=tmp_path).hugo


def test_conversion_skips_what_is_newer(site: Site, tmp_path: Path) -> None:
    """The peers' pass writes only the copies of an article that changed."""
    stages = site.generator.stages()[:1]
    copies = site.generator.folder / "content"
    with (tmp_path / "log").open("wb") as log:
        run(stages[0][1], log)
        before = {path: path.stat().st_mtime_ns for path in copies.rglob("*.md")}
        changed = site.articles[1]
        later = max(before.values()) + 1_000_000
        os.utime(changed, ns=(later, later))
        run(stages[0][1], log)
    written = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert len(before) == 8
    assert written == {changed.name}

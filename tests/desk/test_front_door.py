"""``python -m hutong build``: the same as ``invoke build``, without the task runner."""

from __future__ import annotations

import dataclasses
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from hutong.__main__ import main
from hutong.desk.commands import BuildFlags
from tests.conftest import REPOSITORY
from tests.small import NOW, THEME, VARIANTS, small_site, tree


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small site with a settings file."""
    small_site(tmp_path)
    (tmp_path / "pelicanconf.py").write_text(
        f"SITEURL = 'https://news.example'\nTIMEZONE = 'Asia/Hong_Kong'\nTHEME = {str(THEME)!r}\n"
        f"HUTONG_VARIANTS = {VARIANTS!r}\nHUTONG_NOW = {NOW!r}\n",
        encoding="utf-8",
    )
    return tmp_path


def run(project: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """One command in the project's folder."""
    command = [sys.executable, "-m", "hutong", "build", *flags]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_it_builds_and_then_finds_nothing_new(project: Path) -> None:
    """The second run writes nothing, and says so in the same words."""
    first, second = run(project), run(project, "--timings")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "2 articles in 2 editions" in first.stdout
    assert " 0 files written" in second.stdout
    assert "looking" in second.stdout
    assert "rendering" not in second.stdout


def test_flags_do_what_they_say(project: Path) -> None:
    """``--output``, ``--why``, ``--by-content`` and ``--jobs``."""
    found = run(project, "--output", "elsewhere", "--why", "--by-content", "--jobs", "1")
    assert "zh-hant/index.html: new" in found.stdout
    assert (project / "elsewhere/zh-hans/index.html").is_file()


def test_flags_are_those_of_the_task() -> None:
    """Each flag of ``invoke build`` is one here, and is passed on."""
    taken = {one.name for one in dataclasses.fields(BuildFlags)} | {"settings"}
    assert set(inspect.signature(tasks.build.body).parameters) - {"_"} == taken
    asked = subprocess.run(
        [sys.executable, "-m", "hutong", "--help"], capture_output=True, text=True, check=True
    )
    flags = set(re.findall(r"--([a-z-]+)", asked.stdout)) - {"help"}
    assert {flag.replace("-", "_") for flag in flags} == taken


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_task_builds_in_so_many_processes(project: Path, jobs: str) -> None:
    """The task runner hands the number on as a number."""
    settings = str(project / "pelicanconf.py")
    command = [sys.executable, "-m", "invoke", "build", "--jobs", jobs, "--settings", settings]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert (project / "output/zh-hans/index.html").is_file()


def test_a_url_is_no_folder(project: Path, tmp_path: Path) -> None:
    """The tree is sent there, and no folder of that name is made."""
    place = tmp_path / "place"
    found = run(project, "--output", place.as_uri())
    assert found.returncode == 0, found.stderr
    assert (place / "zh-hans/index.html").is_file()
    assert not list(project.glob("file:*"))


def test_problems_exit_1_and_wrong_calls_2(project: Path) -> None:
    """Exit codes are those of every command."""
    assert run(project, "--settings", "nowhere.py").returncode == 2
    before = tree(project)
    (project / "content/news/2026/bad.md").write_text("no front matter", encoding="utf-8")
    found = run(project)
    assert (found.returncode, "Traceback" in found.stderr) == (1, False)
    assert not (project / "output").exists()
    assert before
    with pytest.raises(SystemExit):
        main(["publish"])


def test_nothing_heavy_is_imported_when_nothing_changed(project: Path) -> None:
    """What takes long to import is not touched before something is known to be new."""
    run(project)
    code = (
        "import sys; from hutong.__main__ import main; main(['build']);"
        "heavy = {'markdown', 'jinja2', 'msgspec', 'babel', 'lxml', 'PIL', 'opencc', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines()[-1] == "[]"

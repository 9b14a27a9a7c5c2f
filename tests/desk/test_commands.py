"""Commands as people and CI run them: exit codes, messages, no tracebacks."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Run


@pytest.mark.parametrize(
    "command",
    [("invoke", "build"), ("invoke", "check"), ("pelican", "content", "-s", "pelicanconf.py")],
)
def test_broken_content_exits_1_without_a_traceback(
    command: tuple[str, ...], project: Path, run: Run
) -> None:
    """Every way to build says the place and leaves with 1."""
    (project / "content/news/bad.md").write_text("---\ntitle: 樣本\n---\n文", encoding="utf-8")
    done = run(project, *command)
    assert done.returncode == 1, done.stderr
    assert "content/news/bad.md" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (project / "output").exists()


def test_wrong_settings_exit_2(project: Path, run: Run) -> None:
    """A settings file with several faults names them all and leaves with 2."""
    conf = project / "pelicanconf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + "\nSITEURL = 'x'\nHUTONG_SHAER = []\n", encoding="utf-8"
    )
    done = run(project, "invoke", "build")
    assert done.returncode == 2
    assert "SITEURL" in done.stderr
    assert "did you mean HUTONG_SHARE" in done.stderr
    assert "Traceback" not in done.stderr


def test_convert_is_a_filter(project: Path) -> None:
    """Lines in, converted lines out, nothing else on standard output."""
    done = subprocess.run(
        [
            sys.executable, "-m", "invoke", "convert",
            "--source", "zh-Hans-CN", "--target", "zh-Hant-HK",
        ],
        cwd=project,
        input="意味着合作伙伴增加3.5%\n\n发布",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert done.stdout == "意味着合作夥伴增加3.5%\n\n發布"


def test_convert_refuses_an_unknown_variant(project: Path, run: Run) -> None:
    """A target that is no variant leaves with 2 and prints nothing."""
    done = run(project, "invoke", "convert", "--target", "zh-Hant-XX")
    assert (done.returncode, done.stdout) == (2, "")
    assert "zh-Hant-XX" in done.stderr


def test_new_starts_a_draft_that_checks_clean(project: Path, run: Run) -> None:
    """A new article is a draft in its folder, and never overwrites one."""
    command = ("invoke", "new", "news", "--slug", "sample-deal", "--title", '樣本"協議"')
    done = run(project, *command)
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    assert path.name == "sample-deal.md"
    assert "status: draft" in path.read_text(encoding="utf-8")
    assert run(project, "invoke", "check").returncode == 0
    assert run(project, *command).returncode == 2


def test_the_first_article_of_the_readme_is_started(project: Path, run: Run) -> None:
    """The line that a newcomer copies does what it says."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^(invoke new .*?) +#", readme, re.MULTILINE)
    done = run(project, *shlex.split(line))
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).name == "my-first.md"


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    """``convert | head -1`` ends quietly; a full disk is told without a traceback."""
    lines = "发布\n" * 20_000
    for sink, expected in (("| head -n 1", ""), ("> /dev/full", "No space left")):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m invoke convert --target zh-Hant-HK {sink}"],
            cwd=project,
            input=lines,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert expected in done.stderr

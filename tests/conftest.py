"""Fixtures for every test: a copy of the real project, and the demo site, built once."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from tests.site.demo import CLOCK, Demo

settings.register_profile("hutong", deadline=None)  # no test of ours is about time
settings.load_profile("hutong")

REPOSITORY: Final = Path(__file__).resolve().parent.parent
PROJECT_FILES: Final = ("content", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")
"""What makes up a site; the code itself is installed."""
COMMIT: Final = "0123456789abcdef0123456789abcdef01234567"
"""What the open data of every test build says it is from: a copy has no git folder."""

Completed: TypeAlias = subprocess.CompletedProcess[str]
Run: TypeAlias = Callable[..., Completed]


def run_in(folder: Path, *command: str, env: Mapping[str, str] | None = None) -> Completed:
    """Run ``python -m command…`` in a folder with the tests' clock, and capture what it says."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": CLOCK,
            "HUTONG_COMMIT": COMMIT,
            "PYTHONDONTWRITEBYTECODE": "1",
            **(env or {}),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def build(folder: Path, output: Path) -> None:
    """Build the site in a folder; fail with everything the command said if it fails."""
    done = run_in(folder, "invoke", "build", "--output", str(output))
    assert done.returncode == 0, (
        f"invoke build exited {done.returncode}\n{done.stdout}{done.stderr}"
    )


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a module as a command: ``run(folder, "invoke", "check")``."""
    return run_in


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole real project, to change at will."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in PROJECT_FILES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
    return folder


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address that the demo site is built for, without a slash at its end."""
    settings = runpy.run_path(str(REPOSITORY / "pelicanconf.py"))
    return str(settings["SITEURL"]).rstrip("/")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, site_url: str) -> Demo:
    """The demo site, built once, in a folder laid out as its host is."""
    root = tmp_path_factory.mktemp("host")
    output = root / urlsplit(site_url).path.strip("/")
    if output == root:
        output = root = root / "site"
    build(REPOSITORY, output)
    return Demo(root, output, site_url)


@pytest.fixture(scope="session")
def demo_output(demo: Demo) -> Path:
    """The folder that the demo site was built into."""
    return demo.output

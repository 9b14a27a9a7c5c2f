"""The measurement of an editor's save, on a few articles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.site import save
from bench.site.measure import Unmeasurable


def test_every_save_is_waited_for(tmp_path: Path) -> None:
    """Both kinds of edits reach the open page, and are printed with their seconds."""
    work = tmp_path / "work"
    argv = [sys.executable, save.__file__, "--work", str(work), "--n", "8"]
    argv += ["--rounds", "1", "--pause", "0.2"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    told = re.findall(r"^save a (\w+): \d+\.\d\d s ", done.stdout, re.MULTILINE)
    assert told == ["body", "title"]
    assert list(work.iterdir()) == []


def test_a_preview_that_ends_is_told(tmp_path: Path) -> None:
    """A project that cannot be served ends the measurement with what it said."""
    with pytest.raises(Unmeasurable, match="tasks"), save.preview(tmp_path):
        pass

"""What is installed is fixed by digest, from no particular address; CI may only read."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from tests.conftest import REPOSITORY

LOCKS = ("requirements.lock", "requirements-dev.lock")
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))


def _locked(name: str) -> dict[str, str]:
    """Package → version, from a lock file."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    """Every package has hashes; no registry or folder of the machine that made it is named."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| /", text)


def test_the_tests_run_on_what_readers_get() -> None:
    """The development lock holds everything of the run-time lock, in the same versions."""
    small, large = (_locked(name) for name in LOCKS)
    assert small.items() <= large.items()
    assert len(large) > len(small)


def test_npm_tools_are_fixed_by_digest_and_from_no_address() -> None:
    """Every package of the validators has an integrity digest and no address."""
    lock = json.loads((REPOSITORY / "tests/tools/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if "integrity" not in one] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_pin_actions_and_ask_for_little(file: object) -> None:
    """Actions are pinned to a version tag or commit; permissions are given, and narrow."""
    text = (REPOSITORY / str(file)).read_text(encoding="utf-8")
    uses = re.findall(r"uses:\s*(\S+)", text)
    assert uses
    assert [one for one in uses if not re.search(r"@(v\d+(\.\d+)*|[0-9a-f]{40})$", one)] == []
    permissions = yaml.safe_load(text)["permissions"]
    assert permissions in ({}, {"contents": "read"})

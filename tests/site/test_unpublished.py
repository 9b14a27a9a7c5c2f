"""Drafts, embargoed and expired texts are nowhere in the tree, not even by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.conftest import REPOSITORY
from tests.site.demo import CLOCK, Demo

NOW: Final = datetime.fromtimestamp(int(CLOCK), UTC)
KINDS: Final = ("news", "events", "pages")
ZONE: Final = ZoneInfo("Asia/Hong_Kong")


def _front_matter(file: Path) -> dict[str, Any]:
    """The YAML between the first two lines of dashes."""
    _, text, _ = file.read_text(encoding="utf-8").split("---\n", 2)
    read = yaml.safe_load(text)
    assert isinstance(read, dict)
    return read


def _moment(value: object) -> datetime:
    """A front matter date as a point in time; the zone is the site's unless given."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    assert isinstance(value, datetime)
    return value if value.tzinfo else value.replace(tzinfo=ZONE)


def _slug(file: Path, fields: dict[str, Any]) -> str:
    return str(fields.get("slug") or file.name.split(".")[0])


REASONS: Final[dict[str, Callable[[dict[str, Any]], bool]]] = {
    "draft": lambda fields: fields.get("status") == "draft",
    "embargo": lambda fields: "embargo" in fields and _moment(fields["embargo"]) > NOW,
    "future date": lambda fields: _moment(fields["date"]) > NOW,
    "expiry": lambda fields: "expires" in fields and _moment(fields["expires"]) <= NOW,
}


def _held_back(reason: str) -> list[tuple[str, str]]:
    """(slug, title) of every text that must not appear for that reason."""
    found = []
    for folder in KINDS:
        for file in sorted((REPOSITORY / "content" / folder).rglob("*.md")):
            fields = _front_matter(file)
            if REASONS[reason](fields):
                found.append((_slug(file, fields), str(fields["title"])))
    return found


@pytest.mark.parametrize("reason", REASONS)
def test_held_back_texts_are_nowhere(demo: Demo, reason: str) -> None:
    """Neither address nor title of such a text is in any file or file name of the tree."""
    held = _held_back(reason)
    assert held, f"the demo content has no case of {reason}"
    for slug, title in held:
        assert [path for path in demo.output.rglob("*") if path.stem == slug] == []
        for file in demo.output.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                assert f"/{slug}/".encode() not in data, file
                assert title.encode() not in data, file


def test_held_back_texts_appear_when_their_time_has_come(
    project: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    """Built after every embargo, the embargoed texts are there: it was the clock that held them."""
    held = _held_back("embargo")
    files = [f for kind in KINDS for f in (project / "content" / kind).rglob("*.md")]
    fields = [one for one in map(_front_matter, files) if "embargo" in one]
    last = max(_moment(one[key]) for one in fields for key in ("date", "embargo"))
    later = str(int(last.timestamp()) + 86_400)
    output = tmp_path / "later"
    command = ("invoke", "build", "--output", str(output))
    done = run(project, *command, env={"SOURCE_DATE_EPOCH": later})
    assert done.returncode == 0, done.stdout + done.stderr
    for slug, _ in held:
        assert list(output.glob(f"*/*/*/{slug}/index.html")), slug

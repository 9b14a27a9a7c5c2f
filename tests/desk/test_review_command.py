"""``invoke review``: what is written where, and what CI servers are told."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from hutong.desk.review import GITLAB_REPORT, SUMMARY, review
from hutong.errors import CannotRun, ContentError
from tests.desk.test_review_notes import DOUBTFUL, PATH, SENTENCE
from tests.small import SmallSite, small_site


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small site with one article that leaves doubts."""
    found = small_site(tmp_path)
    found.write(PATH, DOUBTFUL.format(body=SENTENCE))
    return found


def test_the_page_stands_alone(site: SmallSite, capsys: pytest.CaptureFixture[str]) -> None:
    """One file with everything in it, beside the notes as JSON; no address of another host."""
    review(site.settings())
    folder = site.settings().cache / "review"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "index.html" in capsys.readouterr().out
    assert sorted(one.name for one in folder.iterdir()) == ["index.html", "notes.json"]
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page) == []
    assert re.findall(r"https?://", page) == []
    notes = json.loads((folder / "notes.json").read_text(encoding="utf-8"))
    assert SENTENCE in page
    assert notes["articles"][0]["path"] == f"content/{PATH}"


def test_text_cannot_break_out_of_the_page(site: SmallSite) -> None:
    """A sentence that spells tags stays a sentence."""
    title = "'样本</script><script>alert(1)</script><!--复核'"
    site.write(PATH, DOUBTFUL.format(body=SENTENCE).replace("title: 样本", f"title: {title}"))
    review(site.settings())
    page = (site.settings().cache / "review/index.html").read_text(encoding="utf-8")
    assert "alert(1)</script>" not in page
    assert page.count("</script>") == 4


def test_two_runs_write_the_same(site: SmallSite) -> None:
    """Nothing in the page depends on the clock or the machine."""
    pages = []
    for name in ("one", "two"):
        review(site.settings(), output=name)
        pages.append((site.root / name / "index.html").read_bytes())
    assert pages[0] == pages[1]


def test_json_can_be_had_alone(site: SmallSite) -> None:
    """Other programs need no page."""
    review(site.settings(), output="out", json_only=True)
    assert [one.name for one in (site.root / "out").iterdir()] == ["notes.json"]


def _git(site: SmallSite, *command: str) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@news.example")
    subprocess.run(["git", "-C", str(site.root), *who, *command], check=True, capture_output=True)


def test_github_hears_of_changed_articles_only(
    site: SmallSite,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Notices on the lines of the article that changed, and a table after what is there."""
    site.write("news/2026/old.md", DOUBTFUL.format(body=SENTENCE))
    _git(site, "init", "--quiet", "--initial-branch=main")
    _git(site, "add", "--all")
    _git(site, "commit", "--quiet", "--message", "All")
    site.write(PATH, DOUBTFUL.format(body=f"新的一段。\n\n{SENTENCE}"))
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv(SUMMARY, str(summary))
    review(site.settings(), since="main", form="github")
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith(f"::notice file=content/{PATH},line=8,") for line in lines)
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### Conversion notes")
    assert "old.md" not in text


def test_gitlab_gets_its_report(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report lies in the project folder, where the job's artifact is looked for."""
    review(site.settings(), form="gitlab")
    entries = json.loads((site.root / GITLAB_REPORT).read_text(encoding="utf-8"))
    assert {one["location"]["path"] for one in entries} >= {f"content/{PATH}"}
    assert len({one["fingerprint"] for one in entries}) == len(entries)


def test_an_unknown_format_is_refused(site: SmallSite) -> None:
    """The message names the formats there are."""
    with pytest.raises(CannotRun, match="text, github, gitlab"):
        review(site.settings(), form="html")


def test_broken_content_ends_the_command(site: SmallSite) -> None:
    """Errors come first, as in every command."""
    site.write("news/bad.md", "---\ntitle: x\n---\n文")
    with pytest.raises(ContentError):
        review(site.settings())

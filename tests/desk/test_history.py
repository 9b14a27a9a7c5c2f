"""What git says about content: articles that changed, counterparts that fell behind."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from hutong.build.load import load_content
from hutong.desk.history import OutdatedCounterpart, changed_since, outdated_counterparts
from hutong.errors import CannotRun
from tests.small import SmallSite, small_site

ORIGINAL = "news/2026/agreement.md"
COUNTERPART = "news/2026/agreement.zh-Hans-CN.md"
TEXT = """---
title: 样本协议签署
variant: zh-Hans-CN
date: 2026-03-02 09:30
{more}---
{body}
"""


class Repository:
    """A small site under version control, with days instead of clock times."""

    def __init__(self, site: SmallSite) -> None:
        self.site = site
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *command: str, day: str = "2026-11-01") -> str:
        """Run git as nobody in particular, at noon in Hong Kong of a day."""
        when = f"{day}T12:00:00+08:00"
        who = {"NAME": "Editor", "EMAIL": "editor@news.example", "DATE": when}
        names = {f"GIT_{role}_{key}": who[key] for role in ("AUTHOR", "COMMITTER") for key in who}
        done = subprocess.run(
            ["git", "-C", str(self.site.root), *command],
            env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def commit(self, day: str) -> None:
        """Commit everything there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change", day=day)

    def change(self, path: str) -> None:
        """Add a sentence to a text."""
        file = self.site.root / "content" / path
        file.write_text(file.read_text(encoding="utf-8") + "\n再加一句。\n", encoding="utf-8")

    def outdated(self) -> tuple[OutdatedCounterpart, ...]:
        """What the project says."""
        settings = self.site.settings()
        return outdated_counterparts(settings, load_content(settings).documents)


def counterpart(more: str = "", body: str = "这是虚构的样本新闻，增加3.5%。") -> str:
    """The text of a counterpart; ``more`` is front matter."""
    return TEXT.format(more=more, body=body)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A site whose original and counterpart were committed together."""
    found = Repository(small_site(tmp_path))
    found.site.write(COUNTERPART, counterpart())
    found.commit("2026-11-01")
    return found


def test_a_counterpart_as_new_as_its_original_is_fine(repository: Repository) -> None:
    """Both in one commit, or the counterpart later, is no reason to read again."""
    assert repository.outdated() == ()
    repository.change(ORIGINAL)
    repository.commit("2026-11-10")
    repository.change(COUNTERPART)
    repository.commit("2026-11-11")
    assert repository.outdated() == ()


def test_a_later_change_of_the_original_is_told(repository: Repository) -> None:
    """The warning names the counterpart and both days."""
    repository.change(ORIGINAL)
    repository.commit("2026-11-20")
    (found,) = repository.outdated()
    assert str(found.problem()).startswith(
        "content/news/2026/agreement.zh-Hans-CN.md: warning: the original changed on 2026-11-20,"
        " after this counterpart (2026-11-01); read it again"
    )


def test_commits_of_one_second_are_told_apart(repository: Repository) -> None:
    """The order of commits decides, not their clocks."""
    repository.change(ORIGINAL)
    repository.commit("2026-11-01")
    assert len(repository.outdated()) == 1
    repository.change(COUNTERPART)
    repository.commit("2026-11-01")
    assert repository.outdated() == ()


def test_a_change_on_a_merged_branch_counts(repository: Repository) -> None:
    """What came by a merge is as new as the commit that made it."""
    repository.git("checkout", "--quiet", "-b", "desk")
    repository.change(ORIGINAL)
    repository.commit("2026-11-05")
    repository.git("checkout", "--quiet", "main")
    repository.change("pages/about.md")
    repository.commit("2026-11-06")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "desk", day="2026-11-07")
    assert [str(one.changed) for one in repository.outdated()] == ["2026-11-05"]


def test_an_uncommitted_change_is_the_newest(repository: Repository) -> None:
    """Editing the original flags the counterpart at once, and editing both flags nothing."""
    repository.change(ORIGINAL)
    (found,) = repository.outdated()
    assert not found.committed
    assert "not committed yet" in found.problem().what
    repository.change(COUNTERPART)
    assert repository.outdated() == ()


def test_an_editor_can_say_that_it_was_read(repository: Repository) -> None:
    """A ``modified`` of that day or later in the counterpart ends the warning."""
    repository.site.write(COUNTERPART, counterpart("modified: 2026-11-20\n"))
    repository.commit("2026-11-10")
    repository.change(ORIGINAL)
    repository.commit("2026-11-20")
    assert repository.outdated() == ()
    repository.change(ORIGINAL)
    repository.commit("2026-11-21")
    assert len(repository.outdated()) == 1


def _age(site: SmallSite) -> None:
    """Let the original's front matter say that it was changed."""
    file = site.root / "content" / ORIGINAL
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("section:", "modified: 2026-10-09\nsection:"), encoding="utf-8")


def test_without_git_the_front_matter_decides(tmp_path: Path) -> None:
    """Outside version control, ``modified`` and ``date`` are all there is."""
    site = small_site(tmp_path)
    site.write(COUNTERPART, counterpart())
    settings = site.settings()
    assert outdated_counterparts(settings, load_content(settings).documents) == ()
    _age(site)
    (found,) = outdated_counterparts(settings, load_content(settings).documents)
    assert (str(found.changed), str(found.read)) == ("2026-10-09", "2026-03-02")


def test_a_shallow_clone_is_not_believed(repository: Repository, tmp_path: Path) -> None:
    """Where the history was cut, every file looks equally old; the front matter decides."""
    repository.change(ORIGINAL)
    repository.commit("2026-11-20")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", str(clone))
    settings = SmallSite(clone).settings()
    assert outdated_counterparts(settings, load_content(settings).documents) == ()


def test_a_machine_without_git_says_nothing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No git, no history, no crash."""
    repository.change(ORIGINAL)
    repository.commit("2026-11-20")
    monkeypatch.setenv("PATH", "")
    assert repository.outdated() == ()


def test_paths_with_chinese_names_and_spaces(repository: Repository) -> None:
    """Git quotes odd names; we read them as they are."""
    repository.site.write("news/2026/甲 乙.md", "新")
    repository.change(ORIGINAL)
    assert changed_since(repository.site.root, "HEAD") == {
        "content/news/2026/甲 乙.md",
        f"content/{ORIGINAL}",
    }


def test_only_changes_of_this_branch_count(repository: Repository) -> None:
    """What happened on the base branch since they parted is not ours."""
    repository.git("checkout", "--quiet", "-b", "desk")
    repository.change(ORIGINAL)
    repository.commit("2026-11-05")
    repository.git("checkout", "--quiet", "main")
    repository.change("pages/about.md")
    repository.commit("2026-11-06")
    repository.git("checkout", "--quiet", "desk")
    assert changed_since(repository.site.root, "main") == {f"content/{ORIGINAL}"}


def test_paths_are_below_the_project_even_inside_a_larger_repository(tmp_path: Path) -> None:
    """A project that is a folder of a repository has paths of its own."""
    outer = Repository(SmallSite(tmp_path))
    site = small_site(tmp_path / "web")
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    outer.commit("2026-11-01")
    (tmp_path / "other.txt").write_text("y", encoding="utf-8")
    site.write("news/2026/new.md", "x")
    assert changed_since(site.root, "main") == {"content/news/2026/new.md"}


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", ""])
def test_an_unknown_base_is_told(repository: Repository, ref: str) -> None:
    """A branch that was not fetched ends the run with advice, and options are no branches."""
    with pytest.raises(CannotRun, match="fetch-depth: 0"):
        changed_since(repository.site.root, ref)
    assert not (repository.site.root / "x").exists()

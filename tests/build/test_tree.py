"""Writing the built tree: whole, only what changed, and never anything else."""

from __future__ import annotations

import os
import resource
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.build.outpaths import MANIFEST, STAGE
from hutong.build.tree import read_manifest, verify_manifest, write_tree
from hutong.errors import CannotRun
from hutong.model import OutputFile

NOBODY: Final = 65534


def files(tree: Mapping[str, bytes]) -> list[OutputFile]:
    """The records of a tree given as a mapping."""
    return [OutputFile(path=path, data=data) for path, data in tree.items()]


def snapshot(root: Path) -> dict[str, bytes | str]:
    """Everything below a folder: bytes of files, targets of links, folders as empty text."""
    seen: dict[str, bytes | str] = {}
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(folder) / name
            key = path.relative_to(root).as_posix()
            if path.is_symlink():
                seen[key] = str(path.readlink())
            else:
                seen[key] = path.read_bytes() if path.is_file() else ""
    return seen


def _fits(paths: frozenset[str]) -> bool:
    return not any(one != two and two.startswith(f"{one}/") for one in paths for two in paths)


_name = st.sampled_from(["a", "b", "news", "首頁", "x y", "index.html", "é"])
_path = st.lists(_name, min_size=1, max_size=3).map("/".join)
trees = st.frozensets(_path, max_size=8).filter(_fits).flatmap(
    lambda paths: st.fixed_dictionaries({path: st.binary(max_size=8) for path in sorted(paths)})
)  # fmt: skip


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may pass through (pytest's own are for their owner)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def in_child(act: Callable[[], object]) -> str:
    """Run ``act`` in a forked child; what its CannotRun said, or empty if there was none."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            act()
            code = 0
        except CannotRun as error:
            os.write(writing, str(error).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    return said


@settings(max_examples=60, deadline=None)
@given(tree=trees)
def test_writing_the_same_tree_twice_changes_nothing(tree: dict[str, bytes]) -> None:
    """The second write reports every file unchanged and leaves every inode alone."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "out"
        first = write_tree(root, files(tree))
        inodes = {path: (root / path).stat().st_ino for path in [*tree, MANIFEST]}
        second = write_tree(root, reversed(files(tree)))
        assert first.written == second.unchanged == tuple(sorted(tree))
        assert (second.written, second.removed, second.digest) == ((), (), first.digest)
        assert inodes == {path: (root / path).stat().st_ino for path in [*tree, MANIFEST]}


@settings(max_examples=120, deadline=None)
@given(old=trees, new=trees)
def test_writing_over_an_old_tree_equals_writing_afresh(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    """Byte for byte, folders and manifest included, whatever stood there before."""
    with tempfile.TemporaryDirectory() as name:
        write_tree(Path(name) / "over", files(old))
        report = write_tree(Path(name) / "over", files(new))
        fresh = write_tree(Path(name) / "fresh", files(new))
        assert snapshot(Path(name) / "over") == snapshot(Path(name) / "fresh")
        assert report.digest == fresh.digest
        assert set(report.removed) == set(old) - set(new)
        assert verify_manifest(Path(name) / "over") == ()
        assert set(read_manifest(Path(name) / "over")) == set(new)


@pytest.mark.parametrize(
    "path",
    [
        "../a", "a/../../b", "/etc/a", "a//b", "./a", "a/", "", "a\0b", "a\nb", "a\\b", "\ud800",
        MANIFEST, f"{STAGE}/0", ".git/config", ".GIT/config", "n" * 256, "鏈" * 86,
    ],
)  # fmt: skip
def test_an_unsafe_path_is_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    """Paths that leave the root, are reserved, or no disk can hold: nothing is touched."""
    root = tmp_path / "out"
    with pytest.raises(CannotRun, match="Nothing was written"):
        write_tree(root, files({"good": b"1", path: b"2"}))
    assert not root.exists()


@pytest.mark.parametrize(
    ("paths", "word"),
    [
        (("a", "a"), "twice"),
        (("News/a", "news/A"), "case"),
        (("News/a", "news/b"), "case"),
        (("\u00e9", "e\u0301"), "composition"),
        (("a", "a/b"), "both a file and a folder"),
        (("a/b", "a"), "both a file and a folder"),
    ],
)
def test_paths_that_clash_on_some_disk_are_refused(
    tmp_path: Path, paths: tuple[str, str], word: str
) -> None:
    """One name used twice, differing in case only, or as a file and a folder."""
    with pytest.raises(CannotRun, match=word):
        write_tree(tmp_path / "out", [OutputFile(path=path, data=b"") for path in paths])
    assert not (tmp_path / "out").exists()


def test_every_wrong_path_is_named_at_once(tmp_path: Path) -> None:
    """One run tells of all of them."""
    with pytest.raises(CannotRun) as caught:
        write_tree(tmp_path / "out", files({"../a": b"", "/b": b""}))
    assert "'../a'" in str(caught.value)
    assert "'/b'" in str(caught.value)


def test_a_folder_with_other_peoples_files_is_refused(tmp_path: Path) -> None:
    """Without our manifest nothing is written and nothing is deleted."""
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotRun, match="holds files that Hutong did not write"):
        write_tree(tmp_path, files({"index.html": b""}))
    assert snapshot(tmp_path) == {"thesis.txt": b"years of work"}


def test_kept_names_and_git_survive_and_are_not_listed(tmp_path: Path) -> None:
    """``keep`` speaks of names at the top only; deeper namesakes are pruned."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"ref")
    (tmp_path / "CNAME").write_bytes(b"news.example.org")
    keep = frozenset({"CNAME", "old"})
    write_tree(tmp_path, files({"a/b": b"1"}), keep=keep)
    (tmp_path / "a" / "CNAME").write_bytes(b"stray")
    (tmp_path / "old" / "deep").mkdir(parents=True)
    report = write_tree(tmp_path, files({"a/b": b"1"}), keep=keep)
    assert report.removed == ("a/CNAME",)
    assert (tmp_path / "CNAME").read_bytes() == b"news.example.org"
    assert (tmp_path / ".git" / "HEAD").exists()
    assert (tmp_path / "old" / "deep").is_dir()
    assert list(read_manifest(tmp_path)) == ["a/b"]
    assert verify_manifest(tmp_path, keep=keep) == ()
    assert [problem.path for problem in verify_manifest(tmp_path)] == ["CNAME"]


def test_symbolic_links_inside_are_replaced_and_never_followed(tmp_path: Path) -> None:
    """What a link leads to stays as it is, be it a file or a folder."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a").write_bytes(b"1")
    root = tmp_path / "out"
    write_tree(root, files({"folder/a": b"1", "file": b"1", "gone/a": b"1"}))
    for path, target in (("folder", outside), ("file", outside / "a"), ("gone", outside)):
        if path != "file":
            (root / path / "a").unlink()
            (root / path).rmdir()
        else:
            (root / path).unlink()
        (root / path).symlink_to(target)
    write_tree(root, files({"folder/a": b"2", "file": b"1"}))
    assert snapshot(outside) == {"a": b"1"}
    assert snapshot(root) | {MANIFEST: b""} == {
        "folder": "", "folder/a": b"2", "file": b"1", MANIFEST: b"",
    }  # fmt: skip


def test_the_root_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    """An ``output`` that leads to another disk stays a link."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    write_tree(tmp_path / "out", files({"a": b"1"}))
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "a").read_bytes() == b"1"


def test_changed_and_deleted_outputs_are_mended(tmp_path: Path) -> None:
    """The files on disk are compared, not what the manifest says of them."""
    tree = {"a": b"one", "b": b"two", "c/d": b"three"}
    write_tree(tmp_path, files(tree))
    (tmp_path / "a").write_bytes(b"eno")
    (tmp_path / "b").unlink()
    (tmp_path / "stray").write_bytes(b"")
    assert [(one.path, one.what) for one in verify_manifest(tmp_path)] == [
        ("a", "differs from what was built"),
        ("b", "is missing from the built tree"),
        ("stray", "is not part of what was built"),
    ]
    report = write_tree(tmp_path, files(tree))
    assert (report.written, report.unchanged, report.removed) == (("a", "b"), ("c/d",), ("stray",))
    assert verify_manifest(tmp_path) == ()


@pytest.mark.parametrize("text", ["nonsense\n", "0123  a\n", f"{'0' * 64}  \n"])
def test_a_broken_manifest_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    """Nobody takes a damaged list for an empty tree."""
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(CannotRun, match=f"{MANIFEST}:1: not a manifest line"):
        read_manifest(tmp_path)


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    """A folder that was never built cannot be verified."""
    with pytest.raises(CannotRun, match="cannot be read"):
        verify_manifest(tmp_path)


def test_new_files_get_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    """0644 and 0755 under the usual mask, so that a web server may read them."""
    before = os.umask(0o022)
    try:
        write_tree(tmp_path / "out", files({"a/b": b""}))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out/a/b").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "out/a").stat().st_mode) == 0o755


def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    """As an ordinary user (root may write anywhere): a clear message, the old tree whole."""
    root = open_folder / "out"
    write_tree(root, files({"a": b"1"}))
    before = snapshot(root)
    root.chmod(0o555)

    def write() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        write_tree(root, files({"a": b"2"}))

    said = in_child(write)
    root.chmod(0o755)
    assert "may not be written" in said
    assert str(root) in said
    assert snapshot(root) == before


def test_a_full_disk_is_noticed_before_the_first_replacement(tmp_path: Path) -> None:
    """A disk that takes the small files but not the big one leaves the old tree whole."""
    old = {"a": b"old", "b": b"old"}
    write_tree(tmp_path, files(old))
    before = snapshot(tmp_path)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        write_tree(tmp_path, files({"a": b"new", "b": b"x" * 9000}))

    assert "the disk is full" in in_child(write)
    assert snapshot(tmp_path) == before
    assert write_tree(tmp_path, files(old)).written == ()


@pytest.mark.parametrize("first", [True, False], ids=["first build", "later build"])
def test_a_killed_build_is_whole_after_the_next(tmp_path: Path, *, first: bool) -> None:
    """``kill -9`` at several moments: single files are old or new, the next run mends the rest."""
    root = tmp_path / "out"
    old = {f"news/{n}/index.html": b"old" * n for n in range(1, 400)}
    new = {f"news/{n}/index.html": b"new!" * n for n in range(200, 600)}
    interrupted = 0
    for delay in (0.002, 0.01, 0.02, 0.04, 0.07):
        if not first:
            write_tree(root, files(old))
        child = os.fork()
        if not child:
            try:
                write_tree(root, files(new))
            finally:
                os._exit(0)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if root.exists() and snapshot(root).keys() != {*new, MANIFEST}:
            interrupted += 1
        for path in [*old, *new]:
            if (root / path).exists():
                assert (root / path).read_bytes() in (old.get(path), new.get(path))
        report = write_tree(root, files(new))
        assert verify_manifest(root) == ()
        assert set(read_manifest(root)) == set(new)
        assert {*report.written, *report.unchanged} == set(new)
        assert not (root / STAGE).exists()
        if first:
            write_tree(root, [])
            (root / MANIFEST).unlink()
    assert interrupted, "no kill came in time; make the tree bigger"


def test_leftovers_of_a_killed_first_build_mark_the_folder_as_ours(tmp_path: Path) -> None:
    """Killed between the first replacement and the manifest: the next build goes on."""
    (tmp_path / STAGE).mkdir()
    (tmp_path / STAGE / "7").write_bytes(b"half")
    (tmp_path / "a").write_bytes(b"1")
    assert write_tree(tmp_path, files({"a": b"1"})).unchanged == ("a",)
    assert snapshot(tmp_path).keys() == {"a", MANIFEST}


def test_an_unfinished_tree_does_not_verify(tmp_path: Path) -> None:
    """The stage of a stopped build is a problem even if every file is right."""
    write_tree(tmp_path, files({"a": b"1"}))
    (tmp_path / STAGE).mkdir()
    assert [problem.path for problem in verify_manifest(tmp_path)] == [STAGE]


def test_two_builds_into_one_folder_run_one_after_the_other(tmp_path: Path) -> None:
    """Whoever is last wins whole; neither trips over the other's stage."""
    trees = [{f"{n}": bytes([65 + who]) * 50 for n in range(150)} for who in range(3)]
    children = []
    for tree in trees:
        child = os.fork()
        if not child:
            code = 1
            try:
                for _ in range(3):
                    write_tree(tmp_path, files(tree))
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert verify_manifest(tmp_path) == ()
    assert len({(tmp_path / path).read_bytes() for path in read_manifest(tmp_path)}) == 1

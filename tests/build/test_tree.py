"""Writing the built tree: whole, only what changed, and never anything else."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import resource
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.build import outpaths
from hutong.build.outpaths import MANIFEST, STAGE, folders_of
from hutong.build.stamps import walk
from hutong.build.tree import (
    TreeReport,
    open_tree,
    read_manifest,
    stage_file,
    verify_manifest,
    write_tree,
)
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


@given(
    paths=st.lists(
        st.lists(
            st.sampled_from(
                ["a", "A", "b.c", "..", ".", "", ".git", "合", "é", "e\u0301", "a\n", "-"]
            ),
            min_size=1,
            max_size=3,
        ).map("/".join),
        max_size=4,
    )
)
def test_looking_at_all_paths_at_once_judges_as_each_against_each(paths: list[str]) -> None:
    """The quick look lets no path through that the thorough one refuses."""

    def refused() -> str:
        try:
            outpaths.check_paths(paths)
        except CannotRun as error:
            return str(error)
        return ""

    quickly = refused()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outpaths, "_are_harmless", lambda _: False)
        assert refused() == quickly


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
    old = {f"news/{n // 20}/{n}.html": b"old" * n for n in range(1, 400)}
    new = {f"news/{n // 20}/{n}.html": b"new!" * n for n in range(200, 600)}
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


# Streaming: files staged one by one, committed at the end


def commit(
    root: Path,
    staged: Mapping[str, bytes],
    kept: Mapping[str, bytes] | None = None,
    *,
    keep: frozenset[str] = frozenset(),
) -> TreeReport:
    """Stage and commit a tree; the bytes of ``kept`` must lie in it already."""
    with open_tree(root, keep=keep) as tree:
        digests = {path: stage_file(tree.stage, path, data) for path, data in staged.items()}
        vouched = {path: hashlib.sha256(data).hexdigest() for path, data in (kept or {}).items()}
        return tree.commit(digests, vouched)


def identity(path: Path) -> tuple[int, int, int]:
    """What changes when a file is replaced or written to."""
    seen = path.lstat()
    return seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns


def disturb(root: Path, path: str, kind: str, outside: Path) -> None:
    """Put something else at a path by hand, where real folders lead to it."""
    target = root / path
    parents = [root / above for above in Path(path).parents]
    if any(above.is_symlink() or not above.is_dir() for above in parents):
        return
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    match kind:
        case "file":
            target.write_bytes(b"by hand")
        case "folder":
            (target / "deep").mkdir(parents=True)
            (target / "deep" / "stray").write_bytes(b"by hand")
        case "empty":
            target.mkdir()
        case "link":
            target.symlink_to(outside)
        case "link to a file":
            target.symlink_to(outside / "treasure")


_kinds = st.sampled_from(["file", "folder", "empty", "link", "link to a file", "gone"])
_rounds = st.lists(
    st.tuples(
        trees, st.lists(st.tuples(_path, _kinds), max_size=4), st.randoms(use_true_random=False)
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(rounds=_rounds)
def test_whatever_stood_there_the_tree_holds_exactly_what_is_wanted(
    rounds: list[tuple[dict[str, bytes], list[tuple[str, str]], random.Random]],
) -> None:
    """Files, folders and links swap places between builds, some outputs kept, some staged."""
    with tempfile.TemporaryDirectory() as name:
        root, outside = Path(name) / "out", Path(name) / "outside"
        outside.mkdir()
        (outside / "treasure").write_bytes(b"precious")
        for wanted, hands, chance in rounds:
            root.mkdir(exist_ok=True)
            before = walk(root, skip={MANIFEST})
            right = [
                path for path in before.files if (root / path).read_bytes() == wanted.get(path)
            ]
            kept = {path: wanted[path] for path in right if chance.random() < 0.5}
            old = {path: identity(root / path) for path in right}
            staged = {path: wanted[path] for path in wanted if path not in kept}
            report = commit(root, staged, kept)
            assert old == {path: identity(root / path) for path in right}
            assert set(report.unchanged) == set(right)
            assert set(report.written) == set(wanted) - set(right)
            assert set(report.removed) == ({*before.files} | before.others) - set(wanted)
            assert {path: what for path, what in snapshot(root).items() if path != MANIFEST} == {
                **dict.fromkeys(folders_of(wanted), ""),
                **wanted,
            }
            assert verify_manifest(root) == ()
            now = walk(root).files
            assert {**report.stamps, MANIFEST: now[MANIFEST]} == now
            for path, kind in hands:
                disturb(root, path, kind, outside)
        assert snapshot(outside) == {"treasure": b"precious"}


def test_a_commit_that_changes_nothing_touches_nothing(tmp_path: Path) -> None:
    """Not the manifest, not a folder, staged or kept."""
    tree = {"a": b"1", "news/b": b"2"}
    commit(tmp_path, tree)
    before = {path: identity(tmp_path / path) for path in ("a", "news", "news/b", MANIFEST)}
    for staged, kept in ((tree, {}), ({}, tree), ({"a": b"1"}, {"news/b": b"2"})):
        report = commit(tmp_path, staged, kept)
        assert (report.written, report.unchanged) == ((), ("a", "news/b"))
        assert before == {path: identity(tmp_path / path) for path in before}
        assert snapshot(tmp_path).keys() == before.keys()


def test_a_new_folder_moves_as_one(tmp_path: Path) -> None:
    """The folder in the tree is the one that was staged, and its files keep their stamps."""
    with open_tree(tmp_path) as tree:
        digest = stage_file(tree.stage, "news/2023/a", b"1")
        staged = identity(tree.stage / "news/2023/a")
        folder = (tree.stage / "news").stat().st_ino
        tree.commit({"news/2023/a": digest}, {})
    assert (tmp_path / "news").stat().st_ino == folder
    assert identity(tmp_path / "news/2023/a") == staged


def test_only_stamps_that_can_be_trusted_are_settled(tmp_path: Path) -> None:
    """What was written or moved this instant must be read again next time."""
    report = commit(tmp_path, {"new/a": b"1", "b": b"2"})
    assert report.unsettled == {"new/a", "b"}
    time.sleep(0.07)
    assert commit(tmp_path, {}, {"new/a": b"1", "b": b"2"}).unsettled == frozenset()
    with open_tree(tmp_path) as tree:
        staged = {path: stage_file(tree.stage, path, b"3") for path in ("b", "fresh/c")}
        time.sleep(0.07)
        report = tree.commit(staged, {})
    assert report.unsettled == {"b"}


def test_a_stray_empty_folder_goes(tmp_path: Path) -> None:
    """Even if every file is right."""
    commit(tmp_path, {"a": b"1"})
    (tmp_path / "stray" / "deep").mkdir(parents=True)
    commit(tmp_path, {}, {"a": b"1"})
    assert snapshot(tmp_path).keys() == {"a", MANIFEST}


@pytest.mark.parametrize("killed_before", [False, True])
def test_a_build_that_gives_up_leaves_the_tree_as_it_was(
    tmp_path: Path, *, killed_before: bool
) -> None:
    """The stage goes, unless an earlier build was killed: then an empty one still says so."""
    (tmp_path / "a").write_bytes(b"1")
    if killed_before:
        (tmp_path / STAGE / "half").mkdir(parents=True)
        (tmp_path / STAGE / "half" / "file").write_bytes(b"")
    else:
        (tmp_path / MANIFEST).write_bytes(b"")
    with pytest.raises(ZeroDivisionError), open_tree(tmp_path) as tree:  # noqa: PT012
        stage_file(tree.stage, "deep/b", b"2")
        raise ZeroDivisionError
    with open_tree(tmp_path) as tree:
        stage_file(tree.stage, "a", b"2")
    mark: dict[str, bytes | str] = {STAGE: ""} if killed_before else {MANIFEST: b""}
    assert snapshot(tmp_path) == {"a": b"1", **mark}
    assert commit(tmp_path, {"a": b"1"}).unchanged == ("a",)
    assert snapshot(tmp_path).keys() == {"a", MANIFEST}


def test_a_disk_too_full_for_the_manifest_leaves_the_tree_whole(tmp_path: Path) -> None:
    """Each file fits, but the list of them does not: noticed before the first move."""
    commit(tmp_path, {"a": b"old"})
    before = snapshot(tmp_path)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        commit(tmp_path, {f"news/{number}": b"new" for number in range(99)})

    assert "the disk is full" in in_child(write)
    assert snapshot(tmp_path) == before


def test_files_that_vanish_during_the_build_are_told(tmp_path: Path) -> None:
    """Whoever clears the folder meanwhile gets a message, and no manifest that lies."""
    commit(tmp_path, {"a": b"1"})
    before = snapshot(tmp_path)
    with (
        pytest.raises(CannotRun, match="1 staged files are not there"),
        open_tree(tmp_path) as tree,
    ):
        tree.commit({"b": stage_file(tree.stage, "b", b"2"), "c": "0" * 64}, {})
    with pytest.raises(CannotRun, match="1 kept files are not there"), open_tree(tmp_path) as tree:
        tree.commit({}, {"a": "0" * 64, "c": "0" * 64})
    assert snapshot(tmp_path) == before


def test_a_tree_is_committed_once(tmp_path: Path) -> None:
    """A second commit would know nothing of the first."""
    with open_tree(tmp_path) as tree:
        tree.commit({}, {})
        with pytest.raises(ValueError, match="committed before"):
            tree.commit({}, {})


def test_a_name_with_a_line_separator_survives_the_manifest(tmp_path: Path) -> None:
    """Only a line feed ends a line; Unicode knows other characters that look like one."""
    commit(tmp_path, {"a\u2028b": b"1"})
    assert list(read_manifest(tmp_path)) == ["a\u2028b"]
    assert verify_manifest(tmp_path) == ()


def test_several_processes_stage_at_once(tmp_path: Path) -> None:
    """Two forked workers fill the same new folders; all of it arrives."""
    tree = {f"{n % 7}/{n % 3}/{n}": bytes([n % 256]) * n for n in range(600)}
    with open_tree(tmp_path) as opened:
        children = []
        for share in (0, 1):
            child = os.fork()
            if not child:
                code = 1
                try:
                    for path in list(tree)[share::2]:
                        stage_file(opened.stage, path, tree[path])
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        opened.commit({path: hashlib.sha256(data).hexdigest() for path, data in tree.items()}, {})
    assert {path: what for path, what in snapshot(tmp_path).items() if path in tree} == tree
    assert verify_manifest(tmp_path) == ()


def test_a_worker_that_leaves_by_an_error_does_not_clear_the_stage(tmp_path: Path) -> None:
    """A forked child unwinds the same ``with``, but the stage belongs to its parent."""
    parent = os.getpid()
    try:
        with open_tree(tmp_path) as tree:
            digest = stage_file(tree.stage, "a", b"1")
            child = os.fork()
            if not child:
                raise ZeroDivisionError
            assert os.waitpid(child, 0)[1] == 0
            tree.commit({"a": digest}, {})
    finally:
        if os.getpid() != parent:
            os._exit(0)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_workers_of_a_killed_build_neither_block_nor_spoil_the_next(tmp_path: Path) -> None:
    """An orphan does not hold the lock, and what it stages late reaches nobody."""
    root = tmp_path / "out"
    ready, tell_ready = os.pipe()
    go, tell_go = os.pipe()
    said, say = os.pipe()
    build = os.fork()
    if not build:
        try:
            with open_tree(root) as tree:
                stage_file(tree.stage, "a", b"early")
                if not os.fork():
                    signal.alarm(30)  # an orphan must not outlive a test that fails
                    os.write(tell_ready, b"!")
                    os.read(go, 1)
                    try:
                        stage_file(tree.stage, "a", b"late")
                    except CannotRun as error:
                        os.write(say, str(error).encode())
                    os._exit(0)
                time.sleep(60)
        finally:
            os._exit(1)
    os.close(say)
    assert os.read(ready, 1) == b"!"
    os.kill(build, signal.SIGKILL)
    os.waitpid(build, 0)

    def write() -> None:
        signal.alarm(20)  # ends a child that waits for the lock for ever
        with open_tree(root) as tree:
            digest = stage_file(tree.stage, "a", b"new")
            os.write(tell_go, b"!")
            assert b"cannot be written" in os.read(said, 999)
            tree.commit({"a": digest}, {})

    assert in_child(write) == ""
    for end in (ready, tell_ready, go, tell_go, said):
        os.close(end)
    assert snapshot(root).keys() == {"a", MANIFEST}
    assert (root / "a").read_bytes() == b"new"


def killed_commit(root: Path, new: Mapping[str, bytes], delay: float) -> None:
    """Stage a tree in a child, and kill it ``delay`` seconds after it began to commit."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with open_tree(root) as tree:
                staged = {path: stage_file(tree.stage, path, data) for path, data in new.items()}
                os.write(writing, b"!")
                tree.commit(staged, {})
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.read(1)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_commit_killed_while_folders_move_is_whole_after_the_next(tmp_path: Path) -> None:
    """``kill -9`` at random moments: no file is half or mixed, the next write completes."""
    old = {f"news/{n}/index.html": b"old" * n for n in range(1, 40)}
    old |= {f"swap/{n}": b"was a file" for n in range(8)}
    old |= {f"turn/{n}/{m}": b"was in a folder" for n in range(8) for m in range(2)}
    new = {f"news/{n}/index.html": b"new!" * n for n in range(30, 70)}
    new |= {f"swap/{n}/{m}": b"is in a folder" for n in range(8) for m in range(2)}
    new |= {f"turn/{n}": b"is a file" for n in range(8)}
    write_tree(tmp_path, files(old))
    with open_tree(tmp_path) as tree:
        staged = {path: stage_file(tree.stage, path, data) for path, data in new.items()}
        begin = time.perf_counter()
        tree.commit(staged, {})
        lasts = time.perf_counter() - begin
    interrupted = 0
    for turn in range(20):
        write_tree(tmp_path, files(old))
        killed_commit(tmp_path, new, lasts * turn / 20)
        left = {path: what for path, what in snapshot(tmp_path).items() if isinstance(what, bytes)}
        outputs = {path: left[path] for path in left if not path.startswith(STAGE)}
        del outputs[MANIFEST]
        interrupted += outputs not in (old, new)
        assert all(what in (old.get(path), new.get(path)) for path, what in outputs.items())
        wanted = new if turn % 2 else old
        report = write_tree(tmp_path, files(wanted))
        assert {*report.written, *report.unchanged} == set(wanted)
        assert verify_manifest(tmp_path) == ()
        assert snapshot(tmp_path).keys() == {MANIFEST, *wanted, *folders_of(wanted)}
    assert interrupted, "no kill came in time; make the tree bigger"


def broken_off(act: Callable[[], object], at: int, error: OSError | None) -> tuple[str, str]:
    """Run ``act`` in a child until it asks the disk to change for the ``at``-th time.

    Then it is killed, or gets ``error``. How it ended, and what its CannotRun said.
    """
    changing = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}
    count = 0

    def watch(event: str, _arguments: object) -> None:
        nonlocal count
        if event in changing:
            count += 1
            if count == at and error:
                raise error
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            sys.addaudithook(watch)
            act()
            code = 0 if count < at else 2
        except CannotRun as refusal:
            os.write(writing, str(refusal).encode())
            code = 3
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    ends = {0: "not reached", 2: "went on", 3: "told", -signal.SIGKILL: "killed"}
    return ends[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])], said


@pytest.mark.parametrize(
    "error", [None, OSError(errno.ENOSPC, "no room")], ids=["killed", "refused"]
)
@pytest.mark.parametrize("first", [True, False], ids=["first build", "later build"])
def test_every_step_may_be_the_last(tmp_path: Path, *, first: bool, error: OSError | None) -> None:
    """A build that ends before any one of its steps leaves old or new files, and can be mended."""
    old = {"same": b"1", "edit/a": b"old", "turn/x/y": b"1", "swap": b"1", "gone/b": b"1"}
    new = {"same": b"1", "edit/a": b"new", "turn": b"2", "swap/x/y": b"2", "add/c/d": b"2"}
    root = tmp_path / "out"
    mixed = 0
    for step in range(1, 999):
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        before = {} if first else old
        if not first:
            commit(root, old)
        end, said = broken_off(lambda: commit(root, new), step, error)
        if end == "not reached":
            break
        assert end in ("told", "went on") if error else end == "killed"
        assert ("the disk is full" in said) == (end == "told")
        now = {path: (root / path).read_bytes() for path in walk(root, skip={STAGE}).files}
        now.pop(MANIFEST, None)
        assert all(what in (before.get(path), new.get(path)) for path, what in now.items())
        assert end != "went on" or now == new
        if now not in (before, new):
            mixed += 1
            assert (root / STAGE).is_dir(), "nothing says that the tree is unfinished"
        wanted = old if step % 2 else new
        commit(root, wanted)
        assert snapshot(root).keys() == {MANIFEST, *wanted, *folders_of(wanted)}
        assert verify_manifest(root) == ()
    assert step > 10
    assert mixed > 2

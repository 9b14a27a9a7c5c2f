"""Copies of tree and cache elsewhere: what differs is copied, and nothing wrong is believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.spec import AbstractFileSystem
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.outpaths import MANIFEST
from hutong.build.remote.mirror import (
    MirrorReport,
    fetch_cache,
    fetch_tree,
    mirrored,
    send_cache,
    send_tree,
)
from hutong.build.remote.place import Place, is_url
from hutong.build.session import Options
from hutong.build.site import build_site
from hutong.build.tree import verify_manifest, write_tree
from hutong.errors import CannotRun
from hutong.model import OutputFile
from tests.small import ABOUT, SmallSite, copied, small_site, tree

BUCKET = "bucket://site"


class Bucket(AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """Like an object store: names with slashes, whole objects, no folders, nothing renamed.

    After ``left`` more changes it refuses everything, as a network does.
    """

    protocol = "bucket"
    cachable = False
    objects: ClassVar[dict[str, bytes]] = {}
    left: ClassVar[int] = 0
    changes: ClassVar[list[str]] = []

    def find(self, path: str, **_: Any) -> list[str]:
        """Every object whose name starts so."""
        return sorted(name for name in self.objects if name.startswith(f"{path}/"))

    def cat_file(self, path: str, **_: Any) -> bytes:
        """An object."""
        if path not in self.objects:
            raise FileNotFoundError(path)
        return self.objects[path]

    def pipe_file(self, path: str, value: bytes, **_: Any) -> None:
        """Keep an object."""
        self._count(path)
        self.objects[path] = value

    def put_file(self, lpath: str, rpath: str, **_: Any) -> None:
        """Keep an object that is a file here."""
        self.pipe_file(rpath, Path(lpath).read_bytes())

    def get_file(self, rpath: str, lpath: str, **_: Any) -> None:
        """An object as a file."""
        Path(lpath).write_bytes(self.cat_file(rpath))

    def rm(self, path: list[str], **_: Any) -> None:
        """Forget objects; patterns are taken for what they match, as everywhere in fsspec."""
        for one in path:
            assert not set(one) & set("*?[]")
            self.rm_file(one)

    def rm_file(self, path: str) -> None:
        """Forget an object."""
        self._count(path)
        del self.objects[path]

    def makedirs(self, *_: Any, **__: Any) -> None:
        """There are no folders."""
        raise PermissionError("no folders here")

    mkdir = makedirs

    def isdir(self, path: str) -> bool:
        """There are no folders."""
        assert path
        return False

    @classmethod
    def _count(cls, path: str) -> None:
        if cls.left <= 0:
            raise ConnectionResetError("the network is gone")
        cls.left -= 1
        cls.changes.append(path)


@pytest.fixture(autouse=True)
def empty_places() -> Iterator[None]:
    """An empty bucket, and an empty memory."""
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    _fresh()
    yield
    _fresh()


def _fresh(left: int = 10_000) -> None:
    Bucket.objects.clear()
    Bucket.changes.clear()
    Bucket.left = left
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def written(root: Path, files: dict[str, bytes], **options: Any) -> dict[str, bytes]:
    """A built tree with those files; all of it."""
    write_tree(root, [OutputFile(path=path, data=data) for path, data in files.items()], **options)
    return tree(root)


def there() -> dict[str, bytes]:
    """What the bucket holds."""
    return {name.removeprefix("site/"): data for name, data in Bucket.objects.items()}


# The tree


@pytest.mark.parametrize("kind", ["bucket", "memory", "file"])
def test_a_tree_goes_there_and_comes_back(tmp_path: Path, kind: str) -> None:
    """An object store, a memory and a folder hold the tree; a fetched one is whole."""
    url = f"file://{tmp_path}/far/away" if kind == "file" else f"{kind}://site"
    built = written(tmp_path / "built", {"index.html": b"1", "a/b/c.html": b"2", "a/長 [x]*": b""})
    assert send_tree(tmp_path / "built", url) == MirrorReport(3, 0, 0)
    assert fetch_tree(url, tmp_path / "fetched") == MirrorReport(3, 0, 0)
    assert tree(tmp_path / "fetched") == built
    assert verify_manifest(tmp_path / "fetched") == ()
    assert send_tree(tmp_path / "fetched", url) == MirrorReport(0, 0, 3)


NAMES = st.sampled_from(["index.html", "a/x.html", "a/y.html", "b/[z].html", "b/c/d.css"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"", b"1", b"2"]), max_size=5)


@given(trees=st.lists(TREES, min_size=1, max_size=4), stops=st.lists(st.integers(0, 9)))
def test_a_sender_that_was_stopped_leaves_nothing_for_good(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, bytes]], stops: list[int]
) -> None:
    """Wherever others stopped: who comes to the end has made the place equal to the tree."""
    root = tmp_path_factory.mktemp("built")
    _fresh()
    for number, files in enumerate(trees):
        built = written(root, files)
        Bucket.left = stops[number] if number < len(stops) else 10_000
        try:
            send_tree(root, BUCKET)
        except CannotRun as error:
            assert "the network is gone" in str(error)  # noqa: PT017  # it may also not be raised
        else:
            assert there() == built
    Bucket.left = 10_000
    send_tree(root, BUCKET)
    assert there() == built


def test_only_what_differs_is_sent_and_the_manifest_last(tmp_path: Path) -> None:
    """New files before changed ones, stale ones go after that."""
    written(tmp_path, {"a": b"1", "b": b"1", "c": b"1", "d": b"1"})
    send_tree(tmp_path, BUCKET)
    written(tmp_path, {"a": b"1", "b": b"2", "e": b"3", "d": b"1"})
    Bucket.changes.clear()
    assert send_tree(tmp_path, BUCKET) == MirrorReport(2, 1, 2)
    assert [name.removeprefix("site/") for name in Bucket.changes] == [
        ".hutong-sending", "e", "b", "c", MANIFEST, ".hutong-sending",
    ]  # fmt: skip


def test_a_place_of_others_is_refused(tmp_path: Path) -> None:
    """A place that Hutong has not written to is left alone, but for what the site keeps there."""
    written(tmp_path, {"index.html": b"1"})
    Bucket.objects.update({"site/CNAME": b"x", "site/mine.txt": b"y"})
    with pytest.raises(CannotRun, match=r"holds files that Hutong did not write \(mine\.txt\)"):
        send_tree(tmp_path, BUCKET, keep=frozenset({"CNAME"}))
    assert set(there()) == {"CNAME", "mine.txt"}
    del Bucket.objects["site/mine.txt"]
    send_tree(tmp_path, BUCKET, keep=frozenset({"CNAME"}))
    assert set(there()) == {"CNAME", "index.html", MANIFEST}


def test_a_tree_that_is_not_what_was_built_is_not_sent(tmp_path: Path) -> None:
    """Changed by hand, or left over from a build that was stopped."""
    written(tmp_path, {"index.html": b"1"})
    (tmp_path / "index.html").write_bytes(b"2")
    with pytest.raises(CannotRun, match="is not what was built"):
        send_tree(tmp_path, BUCKET)
    (tmp_path / ".hutong-stage").mkdir()
    with pytest.raises(CannotRun, match="left over"):
        send_tree(tmp_path, BUCKET)
    assert there() == {}


def test_what_is_damaged_there_is_left_out(tmp_path: Path) -> None:
    """A file with other bytes, or none, is for the next build to make; stale ones here go."""
    written(tmp_path / "built", {"a": b"1", "b": b"2", "c": b"3"})
    send_tree(tmp_path / "built", BUCKET)
    Bucket.objects["site/b"] = b"damaged"
    del Bucket.objects["site/c"]
    written(tmp_path / "here", {"a": b"1", "old": b"0"})
    assert fetch_tree(BUCKET, tmp_path / "here") == MirrorReport(0, 1, 1)
    assert set(tree(tmp_path / "here")) == {"a", MANIFEST}
    Bucket.objects[f"site/{MANIFEST}"] = b"\xff nonsense"
    fetch_tree(BUCKET, tmp_path / "here")
    assert set(tree(tmp_path / "here")) == {MANIFEST}


def test_names_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    """Whoever can write to the place cannot write beside our folder."""
    digest = hashlib.sha256(b"x").hexdigest()
    for name in ("../evil", "store/../../evil", "/evil"):
        Bucket.objects[f"site/{name}"] = b"x"
        Bucket.objects[f"site/{MANIFEST}"] = f"{digest}  {name}\n".encode()
        with pytest.raises(CannotRun, match="output path"):
            fetch_tree(BUCKET, tmp_path / "tree" / "out")
    Bucket.objects[f"site/{MANIFEST}"] = f"{digest}  store/../../evil\n".encode()
    with pytest.raises(CannotRun, match="output path"):
        fetch_cache(BUCKET, tmp_path / "tree" / "cache")
    assert not list(tmp_path.rglob("evil"))


def test_nothing_there_is_nothing_to_fetch(tmp_path: Path) -> None:
    """The first build of all has an empty place."""
    assert fetch_tree(BUCKET, tmp_path / "out") == MirrorReport(0, 0, 0)
    assert fetch_cache(BUCKET, tmp_path / "cache") == MirrorReport(0, 0, 0)
    assert list(tmp_path.iterdir()) == []


# The cache


def elsewhere(site: SmallSite, root: Path) -> SmallSite:
    """The same content on another machine."""
    other = SmallSite(root)
    for path, data in tree(site.root / "content").items():
        other.write(path, data)
    return other


def test_another_machine_goes_on_from_the_cache(tmp_path: Path) -> None:
    """It converts nothing again, keeps what it had, and sends the sum of both."""
    site = small_site(tmp_path / "one")
    site.build()
    sent = send_cache(site.root / ".cache", "memory://cache")
    assert sent.copied > 0
    assert send_cache(site.root / ".cache", "memory://cache") == MirrorReport(0, 0, sent.copied)
    other = elsewhere(site, tmp_path / "two")
    assert fetch_cache("memory://cache", other.root / ".cache").copied == sent.copied
    report = other.build()
    assert report.conversions == (0, 6)
    assert tree(other.output) == tree(site.output)
    assert fetch_cache("memory://cache", other.root / ".cache").copied == 0
    send_cache(other.root / ".cache", "memory://cache")
    third = elsewhere(site, tmp_path / "three")
    assert fetch_cache("memory://cache", third.root / ".cache").copied > sent.copied
    assert third.build().conversions == (0, 6)


def test_a_damaged_cache_is_not_fetched(tmp_path: Path) -> None:
    """Values that are wrong there cost time here, and nothing else."""
    site = small_site(tmp_path / "one")
    site.build()
    send_cache(site.root / ".cache", BUCKET)
    for name, data in Bucket.objects.items():
        if name.endswith(".pack"):
            Bucket.objects[name] = data[:-1] + bytes([data[-1] ^ 1])
    other = elsewhere(site, tmp_path / "two")
    fetch_cache(BUCKET, other.root / ".cache")
    assert not list((other.root / ".cache").rglob("*.pack"))
    assert other.build().conversions == (6, 0)
    assert tree(other.output) == tree(site.output)


# A build between both


def test_a_fresh_machine_builds_nothing_anew(tmp_path: Path) -> None:
    """With cache and tree from where the last machine sent them, CI makes only what is new."""
    site = small_site(tmp_path / "site")
    told: list[str] = []

    def build() -> tuple[str, ...]:
        settings = site.settings()
        with mirrored(settings, cache="memory://cache", output=BUCKET, tell=told.append):
            return build_site(settings, Options(1)).written

    assert len(build()) > 10
    first = there()
    assert first == tree(site.output)
    for folder in (site.output, site.root / ".cache"):
        folder.rename(folder.with_name("gone"))
        fsspec.filesystem("file").rm(str(folder.with_name("gone")), recursive=True)
    assert build() == ()
    assert there() == first
    text = (site.root / "content/news/2026/agreement.md").read_text(encoding="utf-8")
    site.write("news/2026/agreement.md", text + "多一句。\n")
    changed = build()
    assert 0 < len(changed) < len(first) / 2
    assert there() == tree(site.output)
    assert any("output: " in line and f"{len(changed)} files sent" in line for line in told)


def test_a_build_that_fails_sends_nothing(tmp_path: Path) -> None:
    """Readers and other machines see what they saw."""
    site = small_site(tmp_path)

    class Failed(Exception):
        """Something."""

    told = mirrored(site.settings(), cache="memory://c", output=BUCKET, tell=lambda _: None)
    with pytest.raises(Failed), told:
        raise Failed
    assert there() == {}


# Addresses


def test_an_address_is_told_from_a_folder() -> None:
    """Paths of any system are no URLs."""
    assert is_url("s3://bucket/site")
    assert is_url("memory://x")
    assert not any(map(is_url, ["output", "/srv/site", "C:\\site", "a:b", "s3://"]))


def test_an_address_that_cannot_be_used_is_said() -> None:
    """Unknown kinds, missing libraries; and no password is shown."""
    for url in ("nosuch://x", "gs://bucket/x"):
        with pytest.raises(CannotRun, match="cannot be used"):
            Place(url)
    with pytest.raises(CannotRun) as error:
        Place("nosuch://me:secret@host/x")
    assert "secret" not in str(error.value)
    assert "nosuch://host/x" in str(error.value)


def test_who_sends_while_another_does_stops_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's manifest stands over another's files unmarked; the next one sends everything."""
    site = small_site(tmp_path / "one")
    site.build()
    other = copied(site, tmp_path / "other")
    other.write("pages/about.md", ABOUT.replace("只供測試", "另一份"))
    other.build()
    send = Place.send

    def meanwhile(place: Place, root: Path, names: Sequence[str]) -> None:
        monkeypatch.setattr(Place, "send", send)
        send_tree(other.output, BUCKET, keep=frozenset())
        send(place, root, names)

    monkeypatch.setattr(Place, "send", meanwhile)
    with pytest.raises(CannotRun, match="somebody else sent there at the same time"):
        send_tree(site.output, BUCKET, keep=frozenset())
    assert ".hutong-sending" in Place(BUCKET).names()
    again = send_tree(other.output, BUCKET, keep=frozenset())
    assert again.copied == len(tree(other.output)) - 1
    assert {name: Place(BUCKET).read(name) for name in Place(BUCKET).names()} == tree(other.output)


def test_the_mark_of_another_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both stop then: neither knows whose files came last."""
    site = small_site(tmp_path)
    site.build()
    send = Place.send

    def meanwhile(place: Place, root: Path, names: Sequence[str]) -> None:
        send(place, root, names)
        place.write(".hutong-sending", b"another one")

    monkeypatch.setattr(Place, "send", meanwhile)
    with pytest.raises(CannotRun, match="send again, alone"):
        send_tree(site.output, BUCKET, keep=frozenset())
    assert Place(BUCKET).read(".hutong-sending") != b"another one"
    assert MANIFEST not in Place(BUCKET).names()

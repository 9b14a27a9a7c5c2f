"""A damaged store: damage is never more than a miss, a refusing disk is said in words."""

from __future__ import annotations

import os
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.packs import HEAD_BYTES, pack_path
from hutong.build.store import Store
from hutong.errors import CannotRun
from tests.build.children import as_nobody, in_child
from tests.build.stored import DAY, NOW, filled, found, key, packs, value


def test_a_pack_cut_at_any_byte_keeps_what_is_before(tmp_path: Path) -> None:
    """With the index or without: values before the cut are there, the others are missing."""
    new = filled(tmp_path, [1, 2, 38, 4])
    (pack,) = packs(tmp_path)
    whole, index = pack.read_bytes(), (tmp_path / "index").read_bytes()
    for length in range(len(whole) + 1):
        pack.write_bytes(whole[:length])
        there = [
            number
            for number, (_, ref) in zip([1, 2, 38, 4], new, strict=True)
            if ref.offset + HEAD_BYTES + ref.length <= length
        ]
        (tmp_path / "index").write_bytes(index)
        assert found(tmp_path, [1, 2, 38, 4]) == there
        (tmp_path / "index").unlink()
        assert found(tmp_path, [1, 2, 38, 4]) == there


def test_an_index_cut_at_any_byte_costs_only_time(tmp_path: Path) -> None:
    """Every value is found whatever is left of the index."""
    filled(tmp_path, range(3))
    filled(tmp_path, range(3, 6))
    index = (tmp_path / "index").read_bytes()
    for length in range(len(index)):
        (tmp_path / "index").write_bytes(index[:length])
        assert found(tmp_path, range(7)) == list(range(6))


@given(
    flips=st.lists(st.integers(min_value=0), min_size=1, max_size=4),
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=8),
    indexed=st.booleans(),
)
def test_flipped_bits_hide_only_what_they_hit(
    flips: list[int], sizes: list[int], *, indexed: bool
) -> None:
    """A value none of whose bytes flipped is found; one of whose bytes flipped is missing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new = filled(folder, sizes)
        (pack,) = packs(folder)
        before = pack.read_bytes()
        damaged = bytearray(before)
        for bit in flips:
            damaged[bit // 8 % len(damaged)] ^= 1 << bit % 8
        pack.write_bytes(damaged)
        if not indexed:
            (folder / "index").unlink()
        whole = {
            one: ref
            for one, ref in new
            if damaged[(at := ref.offset) : (end := at + HEAD_BYTES + ref.length)] == before[at:end]
        }
        last = dict(new)
        store = Store(folder)
        for number in set(sizes):
            data = store.get(key(number))
            assert data in {None, value(number)}
            if not indexed:
                assert (data is not None) == (key(number) in whole)
            else:
                assert (data is not None) == (whole.get(key(number)) == last[key(number)])
        store.close()


@given(
    which=st.sampled_from(["first pack", "second pack", "index"]),
    at=st.floats(0, 1),
    end=st.floats(0, 1),
    put_in=st.binary(max_size=60),
)
def test_any_damage_is_a_miss_and_the_next_build_mends_it(
    which: str, at: float, end: float, put_in: bytes
) -> None:
    """Bytes cut out, put in or overwritten in any file: no error, no wrong value, then all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = filled(folder, range(8))[0][1].pack
        second = filled(folder, range(8, 16))[0][1].pack
        path = folder / "index"
        if which != "index":
            path = pack_path(folder / "packs", first if which == "first pack" else second)
        old = path.read_bytes()
        places = sorted((round(at * len(old)), round(end * len(old))))
        path.write_bytes(old[: places[0]] + put_in + old[places[1] :])
        store = Store(folder)
        lost = [number for number in range(16) if store.get(key(number)) is None]
        store.commit([(key(number), store.put(key(number), value(number))) for number in lost])
        store.close()
        assert found(folder, range(16)) == list(range(16))
        Store(folder).prune([key(n) for n in range(16)], keep_days=0, now=NOW + 9 * DAY)
        assert found(folder, range(16)) == list(range(16))


def test_marks_inside_a_value_do_not_confuse(tmp_path: Path) -> None:
    """A value that looks like a pack is one value, also where damage before it is skipped."""
    filled(tmp_path / "a", range(5))
    (inner,) = packs(tmp_path / "a")
    outer = inner.read_bytes() * 2
    store = Store(tmp_path / "b")
    refs = [(key(n), store.put(key(n), data)) for n, data in ((100, b"x" * 99), (101, outer))]
    store.commit(refs)
    (tmp_path / "b" / "index").unlink()
    assert Store(tmp_path / "b").get(key(101)) == outer
    (pack,) = packs(tmp_path / "b")
    data = bytearray(pack.read_bytes())
    data[20] ^= 1
    pack.write_bytes(data)
    assert Store(tmp_path / "b").get(key(101)) == outer
    assert found(tmp_path / "b", range(5)) == []


def test_foreign_things_among_the_packs_are_left_alone(tmp_path: Path) -> None:
    """Files of other names, a folder named like a pack, and an empty pack do no harm."""
    filled(tmp_path, range(5))
    strange = [tmp_path / "packs" / name for name in ("notes.txt", "x.pack", "0A.pack")]
    for path in strange:
        path.write_bytes(b"HtV1")
    pack_path(tmp_path / "packs", 77).mkdir()
    pack_path(tmp_path / "packs", 78).touch()
    assert found(tmp_path, range(5)) == list(range(5))
    Store(tmp_path).commit([], used=[key(1)], now=NOW + DAY)
    assert all(path.exists() for path in strange)
    assert found(tmp_path, range(5)) == list(range(5))


def test_a_file_where_the_packs_should_be(tmp_path: Path) -> None:
    """Looking finds nothing; writing says what is in the way."""
    (tmp_path / "packs").write_bytes(b"")
    assert Store(tmp_path).get(key(1)) is None
    with pytest.raises(CannotRun, match="packs cannot be written"):
        Store(tmp_path).put(key(1), b"")


def test_a_full_disk_stops_the_run_and_keeps_the_rest(tmp_path: Path) -> None:
    """The words name the folder; what was written before is found, nothing half is."""
    filled(tmp_path, range(20))

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        store = Store(tmp_path)
        for number in range(100, 2000):
            store.put(key(number), value(number))
        store.flush()

    said = in_child(write)
    assert "the disk is full; free some space" in said
    assert str(tmp_path) in said
    there = found(tmp_path, [*range(20), *range(100, 2000)])
    assert there[:20] == list(range(20))
    assert 0 < len(there[20:]) < 1900
    assert there[20:] == list(range(100, 100 + len(there) - 20))


def test_after_a_refused_write_the_store_goes_on_in_a_new_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited is lost, what comes after is kept: no record starts within half another."""
    store, real = Store(tmp_path), os.write

    def half(handle: int, data: bytes) -> int:
        monkeypatch.setattr(os, "write", refuse)
        return real(handle, data[: len(data) // 2])

    def refuse(_handle: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    store.put(key(1), value(1))
    store.flush()
    store.put(key(2), value(2))
    monkeypatch.setattr(os, "write", half)
    with pytest.raises(CannotRun, match="disk is full"):
        store.flush()
    monkeypatch.setattr(os, "write", real)
    ref = store.put(key(3), value(3))
    assert store.read(ref, key(3)) == value(3)
    store.close()
    assert found(tmp_path, [1, 2, 3]) == [1, 3]


def test_a_read_only_store_can_be_read(tmp_path: Path) -> None:
    """Readers need no right to write; a writer is told what may not be written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder, range(9))
        for path in (folder, folder / "packs"):
            path.chmod(0o555)

        def read_then_write() -> None:
            assert found(folder, range(9)) == list(range(9))
            Store(folder).put(key(1), value(1))

        assert "may not be written" in in_child(as_nobody(read_then_write))
        for path in (folder, folder / "packs"):
            path.chmod(0o755)

"""The store of values: what was finished is found again, whoever wrote it and was killed."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.packs import PackReader, Ref
from hutong.build.store import Store
from tests.build.children import ended, start
from tests.build.stored import DAY, NOW, filled, found, key, packs, value


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    """By its place at once, by its key after the commit, in this store and in a new one."""
    store = Store(tmp_path)
    refs = [store.put(key(number), value(number)) for number in range(100)]
    assert [store.read(ref, key(number)) for number, ref in enumerate(refs)] == [
        value(number) for number in range(100)
    ]
    store.commit((key(number), ref) for number, ref in enumerate(refs))
    assert store.find(key(5)) == refs[5]
    assert store.get(key(5)) == value(5)
    assert store.get(key(100)) is None
    store.close()
    assert found(tmp_path, range(101)) == list(range(100))


def test_opening_and_looking_make_nothing(tmp_path: Path) -> None:
    """A store that nobody wrote to has no folder, and finds nothing."""
    store = Store(tmp_path / "cache")
    assert store.get(key(1)) is None
    assert store.read(Ref(1, 0, 5), key(1)) is None
    store.flush()
    store.close()
    assert not (tmp_path / "cache").exists()


def test_a_place_is_enough_without_the_index(tmp_path: Path) -> None:
    """Reading by place does not look at the index."""
    ((_, ref),) = filled(tmp_path, [7])
    (tmp_path / "index").unlink()
    store = Store(tmp_path)
    assert store.read(ref, key(7)) == value(7)
    assert store._loaded is None


def test_a_place_of_another_value_is_a_miss(tmp_path: Path) -> None:
    """A place that is off, too long, too short, or of another key gives nothing."""
    (_, (_, ref), _) = filled(tmp_path, [3, 4, 5])
    store = Store(tmp_path)
    assert store.read(ref, key(4)) == value(4)
    assert store.read(ref, key(5)) is None
    for pack, offset, length in ((0, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)):
        other = Ref(ref.pack + pack + (not offset and not length), ref.offset + offset, ref.length)
        assert store.read(other._replace(length=ref.length + length), key(4)) is None
    for offset in (-5, 1 << 40, 1 << 70):
        assert store.read(ref._replace(offset=offset), key(4)) is None


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    """A key that is no digest of ours is a mistake of the caller."""
    with pytest.raises(ValueError, match="16 bytes"):
        Store(tmp_path).put(b"short", b"")


def test_the_newest_of_two_values_counts(tmp_path: Path) -> None:
    """A value that was damaged and made anew is found at its new place."""
    ((_, old),) = filled(tmp_path, [9])
    ((_, new),) = filled(tmp_path, [9])
    assert Store(tmp_path).find(key(9)) == new != old


@given(st.lists(st.lists(st.integers(0, 60), max_size=12), max_size=6))
def test_any_order_of_commits_keeps_all(batches: list[list[int]]) -> None:
    """However keys come, again or anew, all are found, with and without the index."""
    with tempfile.TemporaryDirectory() as name:
        folder, everything = Path(name), sorted({one for batch in batches for one in batch})
        for batch in batches:
            filled(folder, batch)
        assert found(folder, range(61)) == everything
        (folder / "index").unlink(missing_ok=True)
        assert found(folder, range(61)) == everything


def test_a_commit_of_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """A build that found everything leaves the index file alone, unless a use is news."""
    filled(tmp_path, range(5))
    before = (tmp_path / "index").stat()
    Store(tmp_path).commit([], used=[key(1)], now=NOW)
    assert (tmp_path / "index").stat() == before
    Store(tmp_path).commit([], used=[key(1)], now=NOW + DAY)
    assert (tmp_path / "index").stat() != before


# Several processes


def test_writers_in_forked_processes_do_not_mix(tmp_path: Path) -> None:
    """Each child goes on with the store it inherited, half full; nothing is lost or doubled."""
    store = Store(tmp_path)
    new = [(key(number), store.put(key(number), value(number))) for number in range(10)]
    pipes = []
    for share in range(4):
        reading, writing = os.pipe()

        def work(first: int = 1000 * share, out: int = writing) -> None:
            for number in range(first + 10, first + 300):
                ref = store.put(key(number), value(number))
                store.flush()
                os.write(out, b"%d %d %d %d\n" % (number, *ref))

        pipes.append((start(work), reading))
        os.close(writing)
    for child, reading in pipes:
        with os.fdopen(reading, encoding="ascii") as lines:
            for line in lines:
                number, *ref = map(int, line.split())
                assert store.read(Ref(*ref), key(number)) == value(number)
                new.append((key(number), Ref(*ref)))
        assert ended(child) == 0
    store.commit(new)
    assert len(packs(tmp_path)) == 5
    everything = [*range(10), *(1000 * share + n for share in range(4) for n in range(10, 300))]
    assert found(tmp_path, everything) == everything
    (tmp_path / "index").unlink()
    assert found(tmp_path, everything) == everything


def test_a_killed_build_loses_only_what_it_did_not_write(tmp_path: Path) -> None:
    """``kill -9`` while values are put: all that had been flushed is found, nothing is wrong."""
    counted = 0
    for moment in range(12):
        reading, writing = os.pipe()

        def work(first: int = 100_000 * moment, out: int = writing) -> None:
            store = Store(tmp_path)
            for number in range(first, first + 100_000):
                store.put(key(number), value(number) * 20)
                if number % 50 == 49:
                    store.flush()
                    os.write(out, b"%8d" % number)

        child = start(work)
        os.close(writing)
        os.read(reading, 8)
        time.sleep(moment * 0.003)
        os.kill(child, signal.SIGKILL)
        assert ended(child) == -signal.SIGKILL
        with os.fdopen(reading, "rb") as told:
            last = int(told.read()[-8:] or 100_000 * moment + 49)
        store = Store(tmp_path)
        for number in range(100_000 * moment, last + 1):
            assert store.get(key(number)) == value(number) * 20
            counted += 1
        store.commit([])
        store.close()
    assert counted >= 12 * 50


def test_what_a_build_left_uncommitted_is_found(tmp_path: Path) -> None:
    """Packs that the index does not know are looked through, and then known."""
    filled(tmp_path, range(10))
    store = Store(tmp_path)
    for number in range(10, 20):
        store.put(key(number), value(number))
    store.close()
    assert found(tmp_path, range(25)) == list(range(20))
    Store(tmp_path).commit([])
    half, size = packs(tmp_path)[0], [path.stat().st_size for path in packs(tmp_path)]
    assert half.exists()
    index = Store(tmp_path)._read_index()
    assert sorted(index.covered.values()) == sorted(size)
    assert len(index) == 20


def test_a_commit_that_was_told_all_looks_through_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The packs of this build are not read again, also if the index was read half way."""
    filled(tmp_path, range(5))
    store = Store(tmp_path)
    new = [(key(number), store.put(key(number), value(number))) for number in range(5, 10)]
    store.flush()
    assert store.get(key(1)) == value(1)
    new += [(key(number), store.put(key(number), value(number))) for number in range(10, 15)]
    store.close()
    with monkeypatch.context() as patch:
        patch.setattr(PackReader, "scan", pytest.fail)
        store.commit(new)
        Store(tmp_path).get(key(1))
    assert found(tmp_path, range(16)) == list(range(15))


def test_a_commit_that_was_told_too_little_looks_for_itself(tmp_path: Path) -> None:
    """Values that were put but not named in the commit are found all the same."""
    store = Store(tmp_path)
    refs = [(key(number), store.put(key(number), value(number))) for number in range(1, 30)]
    store.commit(refs[3:20])
    assert found(tmp_path, range(1, 30)) == list(range(1, 30))
    assert len(Store(tmp_path)._read_index()) == 29

"""The store stays bounded: packs are joined, old values pruned, also under a reader."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hutong.build.packs import HEAD_BYTES, PackReader, Ref
from hutong.build.store import Store
from tests.build.children import ended, open_files, start
from tests.build.stored import DAY, NOW, filled, found, key, packs, value


def test_many_small_packs_become_one(tmp_path: Path) -> None:
    """A hundred builds of one edit leave few packs, and every value; moved places are told."""
    places: dict[bytes, Ref] = {}
    for number in range(100):
        store = Store(tmp_path)
        new = {key(number): store.put(key(number), value(number))}
        places |= new | store.commit(new.items(), now=NOW)
        store.close()
        assert len(packs(tmp_path)) <= 34
    store = Store(tmp_path)
    assert [store.read(places[key(n)], key(n)) for n in range(100)] == [
        value(n) for n in range(100)
    ]
    assert found(tmp_path, range(100)) == list(range(100))
    (tmp_path / "index").unlink()
    assert found(tmp_path, range(100)) == list(range(100))


def test_a_joined_pack_that_is_damaged_loses_only_its_damage(tmp_path: Path) -> None:
    """Joining copies what is whole and forgets the rest."""
    for number in range(32):
        filled(tmp_path, [number + 1])
    packs(tmp_path)[4].write_bytes(b"HtV1 nonsense")
    packs(tmp_path)[5].unlink()
    filled(tmp_path, [33])
    filled(tmp_path, [34])
    assert len(packs(tmp_path)) < 5
    assert len(found(tmp_path, range(1, 35))) == 32


def test_a_prune_keeps_what_is_wanted_or_was_used(tmp_path: Path) -> None:
    """Values of old builds go, unless wanted or marked as used; the report counts them."""
    filled(tmp_path, range(30, 60), now=NOW - 40 * DAY)
    filled(tmp_path, range(60, 90), now=NOW - 10 * DAY)
    Store(tmp_path).commit([], used=[key(n) for n in range(40, 50)], now=NOW - 3 * DAY)
    report = Store(tmp_path).prune([key(35)], keep_days=14, now=NOW)
    assert found(tmp_path, range(30, 90)) == [35, *range(40, 50), *range(60, 90)]
    assert (report.kept, report.dropped) == (41, 19)
    on_disk = sum(path.stat().st_size for path in (*packs(tmp_path), tmp_path / "index"))
    assert report.after == on_disk < report.before
    again = Store(tmp_path).prune([key(35)], keep_days=14, now=NOW)
    assert (again.kept, again.dropped, again.before) == (41, 0, again.after)


def test_a_prune_of_everything_leaves_an_empty_store(tmp_path: Path) -> None:
    """With nothing wanted and nothing lately used no pack stays; pruning nothing is no error."""
    assert Store(tmp_path / "none").prune([], keep_days=1, now=NOW).kept == 0
    filled(tmp_path, range(30), now=NOW - 40 * DAY)
    report = Store(tmp_path).prune([], keep_days=14, now=NOW)
    assert (report.kept, report.dropped, packs(tmp_path)) == (0, 30, [])


@given(st.sets(st.integers(0, 80)), st.sets(st.integers(0, 80)))
def test_what_is_left_is_at_most_twice_what_is_kept(first: set[int], wanted: set[int]) -> None:
    """After any prune the packs take at most double the room of their wanted values."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = sorted(first)
        for share in (numbers[::2], numbers[1::2]):
            filled(folder, share)
        Store(folder).prune([key(n) for n in wanted], keep_days=0, now=NOW + DAY)
        kept = first & wanted
        assert found(folder, range(81)) == sorted(kept)
        room = sum(HEAD_BYTES + len(value(n)) for n in kept)
        assert sum(path.stat().st_size for path in packs(folder)) <= 2 * room


def test_a_prune_under_a_reader_is_only_misses(tmp_path: Path) -> None:
    """A process that reads on while packs are rewritten and deleted sees right values or none."""
    numbers = range(1, 400)
    filled(tmp_path, numbers)
    stop = tmp_path / "stop"

    def read_on() -> None:
        choose, hits = random.Random(4), 0  # noqa: S311 (no secret)
        store = Store(tmp_path)
        while not stop.exists():
            if choose.random() < 0.01:
                store.close()
                store = Store(tmp_path)
            number = choose.choice(numbers)
            data = store.get(key(number))
            assert data in {None, value(number)}
            hits += data is not None
        assert hits

    children = [start(read_on) for _ in range(2)]
    for step in range(1, 16):
        wanted = [key(n) for n in numbers if n % step == 0]
        Store(tmp_path).prune(wanted, keep_days=0, now=NOW + DAY)
        filled(tmp_path, numbers)
    stop.touch()
    assert [ended(child) for child in children] == [0, 0]


def test_a_writer_whose_pack_was_joined_opens_another(tmp_path: Path) -> None:
    """A process that writes on after others tidied up does not write to a deleted file."""
    writer = Store(tmp_path)
    writer.put(key(1), value(1))
    writer.flush()
    for number in range(2, 36):
        filled(tmp_path, [number])
    writer.put(key(99), value(99))
    writer.close()
    assert found(tmp_path, [*range(1, 36), 99]) == [*range(1, 36), 99]


def test_a_value_that_is_being_written_is_found_when_it_is_done(tmp_path: Path) -> None:
    """An index made while half a value was on disk does not hide the whole of it later."""
    filled(tmp_path / "a", range(1, 4))
    (pack,) = packs(tmp_path / "a")
    whole = pack.read_bytes()
    (tmp_path / "b" / "packs").mkdir(parents=True)
    growing = tmp_path / "b" / "packs" / pack.name
    for length in range(0, len(whole) + 1, 7):
        growing.write_bytes(whole[:length])
        Store(tmp_path / "b").commit([])
    growing.write_bytes(whole)
    assert found(tmp_path / "b", range(1, 4)) == [1, 2, 3]


def test_few_files_stay_open(tmp_path: Path) -> None:
    """A reader of very many packs keeps to a small number of open files."""
    folder = tmp_path / "packs"
    refs = []
    for number in range(100):
        store = Store(tmp_path)
        refs.append(store.put(key(number), value(number)))
        store.close()
    reader = PackReader(folder)
    before = open_files()
    for _ in range(2):
        for number, ref in enumerate(refs):
            assert reader.read(ref, key(number)) == value(number)
    assert open_files() - before <= 64
    reader.close()
    assert open_files() == before

"""Engines on disk: what is loaded is what was made, whatever happens to the files."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.model import GlossaryTerm
from hutong.variants import kept, make_converter, make_fold, prune_engines
from hutong.variants.engine import Engine, Recipe, flat_table, make_engine
from hutong.variants.kept import KeptEngines

VARIANTS = ("zh-Hant-HK", "zh-Hans-CN")
TERMS = (
    ("软件 A", "軟體 甲"), ("#安排", "#按排"), ("余文乐", "余文樂"), ("甲\u200b乙", "丙"),
    ("発", "发\u00a0发"),
)  # fmt: skip
HARD = Recipe("Hans", "", "Hant", "HK", TERMS)
EASY = Recipe("Hant", "", "Hans", "CN", (("軟體", "软件"),))
TEXTS = st.lists(
    st.one_of(
        st.sampled_from([before for before, _ in TERMS]),
        st.sampled_from(
            ("3 余", "10余人", " ", "头发", "后", "里面", "#", "\ue000", "\ufdd0", "\n")
        ),
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=3),
    ),
    max_size=12,
).map("".join)


@pytest.fixture(autouse=True)
def _no_engine_of_another_test() -> Iterator[None]:
    """A process loads an engine once; each test is a process of its own."""
    kept._engine.cache_clear()
    yield
    kept._engine.cache_clear()


def place(cache: Path) -> Path:
    """The one engine in a cache."""
    [one] = (cache / "engines").iterdir()
    return one


def again(cache: Path, recipe: Recipe = EASY) -> Engine:
    """The engine as a new process has it."""
    kept._engine.cache_clear()
    return KeptEngines(cache)(recipe)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with both engines, which no test changes."""
    cache = tmp_path_factory.mktemp("shelf")
    for recipe in (HARD, EASY):
        KeptEngines(cache)(recipe)
    return cache


@pytest.mark.parametrize("recipe", [HARD, EASY], ids=["hard", "easy"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_a_loaded_engine_converts_as_a_made_one(recipe: Recipe, shelf: Path, text: str) -> None:
    """Spaces, signs of the file's own format and unseen ones make no difference."""
    with patch.object(kept, "flat_table", side_effect=AssertionError("it should be loaded")):
        engine = KeptEngines(shelf)(recipe)
    assert engine.convert(text) == make_engine(recipe).convert(text)


def test_an_engine_is_made_once_and_only_when_a_text_needs_it(tmp_path: Path) -> None:
    """A converter without work leaves no file; a second one finds what the first has made."""
    converter = make_converter(variants=VARIANTS, cache=tmp_path)
    converter.text("同", source="zh-Hans-CN", target="zh-Hans-CN")
    assert not (tmp_path / "engines").exists()
    assert converter.text("发展", source="zh-Hant-HK", target="zh-Hans-CN") == "发展"
    assert len(list((tmp_path / "engines").iterdir())) == 1
    kept._engine.cache_clear()
    with patch.object(kept, "flat_table", side_effect=AssertionError("it should be loaded")):
        copy = pickle.loads(pickle.dumps(converter))  # noqa: S301  # our own bytes
        assert copy.text("發展", source="zh-Hant-TW", target="zh-Hans-CN") == "发展"


def test_engines_are_begun_that_nobody_has_made(tmp_path: Path) -> None:
    """Of all pairs of editions, or those named; what is there, or in the making, is not."""
    converter = make_converter(variants=VARIANTS, cache=tmp_path)
    pairs = [("zh-Hant-HK", "zh-Hans-CN"), ("zh-Hans-CN", "zh-Hans-CN")]
    one, other = converter.makings(pairs) + converter.makings(pairs)
    assert (one.begin(), other.begin()) == (True, False)
    one.let_go()
    assert other.begin()
    other.make()
    assert place(tmp_path).is_dir()
    assert not one.begin()
    assert [each.recipe.target for each in converter.makings()] == ["zh-Hans-CN", "zh-Hant-HK"]


def test_a_damaged_engine_is_begun_again(tmp_path: Path) -> None:
    """Once for all who need it."""
    KeptEngines(tmp_path)(EASY)
    (place(tmp_path) / "words.txt").write_bytes(b"")
    making = KeptEngines(tmp_path).making(EASY)
    assert making.begin()
    making.make()
    assert not making.begin()


def test_without_a_cache_nothing_is_begun() -> None:
    """Each process then makes its own."""
    assert make_converter(variants=VARIANTS).makings() == []


def test_where_nothing_can_be_written_nothing_is_begun(tmp_path: Path) -> None:
    """Who needs the engine makes it in memory."""
    (tmp_path / "engines").write_text("no folder", encoding="utf-8")
    assert not KeptEngines(tmp_path).making(EASY).begin()
    with patch("fcntl.flock", side_effect=OSError(errno.ENOLCK, "no locks")):
        assert not KeptEngines(tmp_path / "other").making(EASY).begin()


def _child(work: Callable[[], None]) -> int:
    """Another process that does some work and ends."""
    pid = os.fork()
    if not pid:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def test_who_needs_an_engine_waits_for_its_maker(tmp_path: Path) -> None:
    """It is not made a second time; the lock is let go by the parent, and held by the child."""
    making = KeptEngines(tmp_path).making(EASY)
    assert making.begin()

    def make() -> None:
        time.sleep(0.3)
        making.make()

    pid = _child(make)
    making.let_go()
    with patch.object(kept, "flat_table", side_effect=AssertionError("it should wait")):
        assert again(tmp_path).convert("軟體") == "软件"
    os.waitpid(pid, 0)
    assert place(tmp_path).is_dir()


def test_nobody_waits_for_a_maker_that_was_killed(tmp_path: Path) -> None:
    """Its lock ends with it; who waited makes the engine."""
    making = KeptEngines(tmp_path).making(EASY)
    assert making.begin()
    pid = _child(lambda: time.sleep(60))
    making.let_go()

    def kill() -> None:
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)

    killer, began = _child(kill), time.monotonic()
    assert again(tmp_path).convert("軟體") == "软件"
    assert 0.2 < time.monotonic() - began < 50
    for one in (pid, killer):
        os.waitpid(one, 0)


def test_an_engine_that_was_finished_just_now_is_not_made_again(tmp_path: Path) -> None:
    """Between a look for the engine and one for its lock."""
    making = KeptEngines(tmp_path).making(EASY)
    assert making.begin()
    loaded = kept._loaded

    def finished(place: Path) -> Engine | None:
        found = loaded(place)
        if found is None:
            making.make()
        return found

    with patch.object(kept, "_loaded", finished), patch.object(kept, "_made") as made:
        assert again(tmp_path).convert("軟體") == "软件"
    assert not made.called


def test_other_terms_make_another_engine(tmp_path: Path) -> None:
    """The name of an engine is the digest of all that it is made from."""
    for form in ("软体", "软件"):
        terms = (GlossaryTerm({"zh-Hant-HK": "軟體", "zh-Hans-CN": form}),)
        converter = make_converter(terms, variants=VARIANTS, cache=tmp_path)
        assert converter.text("軟體", source="zh-Hant-HK", target="zh-Hans-CN") == form
    assert len(list((tmp_path / "engines").iterdir())) == 2


@pytest.mark.parametrize("name", ["words.txt", "others.json"])
@pytest.mark.parametrize("how", ["cut", "flip", "empty", "gone", "folder", "shape"])
def test_a_damaged_engine_is_made_anew(tmp_path: Path, name: str, how: str) -> None:
    """Whatever happens to its files, it costs time and nothing else."""
    KeptEngines(tmp_path)(EASY)
    file = place(tmp_path) / name
    data = file.read_bytes()
    body = b'{"others": 1}'
    changed = {
        "cut": data[:-1],
        "flip": data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
        "empty": b"",
        "shape": kept._digest(body).encode() + body,
    }
    if how in changed:
        file.write_bytes(changed[how])
    else:
        file.unlink()
    if how == "folder":
        file.mkdir()
    assert again(tmp_path).convert("軟體發展") == "软件发展"
    assert file.read_bytes() == data


def test_a_file_in_the_place_of_an_engine_is_replaced(tmp_path: Path) -> None:
    """Nothing that stands in the way ends a build."""
    KeptEngines(tmp_path)(EASY)
    one = place(tmp_path)
    shutil.rmtree(one)
    one.write_text("in the way", encoding="utf-8")
    assert again(tmp_path).convert("軟體") == "软件"
    assert one.is_dir()


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    """The engine is then made in memory."""
    (tmp_path / "engines").write_text("no folder", encoding="utf-8")
    assert again(tmp_path).convert("軟體 發展") == "软件 发展"


def test_what_another_process_has_made_in_the_meantime_stays(tmp_path: Path) -> None:
    """It may be reading it: a whole engine is never replaced."""
    table = flat_table(EASY)
    assert table is not None

    def slow(recipe: Recipe) -> Mapping[str, str]:
        kept._keep_table(kept._place(tmp_path, recipe), table)
        place(tmp_path).chmod(0o711)
        return table

    with patch.object(kept, "flat_table", slow):
        assert again(tmp_path).convert("軟體") == "软件"
    assert place(tmp_path).stat().st_mode & 0o777 == 0o711


def test_a_term_with_the_stand_in_is_not_kept(tmp_path: Path) -> None:
    """What a file cannot tell apart is made each time."""
    recipe = Recipe("Hant", "", "Hans", "CN", (("甲\ufdd0", "乙"),))
    assert again(tmp_path, recipe).convert("甲\ufdd0 甲 ") == "乙 甲 "
    assert not (tmp_path / "engines").exists()


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    """A disk that fills up leaves neither an engine nor a temporary folder."""
    with patch.object(Path, "rename", side_effect=OSError("full")):
        assert again(tmp_path).convert("軟體") == "软件"
    assert list((tmp_path / "engines").iterdir()) == []


def test_engines_that_nobody_uses_are_removed(tmp_path: Path) -> None:
    """Fourteen days after its last use an engine goes, and so does what a kill left."""
    KeptEngines(tmp_path)(EASY)
    folder, used = tmp_path / "engines", place(tmp_path)
    (folder / "old").mkdir()
    (folder / "old" / "words.txt").touch()
    (folder / ".half").mkdir()
    (folder / "file").touch()
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    again(tmp_path)  # is a use
    prune_engines(folder)
    assert list(folder.iterdir()) == [used]
    prune_engines(folder, days=-1)
    assert list(folder.iterdir()) == []
    prune_engines(tmp_path / "nowhere")


def test_folding_uses_a_kept_engine(tmp_path: Path) -> None:
    """The keys of names are the same, and their engine stays."""
    fold = make_fold(tmp_path)
    assert fold(" 峯會 ") == fold("峰会") == make_fold()("峰會")
    assert len(list((tmp_path / "engines").iterdir())) == 1

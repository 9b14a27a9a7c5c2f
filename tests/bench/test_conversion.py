"""The parts of the benchmark of conversion, on a scorer, sets and peers made up here."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import conversion
from bench.conversion import measure, report
from bench.peers import environment
from bench.peers.adapter import MAKERS
from bench.peers.catalogue import HUTONG, PEERS, Peer, forms
from bench.sets import FIGURES, REGIONS, Key, Scorer, Tally, UnreadableSet, best_of, read_sets
from bench.tables import ALL, Tried, markdown, rows, summary

SCORER = '''
"""Counts characters that are equal; every one in ambiguous.tsv is ambiguous."""
import pathlib

def load_ambiguous(direction):
    lines = pathlib.Path(__file__).with_name("ambiguous.tsv").read_text().splitlines()
    return dict(line.split("\\t")[1:] for line in lines if line.startswith(direction))

def score(rows, outs, direction, amb):
    pairs = [(row["source"], row["gold"], out) for row, out in zip(rows, outs)]
    places = [place for pair in pairs for place in zip(*pair)]
    hard = [gold == out for source, gold, out in places if source in amb]
    share = {"amb": sum(hard) / len(hard) if hard else None}
    share["char"] = sum(gold == out for _, gold, out in places) / len(places)
    exact = sum(gold == out for _, gold, out in pairs) / len(pairs)
    result = {"amb_n": len(hard), "chars": len(places), "sentences": len(pairs)}
    for level in ("N1", "N2"):
        result |= {f"{name}_acc_{level}": value for name, value in share.items()}
        result[f"exact_{level}"] = exact
    return result
'''
SETS = {
    "s2t.small.tsv": "id\tregion\tsource\tgold\n1\thk\t头发\t頭髮\n2\ttw\t发展\t發展\n",
    "s2t.other.tsv": "id\tregion\tsource\tgold\taccepted\n1\thant\t后来\t後來\t\n",
    "t2s.small.tsv": "id\tregion\tsource\tgold\taccepted\n1\thk\t頭髮\t头发\t\n",
    "ambiguous.tsv": "s2t\t发\t發髮\ns2t\t后\t后後\nt2s\t髮\t发\n",
    "score.py": SCORER,
}
FAKES = (
    Peer(
        "fake",
        {"s2t": dict.fromkeys(REGIONS, ("plain", "clever")), "t2s": PEERS[0].configurations["t2s"]},
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sets with its scorer."""
    for name, text in SETS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def fake(package: str, configuration: str, lines: Sequence[str]) -> list[str]:
    """A peer that knows one word in one configuration, and another in the other."""
    assert package == "fake"
    table = {"plain": {"头发": "頭髮", "发展": "髮展"}, "clever": {"头发": "頭發", "发展": "發展"}}
    return [table.get(configuration, {}).get(line, line) for line in lines]


def test_sets_are_read_by_direction_name_and_region(folder: Path) -> None:
    """Each set is parted by whose spelling its Traditional side has."""
    keys = [part.key for part in read_sets(folder)]
    assert keys == [
        Key("s2t", "other", "hant"),
        Key("s2t", "small", "hk"),
        Key("s2t", "small", "tw"),
        Key("t2s", "small", "hk"),
    ]
    assert [part.key.direction for part in read_sets(folder, ["other"])] == ["s2t"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id\tregion\tsource\n", "s2t.bad.tsv:1: no column gold"),
        ("region\tsource\tgold\nhk\ta\n", "s2t.bad.tsv:2: 2 cells for 3 columns"),
        ("region\tsource\tgold\nsg\ta\tb\n", "s2t.bad.tsv:2: region 'sg'"),
    ],
)
def test_a_table_of_another_format_is_told_with_its_line(
    folder: Path, text: str, told: str
) -> None:
    """What is not of the format stops the run and says where."""
    (folder / "s2t.bad.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSet, match=re.escape(told)):
        read_sets(folder)


def test_missing_sets_and_scorers_are_told(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An unknown name, an empty folder and a folder without score.py each say so."""
    empty = tmp_path_factory.mktemp("empty")
    with pytest.raises(UnreadableSet, match="no set named nothing"):
        read_sets(folder, ["nothing"])
    with pytest.raises(UnreadableSet, match="no s2t"):
        read_sets(empty)
    with pytest.raises(UnreadableSet, match="--scorer"):
        Scorer(empty)


def test_each_figure_of_a_peer_is_its_best_configuration() -> None:
    """No single configuration has to be best at everything."""
    total = dict.fromkeys(FIGURES, 4)
    one = Tally({name: float(at) for at, name in enumerate(FIGURES)}, total)
    other = Tally({name: float(5 - at) for at, name in enumerate(FIGURES)}, total)
    assert list(best_of([one, other]).right.values()) == [5, 4, 3, 3, 4, 5]


def test_one_run_measures_all_in_one_table(folder: Path) -> None:
    """Hutong and a peer with two configurations, set by set and together."""
    tried = measure(read_sets(folder), Scorer(folder), FAKES, fake)
    names = [HUTONG, "fake"]
    table = {(row.direction, row.name, row.figure): row for row in rows(tried, names)}
    small = table["s2t", "small", "sentences N1"]
    assert (small.of, dict(small.percent), small.lead) == (2, {HUTONG: 100.0, "fake": 100.0}, 0)
    everything = table["s2t", ALL, "ambiguous N2"]
    assert (everything.of, round(everything.percent["fake"], 1)) == (3, 66.7)
    assert everything.lead == 33.33
    assert ("t2s", ALL, "ambiguous N2") not in table


def test_the_table_marks_the_best_and_says_where_hutong_is_behind(folder: Path) -> None:
    """Bold is the best of each row, equals too; the last column is the lead."""
    tried = measure(read_sets(folder), Scorer(folder), FAKES, fake)
    table = rows(tried, [HUTONG, "fake"])
    text = markdown(table, [HUTONG, "fake"], {"fake": "1.0"})
    head, _, *lines = text.splitlines()
    assert "| fake 1.0 |" in head
    assert all(line.count("|") == head.count("|") for line in lines)
    assert "| s2t | other | sentences N1 | 1 | **100.00** | 0.00 | +100.00 |" in lines
    assert summary(table).endswith("behind in none.")
    behind = rows(
        {(HUTONG, ""): _swap(tried, "fake"), ("fake", ""): _swap(tried, HUTONG)}, [HUTONG, "fake"]
    )
    assert "s2t other sentences N1 -100.00" in summary(behind)


def _swap(tried: Tried, name: str) -> dict[Key, Tally]:
    return {
        key: tally
        for (one, _), parts in tried.items()
        if one == name
        for key, tally in parts.items()
    }


def test_the_report_holds_every_configuration(folder: Path) -> None:
    """What ``--json`` writes has the table and what each configuration reached by itself."""
    tried = measure(read_sets(folder), Scorer(folder), FAKES, fake)
    every = json.loads(json.dumps(report(tried, [HUTONG, "fake"])))
    mine = [one for one in every["configurations"] if one["converter"] == "fake"]
    reached = {
        one["configuration"]: one["right"]["sentences N1"] for one in mine if one["region"] == "tw"
    }
    assert reached == {"plain": 0, "clever": 1}
    assert len(every["rows"]) == len(rows(tried, [HUTONG, "fake"]))


def test_a_folder_that_cannot_be_measured_ends_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says what is wrong and exits 2; it installs nothing first."""
    assert conversion.main(["--eval", str(tmp_path), "--environment", str(tmp_path / "env")]) == 2
    assert "no s2t.NAME.tsv" in capsys.readouterr().err
    assert not (tmp_path / "env").exists()


def test_every_peer_has_an_adapter_a_version_and_no_phrase_configuration() -> None:
    """Each package is locked, can be run, and swaps scripts alone."""
    assert {peer.package for peer in PEERS} == set(MAKERS)
    assert set(MAKERS) <= set(environment.versions())
    for peer in PEERS:
        for by_region in peer.configurations.values():
            assert set(by_region) == set(REGIONS)
            assert not [one for some in by_region.values() for one in some if one.endswith("p")]


def test_hutong_is_asked_one_way_for_each_region() -> None:
    """The region names the Traditional side of a set, whichever side that is."""
    assert forms("s2t", "hk") == ("zh-Hans-CN", "zh-Hant-HK")
    assert forms("t2s", "tw") == ("zh-Hant-TW", "zh-Hans-CN")


def test_the_lock_of_the_peers_has_hashes_and_no_addresses() -> None:
    """Every package is fixed by digest, from no particular place, and all asked for are there."""
    text = environment.LOCK.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| /", text)
    wanted = environment.LOCK.with_suffix(".in").read_text(encoding="utf-8")
    asked = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)$", wanted, re.MULTILINE))
    assert asked
    assert asked.items() <= environment.versions().items()


def test_a_peer_runs_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines go in and come out through the adapter, odd separators and all."""
    (tmp_path / "opencc_pyo3.py").write_text(
        "class OpenCC:\n"
        "    def __init__(self, name): self.name = name\n"
        "    def convert(self, line): return self.name + line\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    python = Path(sys.executable)
    lines = ["头发", "", "a\rb\u2028c", "\0"]
    got = environment.convert(python, "opencc-pyo3", "s2t", lines)
    assert got == [f"s2t{line}" for line in lines]
    with pytest.raises(environment.PeerFailed, match="KeyError"):
        environment.convert(python, "unheard-of", "s2t", lines)


def test_a_peer_that_loses_lines_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another number of lines cannot be scored, so it stops the run."""
    (tmp_path / "opencc_pyo3.py").write_text(
        "class OpenCC:\n"
        "    def __init__(self, name): pass\n"
        "    def convert(self, line): return line + chr(10)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(environment.PeerFailed, match="1 lines went in, 2 came out"):
        environment.convert(Path(sys.executable), "opencc-pyo3", "s2t", ["发"])


def test_the_environment_is_made_once_for_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp of the same lock is trusted; another one makes the environment anew."""
    made: list[Path] = []

    def create(folder: Path, **_: object) -> None:
        made.append(folder)
        folder.mkdir(exist_ok=True)

    def install(command: Sequence[str], _given: bytes) -> bytes:
        assert "--require-hashes" in command
        return b""

    monkeypatch.setattr("venv.create", create)
    monkeypatch.setattr(environment, "_run", install)
    folder = tmp_path / "env"
    assert environment.ready(folder) == environment.ready(folder)
    assert made == [folder]
    monkeypatch.setattr(environment, "LOCK", tmp_path / "other.lock")
    (tmp_path / "other.lock").write_bytes(b"other")
    environment.ready(folder)
    assert made == [folder, folder]

"""How well Hutong converts beside its peers: one command, one run, one table.

    python bench/conversion.py --eval FOLDER

FOLDER holds sets of checked conversions (bench/README.md has the format). Hutong goes through the
filter behind ``invoke convert`` with its own lists alone; each peer runs in an environment of its
own with every configuration that fits, and each of its figures is the best of them.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it also runs as a file

from bench.peers import environment
from bench.peers.catalogue import HUTONG, PEERS, Peer, forms
from bench.sets import Key, Part, Scorer, Tally, UnreadableSet, read_sets
from bench.tables import Tried, markdown, rows, summary
from hutong.desk.convert import filter_streams
from hutong.variants import Converter

ROOT: Final = Path(__file__).resolve().parents[1]
Convert = Callable[[str, str, Sequence[str]], list[str]]
"""Package, configuration and lines in, lines out."""


def ours(source: str, target: str, lines: Sequence[str]) -> list[str]:
    """Lines through the filter that editors use, with no terms but the built-in lists."""
    given = "".join(f"{line}\n" for line in lines).encode("utf-8")
    got = io.BytesIO()
    filter_streams(io.BytesIO(given), got, converter=Converter(), source=source, target=target)
    return got.getvalue().decode("utf-8").split("\n")[:-1]


def measure(
    parts: Sequence[Part], scorer: Scorer, peers: Sequence[Peer], convert: Convert
) -> Tried:
    """Every converter with every configuration, on every part that it is meant for."""
    tried: dict[tuple[str, str], dict[Key, Tally]] = {}
    for part in parts:
        source, target = forms(part.key.direction, part.key.region)
        outputs = ours(source, target, part.sources)
        tried.setdefault((HUTONG, target), {})[part.key] = scorer.tally(part, outputs)
    for peer in peers:
        jobs: dict[str, list[Part]] = {}
        for part in parts:
            for configuration in peer.configurations[part.key.direction][part.key.region]:
                jobs.setdefault(configuration, []).append(part)
        for configuration, mine in jobs.items():
            lines = [line for part in mine for line in part.sources]
            outputs_of = iter(convert(peer.package, configuration, lines))
            tried[peer.package, configuration] = {
                part.key: scorer.tally(part, [next(outputs_of) for _ in part.rows]) for part in mine
            }
    return tried


def report(tried: Tried, names: Sequence[str]) -> dict[str, object]:
    """All that was measured, for ``--json``."""
    return {
        "versions": dict(environment.versions()),
        "rows": [
            {"direction": row.direction, "set": row.name, "figure": row.figure}
            | {"percent": dict(row.percent), "hutong_minus_best_peer": row.lead}
            for row in rows(tried, names)
        ],
        "configurations": [
            {"converter": package, "configuration": configuration}
            | {"direction": key.direction, "set": key.name, "region": key.region}
            | {"right": dict(tally.right), "of": dict(tally.total)}
            for (package, configuration), by_part in tried.items()
            for key, tally in by_part.items()
        ],
    }


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--eval", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--scorer", type=Path, help="where score.py is, if not beside the sets")
    parser.add_argument("--sets", default="", help="names, between commas; all if not given")
    parser.add_argument("--json", type=Path, help="a file for every number")
    parser.add_argument(
        "--environment",
        type=Path,
        default=ROOT / ".cache" / "bench-peers",
        help="the folder of the peers' virtual environment; made where it is not there",
    )
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    asked = arguments(given)
    try:
        parts = read_sets(asked.eval, filter(None, asked.sets.split(",")))
        scorer = Scorer(asked.scorer or asked.eval)
        python = environment.ready(asked.environment)
        convert = functools.partial(environment.convert, python)
        tried = measure(parts, scorer, PEERS, convert)
    except (UnreadableSet, environment.PeerFailed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    names = [HUTONG, *(peer.package for peer in PEERS)]
    table = rows(tried, names)
    sys.stdout.write(markdown(table, names, environment.versions()))
    sys.stdout.write(f"\n{summary(table)}\n")
    if asked.json:
        text = json.dumps(report(tried, names), ensure_ascii=False, indent=1)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes an archive of invented news, the same for the same seed, for Hutong or for its peers.

    python bench/site/corpus.py --n 1000 --seed 1 OUT --form hutong|yaml|pelican

Half of the articles are in Traditional, half in Simplified with mainland wording. ``hutong`` makes
a whole project with a glossary and a register, which no peer has: that is work of ours alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it also runs as a file

from bench.site.articles import make_articles
from bench.site.forms import FORMS, LEFT_OUT, write_articles, write_pictures, write_project

ROOT: Final = Path(__file__).resolve().parents[2]


def write_corpus(
    out: Path,
    *,
    n: int,
    seed: int,
    form: str,
    theme: Path = ROOT / "theme",
    plugins: Path = ROOT / "plugins",
    left_out: Sequence[str] = (),
) -> int:
    """Write ``n`` articles and what belongs to them below ``out``; how many there are."""
    count = write_articles(out, form, make_articles(n, seed))
    if form == "hutong":
        write_project(out, theme=theme, plugins=plugins, left_out=left_out)
    else:
        write_pictures(out / "images")
    return count


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, write the archive and say how large it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=tuple(FORMS), default="hutong")
    parser.add_argument("--theme", type=Path, default=ROOT / "theme", help="linked, hutong only")
    parser.add_argument("--plugins", type=Path, default=ROOT / "plugins", help="hutong only")
    parser.add_argument(
        "--leave-out",
        nargs="?",
        const=",".join(LEFT_OUT),
        default="",
        help="names for HUTONG_LEAVE_OUT; without a value all that the peers do not make",
    )
    given = parser.parse_args(arguments)
    if given.n < 1:
        parser.error("--n must be 1 or more")
    if given.out.exists() and any(given.out.iterdir()):
        parser.error(f"{given.out} is not empty; name a new folder")
    names = tuple(filter(None, given.leave_out.split(",")))
    count = write_corpus(
        given.out,
        n=given.n,
        seed=given.seed,
        form=given.form,
        theme=given.theme,
        plugins=given.plugins,
        left_out=names,
    )
    files = [path for path in given.out.rglob("*.md") if path.is_file()]
    print(f"{count} articles, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""List the words that OpenCC's dictionaries know, for the flattened engines.

    python tools/opencc_keys.py plugins/hutong/variants/data/opencc

Run it when the pinned version of OpenCC changes; a test compares the lists with the dictionaries.
The words are OpenCC's (Apache-2.0, BYVoid and contributors); what they become is not stored.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import opencc

DICTIONARIES = (
    "STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters",
    "TSPhrases", "TSCharacters", "TSCharactersExt",
    "HKVariants", "HKVariantsPhrases", "HKVariantsRev", "HKVariantsRevPhrases",
    "TWVariants", "TWVariantsPhrases", "TWVariantsRev", "TWVariantsRevPhrases",
    "CJK_Compatibility_Ideographs",
)  # fmt: skip
_HOME = Path(opencc.__file__).parent / "clib"


def keys_of(name: str) -> list[str]:
    """Every key of one of OpenCC's dictionaries.

    :raises OSError: if this build of OpenCC came without its dictionary tool.
    """
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "dictionary.txt"
        source = _HOME / "share" / "opencc" / f"{name}.ocd2"
        command = [_HOME / "bin" / "opencc_dict", "-i", source, "-o", text, "-f", "ocd2"]
        subprocess.run([*command, "-t", "text"], check=True, capture_output=True)  # noqa: S603  # no input of others
        lines = text.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


def listed(name: str) -> str:
    """The keys of a dictionary, sorted, one a line."""
    return "".join(f"{key}\n" for key in sorted(keys_of(name)))


def main() -> None:
    """Write a list for every dictionary."""
    for name in DICTIONARIES:
        (Path(sys.argv[1]) / f"{name}.txt").write_text(listed(name), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Which characters are spellings of one reading, so that words are learned and not house style.

Taiwan writes 計畫 and 週末 where Hong Kong has 計劃 and 周末. Learning from Taiwan's text must
not learn that, so text is folded first: every character becomes the one that stands for its
reading. Shapes that differ between regions (為 and 爲) come from OpenCC's tables, spellings that
houses choose between from ``readings.tsv``, which was written for this by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.variants.engine import Recipe, make_engine

_HAN: Final = [chr(code) for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000))
               for code in range(start, end)]  # fmt: skip
_TABLE: Final = Path(__file__).with_name("readings.tsv")


@dataclass(frozen=True, slots=True)
class Folding:
    """Makes the spellings of a reading equal."""

    table: Mapping[int, str]
    """To the code of a character the one that stands for its reading, where it is another."""

    def fold(self, text: str) -> str:
        """Return ``text`` with one character a reading, and as long as its NFC form."""
        return unicodedata.normalize("NFC", text).translate(self.table)


def load_folding(path: Path = _TABLE) -> Folding:
    """Read the table of spellings and join it with the shapes of the regions."""
    heads = _regional()
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    for spellings, *_ in (line.split("\t") for line in lines):
        head, *others = (heads.get(one, one) for one in spellings)
        for other in {*others} - {head}:
            heads[other] = head
            heads.update({one: head for one, old in heads.items() if old == other})
    return Folding({ord(one): head for one, head in heads.items() if one != head})


def _regional() -> dict[str, str]:
    """To each character the shape that OpenCC's standard has for the regions' own ones."""
    text = "\n".join(_HAN)
    for region in ("TW", "HK"):
        recipe = Recipe("Hant", region, "Hant", "", learned=())
        text = make_engine(recipe).convert(text)
    return dict(zip(_HAN, text.split("\n"), strict=True))

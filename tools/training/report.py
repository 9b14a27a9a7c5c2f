"""Writes what was learned, and says how it does on the sentences held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from training.proof import Proof

Row = tuple[str, ...]
_HEAD: Final = ("from", "to", "kind", "count", "purity", "gain", "held")
_PLAIN: Final = ("from", "to", "kind")


def figures(proof: Proof) -> str:
    """The share of ambiguous characters right, and of sentences wholly right, held back."""
    before = proof.corpus.chain
    held = proof.corpus.part(held=True)
    places = proof.places(held=True)
    lines = []
    for name, now in (("chain alone", before), ("with what was learned", proof.now)):
        wrong = proof.wrong(now, held=True)
        right = 1 - len(wrong) / places
        whole = 1 - len({place.at for place in wrong}) / len(held)
        lines.append(
            f"held back, {name}: {len(wrong)} of {places} ambiguous characters wrong"
            f" ({right:.2%} right); {whole:.2%} of {len(held)} sentences without one"
        )
    return "\n".join(lines)


def learned_rows(proof: Proof) -> list[Row]:
    """The table's lines; a guard's proof is none of the corpus, so its columns are dashes."""
    rows: list[Row] = []
    for word, one in sorted(proof.kept.items()):
        seen = (str(one.count), f"{one.purity:.4f}", str(one.gain), str(one.held))
        rows.append((word, one.to, one.kind, *(("-",) * 4 if one.kind == "guard" else seen)))
    return rows


def guard_rows(guards: Mapping[str, str]) -> list[Row]:
    """The lines of a table of guards alone."""
    return [(word, form, "guard") for word, form in sorted(guards.items())]


def write_table(path: Path, rows: Iterable[Row]) -> None:
    """Write rows under the header of their width."""
    listed = list(rows)
    head = _HEAD if listed and len(listed[0]) == len(_HEAD) else _PLAIN
    text = "".join("\t".join(row) + "\n" for row in (head, *listed))
    path.write_text(text, encoding="utf-8", newline="\n")

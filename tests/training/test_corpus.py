"""Which sources are read, and what is kept of them."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from training.corpus import Corpus, ambiguous, heard, read_corpus
from training.folding import load_folding
from training.simplified import simplified_guards
from training.words import Words

from hutong.variants.engine import Recipe, make_engine


def write(folder: Path, name: str, *lines: str) -> None:
    """A source as it is delivered."""
    with lzma.open(folder / f"{name}.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def test_a_sentence_is_read_in_three_ways(tmp_path: Path) -> None:
    """As written but folded, in Simplified, and as the chain has it."""
    write(tmp_path, "tw_law", "頭髮與發展計畫", "乾淨的裡面")
    corpus = read_corpus(tmp_path, load_folding())
    assert corpus.plain == ("头发与发展计划", "干净的里面")
    assert corpus.gold[0].startswith("頭髮與發展計")
    assert corpus.chain == corpus.gold
    assert corpus.source == ("tw_law", "tw_law")


def test_share_alike_text_is_passed_over(tmp_path: Path) -> None:
    """What would bind the product is not learned from, even where it lies beside the rest."""
    write(tmp_path, "ud_hk_pud", "這是一句話")
    write(tmp_path, "tw_law", "這是一條法律")
    assert read_corpus(tmp_path, load_folding()).source == ("tw_law",)


def test_a_source_without_a_noted_licence_is_refused(tmp_path: Path) -> None:
    """Nobody can slip text in by putting a file into the folder."""
    write(tmp_path, "newspaper", "這是一句話")
    with pytest.raises(ValueError, match=r"newspaper\.txt\.xz: no licence"):
        read_corpus(tmp_path, load_folding())


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """Nothing learned from nothing."""
    with pytest.raises(ValueError, match="no sources"):
        read_corpus(tmp_path, load_folding())


def test_a_character_is_ambiguous_if_text_or_chain_reads_it_in_two_ways() -> None:
    """Rare readings, and words that are other words in Simplified, do not count."""
    gold, plain = ["發" * 9 + "髮" * 8 + "後后"], ["发" * 17 + "后后"]
    corpus = Corpus(gold, plain, ["發" * 17 + "後" * 2], ["one"])
    assert ambiguous(corpus) == {"发": "發髮"}
    assert ambiguous(corpus, seen=1) == {"发": "發髮", "后": "后後"}


def test_readings_are_counted_by_the_sign_before() -> None:
    """The first sign of a sentence has none before it."""
    corpus = Corpus(["發頭髮"], ["发头发"], ["發頭髮"], ["one"])
    assert heard(corpus, {"发": "發髮"}) == {"头发": {"髮": 1}}


def test_particles_after_verbs_are_held_together_towards_simplified() -> None:
    """隨著 is 随着 whatever follows; 名著 is none of those."""
    words = Words({"随着": 9000, "有关": 8000, "凝视着": 3, "名著": 900, "着": 9000}, 10**6)
    spell = make_engine(Recipe("Hans", "CN", "Hant", "TW", learned=())).convert
    guards, _ = simplified_guards(words, spell)
    assert guards["凝視著"] == "凝视着"
    assert "名著" not in guards

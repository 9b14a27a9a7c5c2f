"""What is mined must prove itself on sentences it was not mined from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from training.corpus import BLOCK, Corpus, is_held
from training.folding import Folding
from training.phrases import Miner, windows
from training.proof import Chains, Found, Proof
from training.report import figures, learned_rows

from hutong.variants.lexicon import Pairs
from tests.training.greedy import greedy

TABLE = {"发": "發", "后": "後", "长游": "長遊", "游": "遊", "长": "長"}
READINGS = {"发": "發髮", "游": "遊游", "后": "後后"}
Pairing = Callable[[int], tuple[str, str]]


def make(pair: Pairing, blocks: int = 20) -> Corpus:
    """A corpus whose sentences ``pair`` gives by number, as the toy chain reads them."""
    rows = [pair(at) for at in range(blocks * BLOCK)]
    convert = greedy(TABLE)
    plain = [simplified for simplified, _ in rows]
    sources = [
        "one" if at % 3 == 0 else "two" if at % 3 == 1 else "three" for at in range(len(rows))
    ]
    return Corpus([gold for _, gold in rows], plain, [convert(text) for text in plain], sources)


def proof_of(corpus: Corpus) -> Proof:
    """A proof with the toy engine."""

    def chain(pairs: Pairs) -> Callable[[str], str]:
        return greedy({**dict(pairs), **TABLE})

    return Proof(corpus, Folding({}), READINGS, chains=Chains(chain, greedy(TABLE)))


def no_harm(_found: Mapping[str, str]) -> Mapping[str, float]:
    """A check that finds nothing to say."""
    return {}


def wave(at: int) -> tuple[str, str]:
    """Sentences of which the toy reads 毛发 wrongly."""
    return ("他的毛发甲", "他的毛髮甲") if at % 2 else ("公司发展乙", "公司發展乙")


def test_three_of_ten_blocks_are_held_back() -> None:
    """Whole blocks, not single sentences, are kept apart."""
    held = [at for at in range(10 * BLOCK) if is_held(at)]
    assert held == list(range(7 * BLOCK, 10 * BLOCK))


def test_a_phrase_with_one_reading_is_learned_and_mends_the_held_part() -> None:
    """毛发 is always hair in this text."""
    proof = proof_of(make(wave))
    assert len(proof.errors(held=True)) == 120
    proof.adopt(Miner(proof, no_harm).phrases(), "phrase")
    assert any("发" in word and "髮" in one.to for word, one in proof.kept.items())
    assert proof.errors(held=True) == []
    assert "100.00% right" in figures(proof)


def test_a_phrase_of_one_source_is_no_language() -> None:
    """What only one office writes is not learned."""
    corpus = make(wave)
    single = Corpus(corpus.gold, corpus.plain, corpus.chain, ["one"] * len(corpus))
    assert Miner(proof_of(single), no_harm).phrases() == {}


def test_a_phrase_that_cuts_words_is_not_learned() -> None:
    """The count of words that it would part outweighs the places where it was seen."""
    proof = proof_of(make(wave))
    assert Miner(proof, lambda found: dict.fromkeys(found, 1e6)).phrases() == {}


def test_an_entry_that_harms_is_dropped_and_not_tried_again() -> None:
    """The held part breaks with it, so it goes for good."""
    proof = proof_of(make(wave))
    proof.adopt({"发展": Found("髮展", 9)}, "phrase")
    assert proof.kept == {}
    assert "发展" in proof.dropped
    assert proof.now == proof.corpus.chain


def test_what_a_reader_struck_out_is_never_adopted() -> None:
    """A refused word is not even tried."""
    proof = proof_of(make(wave))
    proof.dropped.add("毛发")
    proof.adopt({"毛发": Found("毛髮", 280)}, "phrase")
    assert proof.kept == {}


def test_a_refused_ending_refuses_whatever_ends_in_it() -> None:
    """One line strikes out a family; other words are tried as before."""

    def chain(pairs: Pairs) -> Callable[[str], str]:
        return greedy({**dict(pairs), **TABLE})

    chains = Chains(chain, greedy(TABLE))
    proof = Proof(make(wave), Folding({}), READINGS, ["～毛发"], chains)
    proof.adopt({"的毛发": Found("的毛髮", 280), "毛发甲": Found("毛髮甲", 280)}, "phrase")
    assert list(proof.kept) == ["毛发甲"]


def officer(at: int) -> tuple[str, str]:
    """部长 before the surname 游, which the toy cuts as 长游."""
    name = "游一" if at % 2 else "游二"
    return f"今天部长{name}", f"今天部長{name}"


def test_a_plain_word_is_learned_where_its_last_sign_was_taken() -> None:
    """With 部长 known, what comes after is read on its own."""
    corpus = make(officer)
    table = {**TABLE, "游一": "游一", "游二": "游二"}
    chain = greedy(table)
    corpus = Corpus(
        corpus.gold, corpus.plain, [chain(text) for text in corpus.plain], corpus.source
    )
    proof = Proof(
        corpus,
        Folding({}),
        READINGS,
        chains=Chains(lambda pairs: greedy({**dict(pairs), **table}), greedy(table)),
    )
    assert proof.errors(held=False)
    proof.adopt(Miner(proof, no_harm).words(), "word")
    assert proof.kept["部长"].to == "部長"
    assert proof.errors(held=True) == []


def test_windows_hold_the_place_and_only_han() -> None:
    """Runs of two to four signs around a place, none over punctuation."""
    assert set(windows("甲，乙发丙", 3)) == {("乙发", 1), ("发丙", 0), ("乙发丙", 1)}


@pytest.mark.parametrize("kind", ["guard", "phrase"])
def test_rows_show_the_proof_of_what_was_mined(kind: str) -> None:
    """A guard was found without text, so it has none to show."""
    proof = proof_of(make(wave))
    proof.adopt({"毛发": Found("毛髮", 280, 0.99)}, kind)
    (row,) = learned_rows(proof)
    assert row[:3] == ("毛发", "毛髮", kind)
    assert (row[3] == "280") == (kind == "phrase")

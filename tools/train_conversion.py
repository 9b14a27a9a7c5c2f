r"""Learn the converter's words, phrases and context model, and write them as package data.

    python tools/train_conversion.py --corpus DIR --words jieba/dict.txt \
        --out plugins/hutong/variants/data

DIR holds sources ``NAME.txt.xz`` of Traditional sentences, one a line; which of them may be
used, and why, is listed in ``training/corpus.py``. ``dict.txt`` is jieba's word count (pip
package ``jieba``, 0.42.1 was used). Numpy, scipy and scikit-learn are needed here and nowhere
else; leave the model out with ``--no-model``. The same input gives the same files.

Licences. Learned from: press releases and speeches of the Office of the President and of Tainan
City Government, and laws, all of Taiwan (official documents, in which there is no copyright:
Copyright Act of Taiwan, article 9); the Executive Yuan Gazette (Open Government Data License 1.0);
transcripts of archive.tw and the sentences of Common Voice zh-HK and zh-TW (CC0 1.0). Words were
counted by jieba (Copyright 2013 Sun Junyi, MIT License). What comes out are words, counts and
weights; no sentence of any source is in it. Text under CC BY-SA is not learned from.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from training.corpus import Corpus, ambiguous, convert_all, heard, read_corpus, to_traditional
from training.folding import Folding, load_folding
from training.guards import Search, find_guards
from training.phrases import Miner
from training.proof import Found, Proof, load_refused
from training.report import figures, guard_rows, learned_rows, write_table
from training.simplified import simplified_guards
from training.words import Words, load_words

from hutong.variants.engine import Recipe, make_engine

LEAST_GAIN = 0.1
"""A guard must mend so many borders in the text that jieba counted."""
ROUNDS = 3
"""Phrases are mined again from what is still wrong, so often."""


def main() -> None:
    """Read the corpus, learn in all stages, write the files and say how good they are."""
    arguments = _arguments()
    folding, words = load_folding(), load_words(arguments.words)
    corpus = read_corpus(arguments.corpus, folding)
    print(f"{len(corpus)} sentences, three of ten blocks held back", flush=True)
    proof = learn_words(corpus, folding, words)
    print(figures(proof), flush=True)
    write_table(arguments.out / "learned.Hans-Hant.tsv", learned_rows(proof))
    spell = make_engine(Recipe("Hans", "CN", "Hant", "TW", learned=())).convert
    guards, told = simplified_guards(words, spell)
    print(told, flush=True)
    write_table(arguments.out / "learned.Hant-Hans.tsv", guard_rows(guards))
    if arguments.model:
        model = learn_model(proof, folding, arguments.words)
        (arguments.out / "context.Hans-Hant.bin").write_bytes(model)
        print(f"context model: {len(model)} bytes")


def learn_words(corpus: Corpus, folding: Folding, words: Words) -> Proof:
    """Guards, then plain words, then phrases: each from what the ones before leave wrong."""
    readings = ambiguous(corpus)
    proof = Proof(corpus, folding, readings, load_refused())
    search = _search(corpus, folding, words, readings)
    guards, told = find_guards(search, LEAST_GAIN)
    print(told, flush=True)
    found = {word: Found(read, words.counts.get(word, 0)) for word, read in guards.items()}
    print(proof.adopt(found, "guard"), flush=True)
    miner = Miner(proof, search.harm)
    print(proof.adopt(miner.words(), "word"), flush=True)
    for _ in range(ROUNDS):
        print(proof.adopt(miner.phrases(), "phrase"), flush=True)
    return proof


def _search(corpus: Corpus, folding: Folding, words: Words, readings: Mapping[str, str]) -> Search:
    chain = to_traditional()
    return Search(
        words,
        read=lambda texts: [folding.fold(got) for got in convert_all(texts, chain)],
        asked=frozenset(ambiguous(corpus, seen=1)),
        heard=heard(corpus, readings),
    )


def learn_model(proof: Proof, folding: Folding, path: Path) -> bytes:
    """The context model, on top of what was learned before."""
    from training.context import frequent_words, train_context

    words = frequent_words(path, proof.readings, proof.chain(), folding)
    return train_context(proof.corpus, proof.now, proof.readings, words, folding)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder of NAME.txt.xz")
    parser.add_argument("--words", type=Path, required=True, help="jieba's dict.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the package data")
    parser.add_argument("--no-model", dest="model", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Guard words for Traditional to Simplified, where 著 is nearly all that can be cut wrongly.

Taiwan writes 著 for the particle that Simplified has as 着, but 著作, 著名 and 著有 keep it, so in
隨著有關 the chain sees 著有. Guards are the verbs of two signs with their particle that jieba's
dictionary lists, and what the borders of all common words ask for, found as in the other
direction. A verb of one sign is not enough: 有著名 holds 著名.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from training.corpus import Convert, convert_all, to_simplified
from training.guards import Read, Search, find_guards
from training.words import Words

ASKED: Final = frozenset("么麼麽乾份俱像儘剋劃哩喆噁夥帳彷徵捱於昇氾沈瀋甚甦畫瞭祇綵著藉覆鍾餘")
"""Characters that Simplified keeps in some words and replaces in others."""
_LEAST: Final = 0.05
_USED: Final = 3
_WRITINGS: Final = ("著作權", "著名")
_PLANS: Final = re.compile("([計規策企籌區])劃")
"""What Taiwan also writes with 畫."""


def simplified_guards(words: Words, spell: Convert) -> tuple[dict[str, str], str]:
    """The guards with their Simplified forms, and a line that says how many.

    ``spell`` converts a Simplified word to Taiwan's spelling.
    """
    counts, origin = _spelled(words, spell)
    read = _reader()
    search = Search(counts, read, ASKED, heard={})
    found, told = find_guards(search, _LEAST)
    guards = {
        word: form
        for word, form in found.items()
        if form == origin.get(word, form) and not _doubtful(word)
    }
    verbs = [word for word in counts.counts if word.endswith("著") and len(word) == 3]
    forms = zip(verbs, read(verbs), strict=True)
    guards |= {verb: form for verb, form in forms if form == origin[verb]}
    guards |= _writings(counts, read)
    return guards, f"to Simplified: {told}; with verbs and their particle {len(guards)}"


def _writings(words: Words, read: Read) -> dict[str, str]:
    """What holds 著作權 and 著名 together after a sign that the chain knows as a verb with 著."""
    signs = words.common(_USED, range(1, 2))
    whole = [sign + writing for writing in _WRITINGS for sign in signs]
    apart = [part for writing in _WRITINGS for sign in signs for part in (sign, writing)]
    alone = read(apart)
    forms = [one + other for one, other in zip(alone[::2], alone[1::2], strict=True)]
    got = zip(whole, read(whole), forms, strict=True)
    return {text: form for text, now, form in got if now != form}


def _doubtful(guard: str) -> bool:
    """忙著作 is 忙著 and 作 as often as not, and 區畫法 is about 區畫."""
    return guard[1:] == "著作" or bool(_PLANS.match(guard.replace("畫", "劃")) and guard[2:])


def _spelled(words: Words, spell: Convert) -> tuple[Words, dict[str, str]]:
    """The words as Taiwan spells them, and what each was; of two the commoner."""
    listed = words.common(_USED, range(1, 5))
    counts: Counter[str] = Counter()
    origin: dict[str, str] = {}
    for word, form in zip(listed, convert_all(listed, spell), strict=True):
        for one in dict.fromkeys((form, _PLANS.sub(r"\1畫", form))):
            counts[one] += words.counts[word]
            origin.setdefault(one, word)
    return Words(counts, words.total), origin


def _reader() -> Read:
    chain = to_simplified()
    return lambda texts: convert_all(texts, chain)

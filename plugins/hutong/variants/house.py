"""House style, and the bounds it must not cross.

A rule such as 復審 → 覆審 is about a word, but 恢復審批 holds its signs too. So rules never run
over plain text: they are a stage behind OpenCC's segmentation, which sees one word at a time,
and every rule of more than one sign is itself a word of that segmentation, in all spellings its
source can have. The longest word that begins first then wins: in 恢复|审批 it is 恢复, and no
rule finds 复审; after 申请, where nothing reaches into it, it is 复审.

What OpenCC does not list as a word and could reach into a rule stands in ``data/words.tsv``
(设备 before 注入). Where even words mislead, because 身分 comes after 本人 and 本身 before 分析,
``data/junctions.tsv`` has both sides of the border; they are styled each on its own. We chose
this over lists of forbidden texts, since a word guards against all its neighbours; over looking
back from every match, since OpenCC does it in the one pass it makes anyway; and over a full
dictionary, since most of its words guard nothing, and each can cut off the head of a word that
OpenCC needs whole (有关 of 关系).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from hutong.variants import lexicon
from hutong.variants.lexicon import Pairs


@cache
def house_style(tag: str) -> Pairs:
    """The rules of an edition, and every border across which one would otherwise match."""
    rules = dict(lexicon.house_rules(tag))
    if not rules:
        return ()
    ordered = sorted(rules, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, ordered)))

    def styled(text: str) -> str:
        """``text`` under the rules, the longest first, as the engine's last stage has it."""
        return pattern.sub(lambda match: rules[match[0]], text)

    borders: dict[str, str] = {}
    for row in lexicon.junctions():
        left, right = row[2:] if "-Hant" in tag else row[:2]
        apart = styled(left) + styled(right)
        if apart != styled(left + right):
            borders[left + right] = apart
    return tuple({**borders, **rules}.items())


def bounds(tag: str, alike: Mapping[str, str], simplify: Mapping[str, str]) -> Pairs:
    """The words that keep rules in place, each in every spelling, for a segmentation.

    ``simplify`` gives the Simplified form of a character, ``alike`` all characters that have
    that form.
    """
    rules = [before for before, _ in lexicon.house_rules(tag) if len(before) > 1]
    plain = [form for forms in lexicon.words() for form in forms]
    borders = lexicon.junctions()
    joined = [left + right for row in borders for left, right in (row[:2], row[2:])]
    spelled = {
        "".join(spelling)
        for word in (*rules, *plain, *joined)
        for spelling in product(*(alike.get(simplify.get(sign, sign), sign) for sign in word))
    }
    return tuple((word, word) for word in sorted(spelled))

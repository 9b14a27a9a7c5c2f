"""The learned words: what the file may hold, and what they do in text."""

from __future__ import annotations

import pytest

from hutong.variants import convert_text, lexicon
from hutong.variants.engine import Recipe, make_engine

DIRECTIONS = [("Hans", "Hant"), ("Hant", "Hans")]


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_entries_are_short_and_keep_their_length(source: str, target: str) -> None:
    """Every entry has as many signs as what it stands for, two to four."""
    pairs = lexicon.learned(source, target)
    assert pairs
    assert [one for one, to in pairs if not 2 <= len(one) == len(to) <= 4] == []


def test_entries_are_simplified_before_and_traditional_after() -> None:
    """Converting the Traditional form back gives the Simplified one again."""
    pairs = lexicon.learned("Hans", "Hant")
    back = make_engine(Recipe("Hant", "TW", "Hans", "CN", learned=()))
    told = back.convert("\n".join(to for _, to in pairs)).split("\n")
    odd = [one for (one, _), again in zip(pairs, told, strict=True) if one != again]
    assert len(odd) < 0.01 * len(pairs), odd


def test_what_an_editor_listed_comes_before_what_was_learned() -> None:
    """A word in both is read as the list by hand has it."""
    pair = (("发展", "髮展"),)
    listed = make_engine(Recipe("Hans", "CN", "Hant", "HK", learned=(("身份", "身伙"), *pair)))
    assert listed.convert("发展") == "髮展"
    by_hand = dict(lexicon.phrases("Hans", "Hant"))
    word, form = next((one, to) for one, to in by_hand.items() if len(one) == len(to) == 2)
    learned = make_engine(Recipe("Hans", "CN", "Hant", "", learned=((word, "〇〇"),)))
    plain = make_engine(Recipe("Hans", "CN", "Hant", "", learned=()))
    assert learned.convert(word) == plain.convert(word), form


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("保护发展中的城市", "保護發展中的城市"),
        ("明白发展的需要", "明白發展的需要"),
        ("不断发表意见", "不斷發表意見"),
        ("我们不是只要一份合约", "我們不是只要一份合約"),
        ("包括发动机和轮胎", "包括發動機和輪胎"),
        ("优美发展成为特色", "優美發展成為特色"),
        ("和面积较小的房屋", "和面積較小的房屋"),
        ("今日制度已经不同", "今日制度已經不同"),
        ("结束发言之后离开", "結束發言之後離開"),
        ("并发布新的指引", "並發布新的指引"),
        ("政府换发证件", "政府換發證件"),
        ("旧体制造成的损失", "舊體制造成的損失"),
        ("新机制造福居民", "新機制造福居民"),
        ("一批准备好的文件", "一批準備好的文件"),
        ("集团子公司的股份", "集團子公司的股份"),
    ],
)
def test_words_are_not_read_across_their_borders(simplified: str, traditional: str) -> None:
    """A word that OpenCC knows does not begin in the last sign of one that it does not."""
    assert convert_text(simplified, source="zh-Hans-CN", target="zh-Hant-HK") == traditional


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("隨著有關部門成立", "随着有关部门成立"),
        ("意味著作風改變", "意味着作风改变"),
        ("沿著有軌電車路線", "沿着有轨电车路线"),
        ("在這座城市等著名的地方", "在这座城市等著名的地方"),
        ("推動著作權保護", "推动著作权保护"),
        ("他的著作和名著", "他的著作和名著"),
        ("著名的學者著有三部著作", "著名的学者著有三部著作"),
    ],
)
def test_the_particle_is_told_from_writings(traditional: str, simplified: str) -> None:
    """著 is 着 after a verb, whatever follows, and stays in 著作 and 著名."""
    assert convert_text(traditional, source="zh-Hant-TW", target="zh-Hans-CN") == simplified

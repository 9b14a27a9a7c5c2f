"""MediaWiki's conversion markup."""

from __future__ import annotations

import pytest

from hutong.variants import convert_text
from hutong.variants.markup import RuleBook, read_rule
from hutong.variants.tags import read_tag

HK, TW, MO, CN = "zh-Hant-HK", "zh-Hant-TW", "zh-Hant-MO", "zh-Hans-CN"
SOFTWARE = "-{zh-hans:软件;zh-hant:軟體;zh-hk:軟件}-"


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("-{于}-先生于港", HK, "于先生於港"),
        ("-{R|于}-于", HK, "于於"),
        (SOFTWARE, HK, "軟件"),
        (SOFTWARE, MO, "軟件"),
        (SOFTWARE, TW, "軟體"),
        (SOFTWARE, CN, "软件"),
        ("-{zh-cn:大陆;zh-tw:臺灣}-", HK, "臺灣"),
        ("-{zh-hk:香港}-", CN, "香港"),
        ("计算机-{A|zh-hans:计算机;zh-hk:電腦}-计算机", HK, "計算機電腦電腦"),
        ("-{H|zh-hans:计算机;zh-hk:電腦}-计算机", HK, "電腦"),
        ("-{H|计算机=>zh-hk:電腦}-计算机", HK, "電腦"),
        ("-{计算机=>zh-hk:電腦}-计算机", HK, "電腦計算機"),
        ("-{H|计算机=>zh-hk:電腦}-计算机", TW, "計算機"),
        ("-{H|zh-hans:计算机;zh-hk:電腦}--{-|zh-hans:计算机;zh-hk:電腦}-计算机", HK, "計算機"),
        ("前-{T|zh-hans:标题;zh-hk:標題}-后", HK, "前後"),
        ("-{N|zh-hk}-", CN, "香港"),
        ("-{D|zh-hans:软件;zh-hk:軟件}-", HK, "简体：软件；香港：軟件；"),
        ("-{zh-hk;zh-mo|发展}-", HK, "發展"),
        ("-{zh-hk;zh-mo|发展}-", CN, "发展"),
        ("-{zh-hans|发展}-", HK, "发展"),
        ("-{zh-hans:甲-{于}-;zh-hk:乙-{于}-}-", HK, "乙于"),
        ("-{x|b}-", HK, "b"),
        ("-{zh-hans:a;b;zh-hk:c;d}-", HK, "c;d"),
        ("未完-{发展", HK, "未完-{發展"),
        ("发展}-", HK, "發展}-"),
        ("-{}-发", HK, "發"),
        ("-{ZH-HK:港;Zh-Hans:内}-", HK, "港"),
        ("-{zh-hk: 空格 ;zh-hans:空格}-", HK, "空格"),
        ("-{zh-hk:https://a.hk/;zh-hans:https://a.cn/}-", HK, "https://a.hk/"),
    ],
)
def test_markup_means_what_mediawiki_means(text: str, target: str, expected: str) -> None:
    """Each flag and form gives what MediaWiki's converter gives."""
    assert convert_text(text, source=CN, target=target, markup=True) == expected


def test_markup_is_text_unless_asked_for() -> None:
    """Without markup=True the braces are ordinary characters."""
    assert convert_text("-{发展}-", source=CN, target=HK) == "-{發展}-"


def test_markup_in_the_original_changes_nothing_else() -> None:
    """In its own variant a rule shows its form but never reaches the text around it."""
    text = "计算机-{A|zh-cn:电脑;zh-hk:電腦}-计算机"
    assert convert_text(text, source=CN, target=CN, markup=True) == "计算机电脑计算机"


def test_rule_without_forms_is_raw() -> None:
    """Text that only looks like forms is text."""
    rule = read_rule("zh-xx:a;zh-hk:b")
    assert rule.form(read_tag(HK)) == "zh-xx:a;zh-hk:b"


def test_a_rule_said_again_changes_nothing() -> None:
    """What finds a page's words is made once, however often its rules are met."""
    rule = read_rule("A|zh-hans:软件;zh-hk:軟件")
    book = RuleBook(read_tag(HK))
    book.change(rule)
    pattern = book.pattern()
    book.change(rule)
    assert pattern is not None
    assert book.pattern() is pattern

"""Human text in HTML: what converts, what stays, and that all else is byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.variants.chain import Passage, Steps, convert
from hutong.variants.engine import Recipe, make_engine
from hutong.variants.html import cut
from hutong.variants.markup import RuleBook
from hutong.variants.tags import read_tag

CN, HK = read_tag("zh-Hans-CN"), read_tag("zh-Hant-HK")
ENGINE = make_engine(Recipe("Hans", "CN", "Hant", "HK", (("意大利面", "意粉"),)))


def to_hk(html: str) -> str:
    """Convert a fragment as the converter does."""
    template = cut(html, source=CN, target=HK)
    passages = [Passage(s.text, s.unit, s.care, html=True) for s in template.slots]
    return template.fill(convert(passages, Steps(ENGINE), RuleBook(HK)).texts)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>发展</p>", "<p>發展</p>"),
        ('<a href="/协议/发展.html">发展</a>', '<a href="/协议/发展.html">發展</a>'),
        ('<img alt="发展" src="发.png">', '<img alt="發展" src="发.png">'),
        ("<a title='发展' aria-label=\"后来\">x</a>", "<a title='發展' aria-label=\"後來\">x</a>"),
        ("<p><code>发</code>发<kbd>发</kbd></p>", "<p><code>发</code>發<kbd>发</kbd></p>"),
        ("<pre><span>发</span>\n</pre>", "<pre><span>发</span>\n</pre>"),
        ('<div lang="en">发</div>发', '<div lang="en">发</div>發'),
        (
            '<div lang="en">发<q lang="zh">发</q></div>',
            '<div lang="en">发<q lang="zh">發</q></div>',
        ),
        ('<q lang="zh-Hant-TW">裡发</q>', '<q lang="zh-Hant-TW">裡发</q>'),
        ('<p lang="zh-Hans-CN">发</p>', '<p lang="zh-Hant-HK">發</p>'),
        ('<b class="x notranslate">发</b>', '<b class="x notranslate">发</b>'),
        ('<b translate="no">发<i>发</i></b>发', '<b translate="no">发<i>发</i></b>發'),
        ("<!-- 发 --><p>发 &lt; &amp; &#x53D1;</p>", "<!-- 发 --><p>發 &lt; &amp; 發</p>"),
        (
            "<p>人<b>才</b>头<b>发</b>发<em>展</em></p>",
            "<p>人<b>才</b>頭<b>髮</b>發<em>展</em></p>",
        ),
        ("<li>头</li><li>发</li>", "<li>頭</li><li>發</li>"),
        ("<p>意大<b>利面</b>发</p>", "<p>意大<b>利面</b>發</p>"),
        ("<p>意大利面<b>发</b></p>", "<p>意粉<b>發</b></p>"),
        ("<p>-{发}-发</p>", "<p>发發</p>"),
        ("<p>-{zh-hans:a&lt;b;zh-hk:c&amp;d}-</p>", "<p>c&amp;d</p>"),
        ("<p>-{H|发=&gt;zh-hk:&lt;發&gt;}-发</p>", "<p>&lt;發&gt;</p>"),
        ("<code>-{发}-</code>", "<code>-{发}-</code>"),
        ('<img alt="-{发}-发">', '<img alt="发發">'),
    ],
)
def test_fragment_converts_text_and_nothing_else(html: str, expected: str) -> None:
    """Text nodes and human attributes convert, in context; all else stays."""
    assert to_hk(html) == expected


TWINS = (
    '<div data-variant="zh-Hant-HK" lang="zh-Hant-HK">裏发</div>\n'
    '<div data-variant="zh-Hans-CN" lang="zh-Hans-CN"><p>里</p></div>\n<div lang="en">in</div>'
)


def test_twins_leave_the_one_that_fits_as_written() -> None:
    """Of data-variant twins the target's stays, unconverted, without the mark."""
    assert to_hk(f"<aside>{TWINS}</aside>") == (
        '<aside><div lang="zh-Hant-HK">裏发</div>\n\n<div lang="en">in</div></aside>'
    )


def test_twins_repeat_when_a_tag_comes_again() -> None:
    """The same snippet twice under one parent keeps the right one of each."""
    assert to_hk(TWINS + TWINS).count("裏发") == 2


@pytest.mark.parametrize(
    ("tags", "kept"),
    [(("zh-Hant-TW", "zh-Hans-CN"), 0), (("zh-Hans-CN", "en"), 0), (("en", "zh-Hant-HK"), 1)],
)
def test_twins_fall_back_to_the_script_then_to_the_first(tags: tuple[str, str], kept: int) -> None:
    """Without the target's own form one of its script stays, else the first."""
    html = "".join(f'<p data-variant="{tag}">{n}</p>' for n, tag in enumerate(tags))
    assert to_hk(html) == f"<p>{kept}</p>"


PARTS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", '<a href="/发/x?发=1">', "</a>", "发", "头发", "12.5%",
     "&amp;", " ", "<code>", "</code>", "着", "https://a.cn/发 ", '<span lang="en">', "</span>",
     "text", "<", ">", '"', "-{", "}-"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
def test_tags_addresses_and_figures_survive(html: str) -> None:
    """Whatever the fragment, balanced or not, its tags, figures and addresses come back."""
    got = to_hk(html.replace("-{", "").replace("}-", ""))
    source = html.replace("-{", "").replace("}-", "")
    pattern = r"</?[a-z][^<>]*>|[0-9.%]+|https://\S+|&amp;"
    assert re.findall(pattern, got) == re.findall(pattern, source)
    assert len(got) == len(source)

"""HTML as editors type it: broken, unclosed, and what only our own blocks may have."""

from __future__ import annotations

import pytest

from hutong.source import anchors
from tests.source.reading import HEAD, body, document, errors, read


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<div>\n\n文\n\n## 題", "8: <div> is never closed; add </div>"),
        ("<a href='b.md'>x\n\n文", "8: <a> is never closed; add </a>"),
        ("<b>甲\n\n乙</b>", "8: <b> is never closed in its paragraph"),
        ("<div><b>甲</div>", "8: <b> is never closed before </div>"),
        ("文</div>", "8: </div> closes nothing"),
        ("文</font>", "8: the HTML element </font> is not allowed"),
        ("a <!-- b", "8: a comment <!-- is never closed"),
        ("<b>甲</b\n>", "8: the HTML tag </b has no >"),
        ("a <p", "8: the HTML tag <p has no >"),
        ("a <!DOCTYPE html>", "8: the HTML tag <!DOCTYPE has no >"),
        ("<javascript:alert(1)>", "8: <javascript:alert(1)> is neither HTML nor a web address"),
        ("```\n文", "8: the code that ``` opens is never closed"),
        ("~~~\n文\n```", "8: the code that ~~~ opens is never closed"),
    ],
)
def test_what_is_never_closed_or_never_opened_is_told(typed: str, expected: str) -> None:
    """Readers would get half a page inside one element, or raw signs."""
    found = errors(f"{HEAD}文\n\n{typed}")
    assert any(error.startswith(expected) for error in found), found


@pytest.mark.parametrize(
    "typed",
    [
        "<ruby>橋<rt>ㄑ</ruby>",
        "<div>\n\n<b>文</b>\n\n</div>",
        "<details>\n<summary>甲</summary>\n\n乙\n\n</details>",
        "<ul><li>甲<li>乙</ul>",
        "甲<br>乙<br/>丙<wbr>",
        "`<div>` 與 ``<b ` x``",
        "甲<!-- <div> -->乙",
        "3 < 5 && 6 <= 7 <- 甲",
        "[甲](<b.md>)",
        "-{A|<b>}-",
        "```a```",
        "<b\ntitle='x'>甲</b>",
    ],
)
def test_whole_html_and_plain_signs_raise_no_alarm(typed: str) -> None:
    """Ends that HTML itself implies may be left out."""
    assert read(HEAD + typed).problems == ()


def test_signs_in_code_stay_as_typed() -> None:
    """The less-than sign of code never becomes HTML."""
    assert body("`<script>` `a<b`") == "<p><code>&lt;script&gt;</code> <code>a&lt;b</code></p>"


def test_only_our_blocks_have_roles_and_classes() -> None:
    """What editors type is left out with a warning; language, id and title stay."""
    typed = '<b role="x" tabindex=5 aria-hidden=true class="a" lang=en id=z title=t>x</b>'
    parsed = read(f"{HEAD}{typed}\n\n::: facts\n甲\n:::")
    assert parsed.document is not None
    assert '<b lang="en" id="z" title="t">x</b>' in parsed.document.body
    assert 'class="facts" role="group"' in parsed.document.body
    assert [problem.what for problem in parsed.problems] == [
        f"the attribute {key} of <b> is left out"
        for key in ("aria-hidden", "class", "role", "tabindex")
    ]


def test_attribute_lists_keep_to_ids_and_the_classes_of_blocks() -> None:
    """``{.facts}`` is documented, ``{.z role=alert}`` is not."""
    parsed = read(HEAD + "*x*{role=alert .facts .z lang=en}\n\n``` {.py role=x}\na\n```")
    assert parsed.document is not None
    assert '<em class="facts" lang="en">x</em>' in parsed.document.body
    assert "<pre><code>a" in parsed.document.body
    assert {problem.line for problem in parsed.problems} == {6, 8}
    assert len(parsed.problems) == 3


def test_only_the_language_of_code_is_kept() -> None:
    """The rest of its first line would keep it from being code."""
    parsed = read(HEAD + "``` python of mine\na <b>\n```")
    assert parsed.document is not None
    assert parsed.document.body.startswith('<pre><code class="language-python">a &lt;b&gt;')
    assert [problem.what for problem in parsed.problems] == ["of mine of the code is left out"]


def test_a_caption_is_checked_like_the_text() -> None:
    """Roles are left out, conversion markup is kept from Markdown."""
    html = body(
        "::: figure images/bridge.png\nalt: 橋\n"
        "caption: -{zh-hans:甲*|*乙;zh-hant:丙}- <b role=x>粗</b>\n:::"
    )
    assert "-{zh-hans:甲*|*乙;zh-hant:丙}- <b>粗</b></span>" in html


def test_the_sources_of_quotations_stay() -> None:
    """Cite and datetime mean something."""
    typed = '<blockquote cite="https://a.example/"><del datetime="2023-01-01">x</del></blockquote>'
    html = body(typed)
    assert '<blockquote cite="https://a.example/">' in html
    assert '<del datetime="2023-01-01">' in html


@pytest.mark.parametrize(
    "typed",
    ["## 甲 {#content}", "## 甲 {#ht-share}", '<b id="ht-x">x</b>', "<b id='content'>x</b>"],
)
def test_the_themes_anchors_are_taken(typed: str) -> None:
    """Two elements of one page must not have one id."""
    (error,) = errors(f"{HEAD}文\n\n{typed}")
    assert error.startswith("8: the anchor ")
    assert "is the site's own" in error


def test_the_anchors_of_a_body_are_known() -> None:
    """Headings, blocks, notes and raw HTML; not what only looks like one."""
    typed = '## 甲\n\n### 乙 {#yi}\n\n<b title="x" id="z">x</b> id="no"[^1]\n\n[^1]: 注\n\n'
    found = anchors(document(f"{HEAD}{typed}::: facts\n甲\n:::").body)
    assert found == {"s1", "yi", "z", "facts-1", "fn-1", "fnref-1"}

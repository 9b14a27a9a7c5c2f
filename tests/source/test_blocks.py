"""The ``:::`` blocks of news pages."""

from __future__ import annotations

import pytest

from hutong.source import SourceContext, load_snippets
from tests.source.reading import CONTEXT, HEAD, body, document, errors, read

SNIPPETS = {
    "snippets/event-online.zh-Hant-HK.md": "1.須預先登記\n2.[須知](/files/plan.pdf)",
    "snippets/event-online.zh-Hans-CN.md": "1.须预先登记",
    "snippets/event-online.en.md": "1. Registration is required.",
}


def with_snippets() -> SourceContext:
    """The site with its snippets loaded."""
    snippets, problems = load_snippets(SNIPPETS, context=CONTEXT)
    assert problems == ()
    return SourceContext(
        timezone=CONTEXT.timezone,
        variants=CONTEXT.variants,
        default_variant=CONTEXT.default_variant,
        files=CONTEXT.files,
        snippets=snippets,
    )


def test_a_figure_has_picture_caption_and_credit() -> None:
    """The picture has its size; the caption is Markdown."""
    html = body(
        "::: figure images/bridge.png\nalt: 一座橋\ncaption：*南沙*大橋\ncredit: 攝影部\n:::"
    )
    assert html.startswith('<figure class="figure"><img alt="一座橋" src="/repo/images/bridge.png"')
    assert 'width="800" height="450" loading="lazy" decoding="async"' in html
    assert '<span class="figure-caption"><em>南沙</em>大橋</span>' in html
    assert '<span class="figure-credit">攝影部</span>' in html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "::: figure images/bridge.png\ncaption: x\n:::",
            "6: the picture images/bridge.png has no alt",
        ),
        (
            "::: figure images/bridg.png\nalt: x\n:::",
            "6: there is no picture images/bridg.png; did you mean",
        ),
        ("::: figure\nalt: x\n:::", "6: the figure names no picture"),
        (
            "::: figure images/bridge.png\nalt: x\ncaptoin: y\n:::",
            "8: captoin is no key of a figure; did you",
        ),
        ("::: figure images/bridge.png\nalt: x\n散文\n:::", "8: a figure holds no text"),
        (
            "文\n\n::: newslnk 標題\n甲\n:::",
            "8: 'newslnk' is no kind of block; did you mean newslink?",
        ),
        ("文\n\n::: facts\n甲", "8: the block facts is never closed"),
        (
            "::: figure images/bridge.png\nalt: x\nalt: y\n:::",
            "8: the figure has alt: twice; keep one of them",
        ),
        ("> ::: facts\n> x\n> :::", "6: a block cannot stand in a list, in a quotation"),
        ("- 甲\n\n    ::: facts\n    x\n    :::", "8: a block cannot stand in a list"),
        ("- ::: facts", "6: a block cannot stand in a list"),
        ("文\n\n：：：facts\n甲\n：：：", "8: the colons of a block are full-width; type :::"),
        ("文\n\n:::", "8: a line of 3 colons closes no block"),
        (":::: facts\n甲\n:::", "8: a line of 3 colons closes no block; use 4 colons"),
        ("::: facts\n::: quote\n甲\n:::", "7: the block quote opens inside facts (line 6)"),
        (":::: facts\n::: quote\n甲\n::::", "7: the block quote is never closed"),
        ("::: notes event-offline\n:::", "6: there is no snippet 'event-offline'"),
        ("<div>\n::: facts\n甲\n:::\n</div>", "7: the block facts stands inside HTML"),
    ],
)
def test_a_fault_of_a_block_is_told_with_its_line(typed: str, expected: str) -> None:
    """The opening line, or the wrong line inside, is named."""
    found = errors(HEAD + typed)
    assert any(error.startswith(expected) for error in found), found


def test_a_newslink_has_label_title_and_questions() -> None:
    """The label is there for each edition; questions come with their answers."""
    typed = (
        "::::: newslink 主要職責\n導言。\n\n### 一、做甚麼？\n\n答甲：\n1.乙\n\n### 其他\n\n丙\n\n"
        "### 二、誰可加入?\n\n::: facts\n丁\n:::\n:::::\n\n文末。"
    )
    found = document(HEAD + typed)
    html = found.body
    assert '<aside aria-labelledby="newslink-1" class="newslink">' in html
    assert '<span data-variant="zh-Hant-HK">新聞連結</span>' in html
    assert '<span data-variant="zh-Hans-CN">相关链接</span>' in html
    assert '<h2 class="newslink-title" id="newslink-1">主要職責</h2>' in html
    assert [(one.anchor, one.question) for one in found.questions] == [
        ("s1-1", "一、做甚麼？"),
        ("s1-3", "二、誰可加入?"),
    ]
    assert found.questions[0].answer == "<p>答甲：</p>\n<ol>\n<li>乙</li>\n</ol>"
    assert "丁" in found.questions[1].answer
    assert html.rstrip().endswith("<p>文末。</p>")


def test_a_question_outside_a_newslink_is_only_a_heading() -> None:
    """FAQ data is for questions blocks."""
    assert document(HEAD + "## 為甚麼？\n\n因為。").questions == ()


def test_facts_and_quotes_are_marked_up() -> None:
    """Key facts are a named group, a pull quote names its speaker."""
    html = body("::: facts\n- 甲\n:::\n\n::: facts 三點\n- 乙\n:::\n\n::: quote 會長\n好。\n:::")
    assert '<div aria-labelledby="facts-1" class="facts" role="group">' in html
    assert '<span data-variant="zh-Hans-CN">要点</span>' in html
    assert '<p class="facts-label" id="facts-2">三點</p>' in html
    assert "<blockquote><p>好。</p></blockquote><figcaption>會長</figcaption>" in html


def test_a_snippet_stands_in_every_language() -> None:
    """Each edition will keep its own text; English is marked and never converted."""
    parsed = read(HEAD + "::: notes event-online\n:::", context=with_snippets())
    assert parsed.document is not None
    html = parsed.document.body
    assert '<div data-variant="zh-Hant-HK" lang="zh-Hant-HK"><ol>' in html
    assert '<div data-variant="zh-Hans-CN" lang="zh-Hans-CN">' in html
    assert '<div lang="en"><ol>' in html
    assert parsed.document.assets == ("files/plan.pdf",)


def test_event_notes_are_a_snippet_or_markdown() -> None:
    """The front matter takes either."""
    head = HEAD[:-4] + "event:\n  start: 2024-01-01\n  notes: {}\n---\n"
    by_name = read(head.format("event-online"), context=with_snippets()).document
    written = read(head.format("'請**準時**。'"), context=with_snippets()).document
    assert by_name is not None
    assert by_name.event is not None
    assert 'lang="en"' in by_name.event.notes
    assert written is not None
    assert written.event is not None
    assert written.event.notes == "<p>請<strong>準時</strong>。</p>"


def test_an_unknown_snippet_is_a_problem_with_a_suggestion() -> None:
    """A slip in its name is named."""
    parsed = read(HEAD + "::: notes event-onlin\n:::", context=with_snippets())
    assert "did you mean event-online?" in parsed.problems[0].mend


def test_faults_of_snippets_are_told() -> None:
    """A missing variant, a strange name and a fault in the text, all at once."""
    _, problems = load_snippets(
        {
            "snippets/a.zh-Hant-HK.md": "甲\n\n[x](javascript:a())",
            "snippets/a.zh-Hans.md": "乙",
            "snippets/B.md": "丙",
        },
        context=CONTEXT,
    )
    shown = "\n".join(map(str, problems))
    assert "content/snippets/a.zh-Hans-CN.md: the snippet a has no zh-Hans-CN text" in shown
    assert "content/snippets/a.zh-Hant-HK.md:3: a link starts with javascript:" in shown
    assert "zh-Hans is no variant of this site; did you mean zh-Hans-CN?" in shown
    assert "content/snippets/B.md: the file name is not that of a snippet" in shown


def test_a_block_inside_a_block_is_no_landmark() -> None:
    """Asides must not be nested."""
    html = body(":::: newslink 甲\n::: notes\n乙\n:::\n::::")
    assert html.count("<aside") == 1
    assert '<div aria-labelledby="notes-1" class="notes" role="group">' in html

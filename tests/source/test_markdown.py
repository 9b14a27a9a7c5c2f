"""Markdown with Chinese as editors type it."""

from __future__ import annotations

import pytest

from hutong.model import Heading
from tests.source.reading import HEAD, body, document, errors


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("第一行\n第二行", "<p>第一行第二行</p>"),
        ("完了。\n“好”", "<p>完了。“好”</p>"),
        ("用 Zoom\n參加", "<p>用 Zoom參加</p>"),
        ("參加\nZoom 會議", "<p>參加Zoom 會議</p>"),
        ("**第一**\n**第二**", "<p><strong>第一</strong><strong>第二</strong></p>"),
        ("  　　縮排一\n　　縮排二", "<p>縮排一縮排二</p>"),
        ("    貼上的段落", "<p>貼上的段落</p>"),
        ("甲\\\n乙", "<p>甲<br>乙</p>"),
        ("-{甲}-\n-{乙}-", "<p>-{甲}--{乙}-</p>"),
        ("> 甲\n> 乙", "<blockquote><p>甲乙</p></blockquote>"),
    ],
)
def test_a_line_break_next_to_chinese_shows_no_space(typed: str, shown: str) -> None:
    """Hard-wrapped Chinese reads as one line."""
    assert body(typed) == shown


def test_a_line_break_between_latin_words_stays() -> None:
    """English keeps its space."""
    assert "one\ntwo" in document(HEAD + "one\ntwo").body


def test_lines_of_code_are_left_alone() -> None:
    """Fenced code keeps line ends, full-width spaces and everything that looks like ours."""
    typed = "```\n第一\n　　第二\n::: facts\n-{ <script>\n```"
    assert "第一\n　　第二\n::: facts\n-{ &lt;script&gt;\n" in document(HEAD + typed).body


@pytest.mark.parametrize(
    "typed",
    [
        "1.完善\n2.壯大",
        "1.完善\n\n2.壯大",
        "1. 完善\n2. 壯大",
        "1.**完**善\n2.「壯大」",
        "1.CEPA服務貿易\n2.`代碼`與[文](https://example.org/)",
    ],
)
def test_numbers_before_chinese_make_a_list(typed: str) -> None:
    """A space after the full stop is not needed."""
    assert body(typed).startswith("<ol><li>")
    assert body(typed).count("<li>") == 2


def test_a_list_may_follow_a_colon_at_once() -> None:
    """The line before may end in a colon without an empty line."""
    assert body("如下：\n1.甲\n2.乙") == "<p>如下：</p><ol><li>甲</li><li>乙</li></ol>"


def test_a_list_keeps_its_first_number() -> None:
    """Counting may start anywhere."""
    assert body("4.甲\n5.乙").startswith('<ol start="4">')


@pytest.mark.parametrize(
    "typed", ["2023. 年", "2023.年", "1.5倍", "3.5", "6月16日", "100.文字", "1.com"]
)
def test_years_and_decimals_make_no_list(typed: str) -> None:
    """Only one or two figures before Chinese, three before a space, are an item."""
    assert body(typed) == f"<p>{typed}</p>"


def test_a_year_inside_a_list_starts_no_item() -> None:
    """The item goes on."""
    assert body("1. 到\n2023. 年").count("<li>") == 1


def test_lists_nest_without_spaces_too() -> None:
    """An indented 1.文字 below a bullet is a list in it."""
    assert body("- 甲\n    1.乙\n    2.丙") == "<ul><li>甲<ol><li>乙</li><li>丙</li></ol></li></ul>"


@pytest.mark.parametrize("mark", ["*", "_", "**", "__"])
@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        ("", "真，", "她"),
        ("她說", "“真”", "吧"),
        ("她說", "真", "吧"),
        ("據", "《南沙方案》", "，"),
    ],
)
def test_emphasis_works_next_to_chinese(mark: str, before: str, inside: str, after: str) -> None:
    """No space is needed around marks of emphasis."""
    tag = "em" if len(mark) == 1 else "strong"
    typed = f"{before}{mark}{inside}{mark}{after}"
    assert body(typed) == f"<p>{before}<{tag}>{inside}</{tag}>{after}</p>"


def test_underscores_inside_latin_words_are_no_emphasis() -> None:
    """Names of files and functions stay whole."""
    assert body("見 read_the_docs 文") == "<p>見 read_the_docs 文</p>"


def test_markup_is_untouched_by_markdown() -> None:
    """Pipes, stars and links inside conversion markup mean nothing to Markdown."""
    markup = "-{zh-hans:甲*|*乙;zh-hant:[丙](x)}-"
    assert f"<td>{markup}</td>" in body(f"| a | b |\n|---|---|\n| {markup} | 丁 |")
    assert f">{markup}</a>" in body(f"[{markup}](https://a.example)")
    assert f'title="{markup}"' in body(f'[x](https://a.example "{markup}")')
    assert f'<h2 id="s1">{markup}</h2>' in body(f"## {markup}")


def test_markup_is_escaped() -> None:
    """HTML inside markup is text."""
    assert "-{A|&lt;b&gt;}-" in body("-{A|<b>}-")


def test_entities_in_markup_are_escaped_once() -> None:
    """What was typed as an entity is one."""
    assert body("-{C&amp;D}- -{E&F}-") == "<p>-{C&amp;D}- -{E&amp;F}-</p>"


@pytest.mark.parametrize("markup", ["-{T|題}-", "-{H|zh-hans:甲;zh-hant:乙}-", "-{-|甲}-"])
def test_markup_that_shows_nothing_leaves_no_empty_paragraph(markup: str) -> None:
    """Alone on its line it is only a rule."""
    assert body(f"甲\n\n{markup}\n\n乙") == f"<p>甲</p>{markup}<p>乙</p>"


@pytest.mark.parametrize("markup", ["-{A|甲}-", "-{甲}-", "-{zh-hans|甲}-", "-{T;A|甲}-"])
def test_markup_that_shows_text_is_a_paragraph(markup: str) -> None:
    """Even alone on its line."""
    assert body(markup) == f"<p>{markup}</p>"


def test_a_note_with_two_texts_is_a_problem() -> None:
    """One of them would be lost."""
    (error,) = errors(HEAD + "甲[^1]\n\n[^1]: 乙\n[^1]: 丙")
    assert error.startswith("9: the note [^1] has two texts")


def test_markup_left_open_is_told_with_its_line() -> None:
    """It must close in its own paragraph; code does not count."""
    (error,) = errors(HEAD + "`-{` 好\n\n甲 -{ 乙\n\n丙 }- 丁")
    assert error.startswith("8: -{ is never closed")


def test_headings_start_at_two_and_have_neutral_anchors() -> None:
    """Levels follow the nesting and skip none; an editor's own anchor is kept."""
    found = document(HEAD + "# 一\n\n### 二\n\n## 三{#san}\n\n# 四 [x](#san)\n")
    assert [(one.level, one.anchor, one.text) for one in found.headings] == [
        (2, "s1", "一"),
        (3, "s1-1", "二"),
        (3, "san", "三"),
        (2, "s2", "四 x"),
    ]


@pytest.mark.parametrize("typed", ["## 第一行\\\n第二行", "## 第一行<br>第二行"])
def test_a_heading_may_have_two_lines(typed: str) -> None:
    """The page breaks the line, the contents list has a space."""
    assert body(typed) == '<h2 id="s1">第一行<br>第二行</h2>'
    assert document(HEAD + typed).headings == (Heading(level=2, anchor="s1", text="第一行 第二行"),)


def test_the_same_anchor_twice_is_a_problem() -> None:
    """Links could not tell them apart."""
    assert any(
        "anchor a is used twice" in error for error in errors(HEAD + "## 甲 {#a}\n\n## 乙 {#a}")
    )


def test_a_table_is_wrapped_and_named() -> None:
    """It scrolls by keyboard and has a name, a caption where one is typed."""
    typed = "表：各項承諾\n\n| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |"
    html = body(typed)
    assert '<div aria-labelledby="table-1" class="table" role="region" tabindex="0"><table>' in html
    assert '<caption id="table-1">各項承諾</caption>' in html
    assert '<th class="align-right" scope="col">乙</th>' in html
    assert 'aria-label="表格 1"' in body(typed.partition("\n\n")[2])


def test_notes_have_stable_ids_and_no_english() -> None:
    """The way back is told in words both scripts share."""
    html = body("甲[^1]\n\n[^1]: 乙")
    assert '<li id="fn-1">' in html
    assert 'href="#fnref-1"' in html
    assert 'title="返回正文 1"' in html


def test_a_note_without_text_is_a_problem() -> None:
    """The mark would stand in the text as typed."""
    (error,) = errors(HEAD + "\n甲[^2]")
    assert error.startswith("7: the note [^2] has no text")


def test_definition_lists_attributes_and_abbreviations_work() -> None:
    """The remaining extensions are on."""
    assert "<dt>甲</dt><dd>乙</dd>" in body("甲\n:   乙")
    assert '<em class="facts" lang="en">甲</em>' in body("*甲*{.facts lang=en}")
    assert '<abbr title="香港">HK</abbr>' in body("*[HK]: 香港\n\nHK 好")


def test_words_and_characters_are_counted() -> None:
    """Each Han character counts, each Latin word, each figure."""
    assert document(HEAD + "南沙有 3000 名 members。").characters == 6


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    """The converter is shared, its state is not."""
    first = body("甲[^1]\n\n[^1]: 乙\n\n[x]: https://a.example")
    assert body("[x]") == "<p>[x]</p>"
    assert body("甲[^1]\n\n[^1]: 乙\n\n[x]: https://a.example") == first

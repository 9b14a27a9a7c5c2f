"""The short cuts give just what the long way gives: documents, problems and lines."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.lined_yaml import load_yaml
from hutong.model import Kind
from hutong.source import Parsed, Snippet, SourceContext, parse_document, straight
from hutong.source.characters import HAN
from hutong.source.quick_yaml import quick_yaml
from hutong.source.sanitise import sanitise
from hutong.source.summary import count_characters
from tests.source.reading import CONTEXT, HEAD

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = sorted(
    path
    for kind in Kind
    for path in (CONTENT / kind.value).rglob("*.md")
    if path.parent != CONTENT  # a folder of each kind
)
SITE = dataclasses.replace(
    CONTEXT,
    images={**CONTEXT.images, "images/a_b.png": (1, 2)},
    snippets={"rules": Snippet(name="rules", html="<p>x</p>")},  # type: ignore[arg-type]  # short
)
MANY = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)

PLAIN = st.sampled_from(
    [
        *(
            "甲乙丙，丁。",
            "abc def，甲",
            "2023年6月",
            "1.5倍",
            "a=b",
            "C# x",
            "/a",
            "$5",
            "-5",
            "'x'",
        ),
        *(
            "**粗體**",
            "文**粗**，**再**",
            "*斜*體",
            "**a**b**c**",
            "**a****b**",
            "** a **",
            "a * b",
        ),
        *("[x](https://a.b/c_d?e=1&f=2)", "[x](../2003/x.md)", "[x](#s1)", "[x](files/plan.pdf)"),
        *("![橋](images/bridge.png)", "![橋](images/a_b.png)", "![x](none.png)", "**[粗](tel:1)**"),
        *(
            "表1：甲",
            "表：",
            "一、甲",
            "（一）乙",
            "① 丙",
            "１、丁",
            "甲：",
            "甲,乙",
            "甲!",
            "(見圖)",
        ),
        *(
            "a | b",
            "R&D",
            "x&copy",
            "甲　乙",
            "1~2",
            "“引”",
            "「引」",
            "—— 某",
            "café",
            "①",
            "㈠",
            "a_b",
        ),
    ]
)
MARKS = st.sampled_from(
    [
        *("*", "**", "_", "__", "`", "```", "~~~", "|", ":", "#", "##", ">", "-", "+", "1.", "2. "),
        *("[", "]", "(", ")", "![", "](", "]:", "[x]: y", "[x][y]", "[^1]", "[^1]: z", "*[abc]: d"),
        *("<b>", "</b>", "<br>", "<div>", "<!--", "-->", "<x@y.cc>", "<http://x.y>", "<", "&amp;"),
        *(
            "{#id}",
            "{.a}",
            "{title=x}",
            ":::",
            "::: facts",
            "::: notes rules",
            "-{",
            "}-",
            "：：：",
        ),
        *("\\", "\\*", "&nbsp;", "&#x202e;", "\t", "　", "    ", "  ", "===", "---", "***", "___"),
        *(": 釋", "| --- |", "| a | b |", "\u00a0", "\u2028", "\ufdd0", "\x07", " ", ";", "x" * 99),
    ]
)
GAP = st.sampled_from(
    ["\n", "\n\n", "\n\n\n", "\n \n", "", " ", "  \n", "\n　", "\n\n　　", "\\\n"]
)


@st.composite
def _lines(draw: st.DrawFn) -> str:
    """One block such as editors write: a paragraph, heading, list, quotation or table."""
    texts = draw(st.lists(PLAIN, min_size=1, max_size=4))
    kind = draw(st.sampled_from(["p", "p", "h", "q", "ul", "ol", "table", "hr"]))
    if kind == "h":
        head = "#" * draw(st.integers(1, 6)) + draw(st.sampled_from([" ", "", "  "]))
        return head + "\n".join(texts[:2])
    if kind in {"q", "ul"}:
        sign = draw(st.sampled_from(["> ", ">", "> > "] if kind == "q" else ["- ", "* ", "+  "]))
        return "\n".join(sign + draw(st.sampled_from([text, text, ""])) for text in texts)
    if kind == "ol":
        sign = draw(st.sampled_from([". ", ".", ".  "]))
        first = draw(st.sampled_from([1, 1, 1, 2]))
        return "\n".join(f"{number}{sign}{text}" for number, text in enumerate(texts, first))
    if kind == "table":
        rule = draw(st.sampled_from(["| --- ", "|:--", "|--:", "| :-: ", "| x "])) * len(texts)
        row = "| " + " | ".join(texts) + " |"
        return "\n".join([row, rule + "|", *[row] * draw(st.integers(0, 2))])
    return "\n".join(texts[:2]) if kind == "p" else draw(st.sampled_from(["---", "***", "- - -"]))


USUAL = st.lists(_lines(), max_size=4).map("\n\n".join)
HOSTILE = st.lists(st.one_of(PLAIN, MARKS, GAP, GAP), max_size=12).map("".join)
BODY = st.one_of(USUAL, HOSTILE, st.tuples(USUAL, HOSTILE, USUAL).map("\n\n".join))

VALUE = st.sampled_from(
    [
        *("甲", "a b", '"甲 乙"', '" "', "[a, 乙]", "[]", '["a", 乙 ,c]', '{a: b, c: "d"}', "null"),
        *(
            "2023-06-18",
            "2023-06-18 12:52",
            "https://x.y/z?a",
            "a:b",
            "a #b",
            "a ",
            "'x'",
            "a's",
            "~",
        ),
        *(
            "甲：乙",
            "甲,乙",
            "[a, [b]]",
            "on",
            "true",
            "reporter",
            "x: y",
            "&x",
            "*x",
            "!t",
            "|",
            "{a: b",
        ),
        *(
            "[{role: editor, name: 甲}]",
            "rules",
            "images/bridge.png",
            "{start: 2023-06-18}",
            "draft",
        ),
    ]
)
KEY = st.sampled_from(
    [
        *("title", "date", "modified", "slug", "section", "tags", "summary", "source", "dateline"),
        *("byline", "image", "event", "agreements", "pick", "corrections", "glossary", "status"),
        *(
            "embargo",
            "name",
            "url",
            "role",
            "src",
            "alt",
            "start",
            "notes",
            "until",
            "topics",
            "甲",
        ),
    ]
)
KEY_LINE = st.tuples(
    st.sampled_from(["", "", "", "  ", "  ", "- ", "  - ", "    ", " "]),
    KEY,
    st.sampled_from([": ", ": ", ":  ", ":"]),
    st.one_of(VALUE, VALUE, st.just("")),
).map("".join)
FRONT = st.lists(st.one_of(KEY_LINE, KEY_LINE, VALUE.map("- ".__add__)), max_size=6).map("\n".join)


def _both(text: str, kind: Kind, context: SourceContext) -> tuple[Parsed, Parsed]:
    path = "news/2023/bridge.md"
    short = parse_document(text, path=path, kind=kind, context=context)
    return short, parse_document(text, path=path, kind=kind, context=context, thorough=True)


@MANY
@given(BODY)
def test_any_body_reads_the_same_the_short_way(body: str) -> None:
    """Markdown of every kind gives the same document and problems with and without short cuts."""
    short, long = _both(HEAD + body, Kind.NEWS, SITE)
    assert short == long


@MANY
@given(FRONT, st.sampled_from(list(Kind)))
def test_any_front_matter_reads_the_same_the_short_way(front: str, kind: Kind) -> None:
    """Every front matter gives the same record, problems and lines with and without short cuts."""
    short, long = _both(f"---\ntitle: 橋\ndate: 2023-06-18\n{front}\n---\n文", kind, SITE)
    assert short == long
    assert dict(short.lines) == dict(long.lines)


@MANY
@given(FRONT)
def test_quick_yaml_agrees_with_yaml(front: str) -> None:
    """Whatever the line reader takes, the YAML reader reads the same way."""
    quick = quick_yaml(front, 2)
    if quick is not None:
        assert quick == load_yaml(front, path="x.md", first_line=2)


@MANY
@given(USUAL)
def test_what_is_written_straight_is_already_clean(body: str) -> None:
    """The sanitiser finds nothing to change in what is written without Markdown."""
    written = straight.write(body)
    if written is not None:
        assert sanitise(written) == written


@MANY
@given(st.text("甲乙𠮷a1é.-' 　，\n_", max_size=60))
def test_characters_count_as_one_by_one(text: str) -> None:
    """Han characters and words count the same in one go as each on its own."""
    one = rf"[{HAN}]|[^\W{HAN}]+(?:[-'’.,][^\W{HAN}]+)*"
    assert count_characters(text) == len(re.findall(one, text))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_of_the_site_reads_the_same_the_short_way(path: Path) -> None:
    """Every article of the demonstration site gives the same with and without short cuts."""
    kind = next(kind for kind in Kind if kind.value in path.parts)
    short, long = _both(path.read_text(encoding="utf-8"), kind, SITE)
    assert short == long


def test_most_texts_of_the_site_need_no_markdown() -> None:
    """The short way is there for real articles, not for a few lucky ones."""
    bodies = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in TEXTS]
    taken = [body for body in bodies if straight.write(body) is not None]
    assert len(taken) * 2 > len(bodies)


def test_an_ordinary_article_is_written_straight() -> None:
    """Headings, lists, quotations, tables, pictures, links and bold take no Markdown."""
    body = (
        "　　甲**乙**，見[丙](https://a.b/?c=1&d=2)。\n\n![橋](images/bridge.png)\n\n## 丁\n戊\n\n"
        "- 己\n- 庚\n\n---\n\n1. 辛\n2. 壬\n\n> 癸\n>\n> —— 某\n\n"
        "| 子 | 丑 |\n|:--|--:|\n| 寅 | 卯 |"
    )
    written = straight.write(body)
    assert written is not None
    for tag in ("strong", "a ", "img ", 'h2 id="s1"', "ul", "hr", "ol", "blockquote", "table"):
        assert f"<{tag}" in written
    short, long = _both(HEAD + body, Kind.NEWS, SITE)
    assert short.document == long.document is not None


@pytest.mark.parametrize(
    "body",
    [
        "甲" + " " * 100 + "乙",
        "> ",
        "- 甲\n\n- 乙",
        "1. 甲：\n1. 乙",
        "表：甲\n\n|a|b|\n|-|-|\n|c|d|",
        "",
    ],
)
def test_doubtful_texts_are_left_to_markdown(body: str) -> None:
    """A text that may mean more than it seems is not written straight."""
    assert straight.write(body) is None

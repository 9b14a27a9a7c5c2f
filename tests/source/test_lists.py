"""Lists that editors type without an empty line before them."""

from __future__ import annotations

import pytest

from tests.source.reading import body


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- 甲\n1. 乙", "<ul><li>甲</li></ul><ol><li>乙</li></ol>"),
        (
            "1. 甲\n- 乙\n2. 丙",
            '<ol><li>甲</li></ol><ul><li>乙</li></ul><ol start="2"><li>丙</li></ol>',
        ),
        ("文\n1.甲\n2.乙", "<p>文</p><ol><li>甲</li><li>乙</li></ol>"),
        ("文\n- 甲\n- 乙", "<p>文</p><ul><li>甲</li><li>乙</li></ul>"),
        ("*文*\n* 甲\n* 乙", "<p><em>文</em></p><ul><li>甲</li><li>乙</li></ul>"),
        ("文\n1.甲", "<p>文<br>1.甲</p>"),
        ("文\n3. 甲\n4. 乙", "<p>文<br>3. 甲<br>4. 乙</p>"),
        ("文\n- 甲", "<p>文<br>- 甲</p>"),
        ("- 甲\n3. 乙", "<ul><li>甲<br>3. 乙</li></ul>"),
        ("一、甲\n二、乙", "<p>一、甲<br>二、乙</p>"),
        ("1)甲\n2)乙", "<p>1)甲<br>2)乙</p>"),
        ("（一）甲\n（二）乙", "<p>（一）甲<br>（二）乙</p>"),
        ("①甲\n②乙", "<p>①甲<br>②乙</p>"),
        ("文\\\n一、甲", "<p>文<br>一、甲</p>"),
        (
            "> 文\n> 1. 甲\n> 2. 乙",
            "<blockquote><p>文</p><ol><li>甲</li><li>乙</li></ol></blockquote>",
        ),
        ("1. 甲\n    - 乙\n    - 丙", "<ol><li>甲<ul><li>乙</li><li>丙</li></ul></li></ol>"),
        ("## 題\n1.甲", '<h2 id="s1">題</h2><ol><li>甲</li></ol>'),
        ("文\n十二月", "<p>文十二月</p>"),
        ("文\n---\n1. 甲", '<h2 id="s1">文</h2><ol><li>甲</li></ol>'),
    ],
)
def test_an_enumerator_at_the_start_of_a_line_is_seen(typed: str, shown: str) -> None:
    """It starts a list where it surely is one, and else a line."""
    assert body(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "| 甲 | 乙 |\n|--|--|\n| 一、丙 | 1. 丁 |",
        "甲\n:   1. 乙",
        "```\n文\n1. 甲\n2. 乙\n一、丙\n```",
        "<pre>\n文\n1. 甲\n2. 乙\n一、丙\n</pre>",
    ],
)
def test_tables_definitions_and_code_are_left_alone(typed: str) -> None:
    """Nothing is put in between their lines."""
    assert "<br>" not in body(typed)

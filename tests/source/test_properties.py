"""What holds for any text whatever."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.model import Severity
from hutong.source import decode
from hutong.source.masking import mask
from tests.source.reading import HEAD, read

BITS = st.sampled_from(
    [
        "甲",
        "乙。",
        "abc",
        " ",
        "\n",
        "\n\n",
        "1.",
        "2023. ",
        "**",
        "_",
        "`",
        "```\n",
        "-{",
        "}-",
        "|",
        "::: ",
        ":::\n",
        "facts",
        "figure",
        "newslink 題\n",
        "<",
        ">",
        "<b>",
        "<script>",
        "&amp;",
        "[",
        "](",
        ")",
        "![",
        "#",
        "## ",
        "> ",
        "- ",
        "    ",
        "　",
        "[^1]",
        "[^1]: ",
        "{#a}",
        "javascript:",
        "\ufdd0",
        "\\",
        '"',
        "\t",
        "<![",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "</b>",
        "<a href='x'>",
        "&#xfdd4;a&#xfdd5;",
        "{.facts}",
        "一、",
        "（二）",
        "2. ",
        "：：：",
        "-{H|甲}-",
    ]
)
TEXTS = st.lists(BITS, max_size=40).map("".join)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(TEXTS)
def test_no_body_ends_the_run_or_reaches_readers_unsafe(text: str) -> None:
    """Any body gives a document or errors, never an exception, never a script."""
    parsed = read(HEAD + text)
    has_errors = any(one.severity is Severity.ERROR for one in parsed.problems)
    assert (parsed.document is None) == has_errors
    last = (HEAD + text).count("\n") + 1
    assert all(0 <= one.line <= last for one in parsed.problems)
    if parsed.document is not None:
        assert "<script" not in parsed.document.body
        assert not re.search("[\ufdd0-\ufdef\x02\x03]", parsed.document.body)


@SLOW
@given(TEXTS)
def test_no_front_matter_ends_the_run(text: str) -> None:
    """Any front matter gives a document or errors."""
    parsed = read(f"---\n{text}\n---\n甲")
    assert parsed.document is not None or parsed.problems


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    """Decoding never fails otherwise."""
    text, problems = decode(data, "content/x.md")
    assert (text is None) == bool(problems)


@given(TEXTS)
def test_masking_keeps_every_offset(text: str) -> None:
    """Lines found in the masked text are lines of the text."""
    masked = mask(text)
    assert len(masked) == len(text)
    assert [at for at, one in enumerate(masked) if one == "\n"] == [
        at for at, one in enumerate(text) if one == "\n"
    ]


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=5))
def test_figures_survive(numbers: list[int]) -> None:
    """No figure of a paragraph is lost or changed."""
    parsed = read(HEAD + "，".join(f"共{number}名" for number in numbers))
    assert parsed.document is not None
    assert [int(one) for one in re.findall(r"\d+", parsed.document.body)] == numbers

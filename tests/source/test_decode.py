"""Bytes to text: what is no text is told with its line."""

from __future__ import annotations

import pytest

from hutong.source import MAX_BYTES, decode


def test_text_comes_back_with_plain_line_ends() -> None:
    """Windows and old Mac line ends become newlines."""
    assert decode("一\r\n二\r三\n".encode(), "content/x.md") == ("一\n二\n三\n", ())


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"\xef\xbb\xbftitle", 1, "byte order mark"),
        ("一\n二\0".encode(), 2, "NUL"),
        (b"a\r\nb\r\n" + "橋".encode("big5"), 3, "UTF-8"),
        (b"", 0, "empty"),
        (b" \n\t\n", 0, "empty"),
        (b"x" * (MAX_BYTES + 1), 0, "bytes"),
        (b"x" * 10_000_000, 0, "bytes"),
    ],
)
def test_what_is_no_text_is_one_problem_with_its_line(data: bytes, line: int, word: str) -> None:
    """Each fault of the bytes is told, and no text is given."""
    text, (problem,) = decode(data, "content/x.md")
    assert text is None
    assert (problem.path, problem.line) == ("content/x.md", line)
    assert word in problem.what


def test_two_faults_are_told_at_once() -> None:
    """A BOM does not hide a NUL."""
    _, problems = decode(b"\xef\xbb\xbfa\nb\0", "content/x.md")
    assert [problem.line for problem in problems] == [1, 2]


def test_a_file_of_just_the_limit_is_read() -> None:
    """The limit itself is still a text."""
    assert decode(b"x" * MAX_BYTES, "content/x.md")[0] == "x" * MAX_BYTES

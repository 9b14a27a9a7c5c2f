"""What holds of the filter for any bytes: a line stays a line, and no byte is lost."""

from __future__ import annotations

import io
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hutong.desk.convert import filter_streams
from hutong.variants import Converter

PLAIN = Converter()
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U0002f800-\U0002fa1f]")
patient = settings(deadline=None)  # the first example of a form makes its engine
PIECES = st.one_of(
    st.sampled_from((
        b"\n", b"\r", b"\r\n", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\0", b"\xff",
        b"\xfe\xff", b"\xe5", b"\xe5\x8f", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80",
        "\u2028".encode(), "\u2029".encode(), "\x85".encode(), "\ufeff".encode(), b"-{", b"}-",
        "现行制度".encode(), "頭髮".encode(), "\u0301".encode(), b"https://a.cn/", b"12.5%",
    )),
    st.binary(max_size=6),
)  # fmt: skip
DATA = st.lists(PIECES, max_size=30).map(b"".join)
TARGETS = st.sampled_from(("zh-Hant-HK", "zh-Hant-TW", "zh-Hans-CN"))
SOURCES = st.sampled_from(("zh-Hans-CN", "zh-Hant-HK", None))


def run(data: bytes, target: str, source: str | None, *, markup: bool = False) -> bytes:
    """Send bytes through the filter."""
    out = io.BytesIO()
    filter_streams(
        io.BytesIO(data), out, converter=PLAIN, target=target, source=source, markup=markup
    )
    return out.getvalue()


def rest(data: bytes) -> list[str]:
    """All that is not a Chinese character, broken bytes included.

    OpenCC writes compatibility ideographs as the characters that they stand for.
    """
    text = data.decode("utf-8", "surrogateescape")
    return [sign for sign in text if not _HAN.match(sign)]


@patient
@given(DATA, TARGETS, SOURCES)
@example(b"\r\r\n\n\r", "zh-Hant-HK", None)
@example("\uf900".encode(), "zh-Hant-HK", "zh-Hans-CN")
@example("\ufeff现\u2028制\x0c度\x85".encode(), "zh-Hant-HK", "zh-Hans-CN")
def test_lines_and_their_ends_keep_their_number_and_order(
    data: bytes, target: str, source: str | None
) -> None:
    """Only LF ends a line; CR, U+2028, form feed and BOM are signs like others, and stay."""
    got = run(data, target, source)
    assert got.count(b"\n") == data.count(b"\n")
    assert got.endswith(b"\n") == data.endswith(b"\n")
    assert rest(got) == rest(data)


@patient
@given(DATA, TARGETS, SOURCES, st.booleans())
def test_a_line_does_not_know_its_neighbours(
    data: bytes,
    target: str,
    source: str | None,
    markup: bool,  # noqa: FBT001  # hypothesis draws it
) -> None:
    """Lines converted together and one by one are the same, with markup too."""
    together = run(data, target, source, markup=markup)
    alone = [run(line, target, source, markup=markup) for line in data.split(b"\n")]
    assert together == b"\n".join(alone)


@patient
@given(st.binary(max_size=40), TARGETS, SOURCES)
def test_broken_bytes_come_back_where_they_stood(
    data: bytes, target: str, source: str | None
) -> None:
    """Bytes that are no UTF-8 keep their number, order and place among ASCII."""
    assert rest(run(data, target, source)) == rest(data)

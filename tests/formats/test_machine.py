"""Addresses, times and HTML come out as machine formats want them."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.formats.machine import absolutise, date_or_time, timestamp, uri
from hutong.model import Html, Moment

PAGE = "https://example.org/repo/zh-hant/news/2023/a/"


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        (
            '<a href="../b/">乙</a>',
            '<a href="https://example.org/repo/zh-hant/news/2023/b/">乙</a>',
        ),
        ('<a href="/c">丙</a>', '<a href="https://example.org/c">丙</a>'),
        ('<a href="#n">註</a>', f'<a href="{PAGE}#n">註</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        (
            '<a href="https://e.org/?a=1&amp;b=2">x</a>',
            '<a href="https://e.org/?a=1&amp;b=2">x</a>',
        ),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="http://[">x</a>', '<a href="http://[">x</a>'),
        ('<img src="p.png" alt="圖">', f'<img src="{PAGE}p.png" alt="圖">'),
        (
            '<img srcset="/s.png 1x,/l.png 2x" src="/s.png">',
            (
                '<img srcset="https://example.org/s.png 1x, https://example.org/l.png 2x"'
                ' src="https://example.org/s.png">'
            ),
        ),
        (
            '<blockquote cite="/q"><p>引</p></blockquote>',
            '<blockquote cite="https://example.org/q"><p>引</p></blockquote>',
        ),
        ("純文字 &amp; &lt;", "純文字 &amp; &lt;"),
        ("<p>一</p>尾", "<p>一</p>尾"),
        (
            "<figure><figcaption>說</figcaption></figure><br>",
            "<figure><figcaption>說</figcaption></figure><br>",
        ),
        ("", ""),
    ],
)
def test_addresses_in_html_become_absolute_and_the_rest_stays(
    given_html: str, expected: str
) -> None:
    """Only addresses change; text, markup and foreign schemes do not."""
    assert absolutise(Html(given_html), PAGE) == expected


@given(st.text(), st.lists(st.sampled_from(["/a", "b?c=d&e", "#f", "https://x.example/ü"])))
def test_making_absolute_twice_is_making_absolute_once(text: str, links: list[str]) -> None:
    """What is absolute stays as it is."""
    anchors = "".join(f'<a href="{link.replace("&", "&amp;")}">x</a>' for link in links)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    once = absolutise(Html(f"<p>{escaped}</p>{anchors}"), PAGE)
    assert absolutise(once, PAGE) == once


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])))
def test_an_address_in_ascii_still_names_the_same_place(path: str) -> None:
    """Encoding is undone by decoding, and encoding twice is encoding once."""
    address = "https://example.org/" + path.replace("?", "").replace("#", "").replace("%", "")
    encoded = uri(address)
    assert encoded.isascii()
    assert unquote(encoded) == address
    assert uri(encoded) == encoded


def test_a_percent_sign_that_encodes_nothing_is_encoded() -> None:
    """100% is a per cent sign, %E4 a byte."""
    assert uri("https://example.org/100%/%E4") == "https://example.org/100%25/%E4"


def test_a_chinese_host_name_is_written_in_ascii() -> None:
    """Host names use IDNA, not percent-encoding."""
    assert urlsplit(uri("https://例子.example/甲")).netloc == "xn--fsqu00a.example"


@pytest.mark.parametrize(
    "address", ["/a", "a", "", "mailto:a@b", "//example.org/a", "javascript:x"]
)
def test_what_is_no_absolute_address_is_refused(address: str) -> None:
    """Machines read these files away from any page."""
    with pytest.raises(ValueError, match="not an absolute address"):
        uri(address)


def test_only_the_day_is_told_where_only_the_day_is_known() -> None:
    """An invented midnight is not told, but feeds must have a time."""
    day = Moment(datetime(2023, 6, 18, tzinfo=ZoneInfo("Asia/Hong_Kong")), precise=False)
    assert date_or_time(day) == "2023-06-18"
    assert timestamp(day) == "2023-06-18T00:00:00+08:00"


def test_local_mean_time_is_told_in_utc() -> None:
    """RFC 3339 has no seconds in an offset, which Hong Kong used before 1904."""
    old = Moment(datetime(1898, 6, 9, 12, 0, tzinfo=ZoneInfo("Asia/Hong_Kong")))
    assert timestamp(old) == "1898-06-09T04:23:18+00:00"


def test_parts_of_seconds_are_not_told() -> None:
    """Bytes stay the same however exact the clock was."""
    assert timestamp(Moment(datetime(2023, 1, 1, 0, 0, 0, 999, UTC))) == "2023-01-01T00:00:00+00:00"

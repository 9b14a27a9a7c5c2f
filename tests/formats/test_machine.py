"""Addresses, times and HTML come out as machine formats want them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from _pytest.monkeypatch import MonkeyPatch
from hypothesis import given
from hypothesis import strategies as st

from hutong.formats import absolute, text
from hutong.formats.absolute import parsed_absolutise
from hutong.formats.machine import absolutise, date_or_time, filled, timestamp, uri
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


_TAGS = """<p> </p> <h2 id="s1"> <h2> </h2> <h3 id="文"> </h3> <ul> </ul> <ol> </ol> <li> </li>
<strong> </strong> <em> </em> <code> </code> <br> <table> </table> <thead> </thead> <tbody> </tbody>
<tr> </tr> <th> <th scope="col"> </th> <td> </td> <div class="table"> </div> <a> </a> <a href="b">
<a href="#n" rel="noopener"> <a href="https://e.org"> <a href="https://e.org/?a=1#b"> <a href="/b/">
<a href="?q=1"> <a href="http://e.org/a?"> <a href="//e.org/"> <a href="/a/../b/"> <a href="/甲/">
<a href="/a%20b"> <a href="/%zz/"> <a href="mailto:a@b.example"> <img src="/a.png" alt="圖 '二'">
<img alt="" src="i.png"> <img src="/s.png" srcset="/s.png 1x"> <blockquote> <blockquote cite="/q">
</blockquote> <figure> </figure> <!-- -->"""
_PIECES = st.sampled_from(
    [
        *re.findall("<[^<>]*>", _TAGS),
        *(
            "&amp;",
            "&lt;",
            "&gt;",
            "&nbsp;",
            "&#13;",
            "&",
            "<",
            ">",
            '"',
            "'",
            ' href="/x"',
            "文字 a",
        ),
        *("\n", "\xa0", "\u2028", "\x85", "\x00", "\r", "\x7f", "\ufffe"),
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="<>&"), max_size=4),
    st.sampled_from(["&amp;", "文字。", "\n", " ", "\xa0", "\u2028", "\x85", "\x7f", "<br>"]),
)
_LINKS = st.sampled_from(
    """/b/ #n /b/#n /a/?x=1 https://e.org https://e.org/a?b=c#d http://e.org:8/a//b //e.org/ /a//b
    /a/./b /a/.b /a/../b /%E7%94%B2/ /%zz /甲 ? # /# b ./b mailto:a@b.example https: http://[ /a;b
    https://E.org/ HTTPS://e.org/ https://e.org/a? https://e.org/a#""".split()  # noqa: SIM905 - easier to read
)
_INLINES = st.lists(
    st.one_of(
        _TEXTS,
        st.builds("<strong>{}</strong>".format, _TEXTS),
        st.builds('<a href="{}" rel="noopener">{}</a>'.format, _LINKS, _TEXTS),
        st.builds('<img alt="{}" src="{}" width="1">'.format, _TEXTS, _LINKS),
    ),
    max_size=3,
).map("".join)
_BLOCKS = st.one_of(
    st.builds("<p>{}</p>\n".format, _INLINES),
    st.builds('<h2 id="s1">{}</h2>'.format, _INLINES),
    st.builds("<ul>\n<li>{}</li>\n<li>{}</li></ul>\n".format, _INLINES, _INLINES),
    st.builds("<blockquote>\n<p>{}</p></blockquote>\n".format, _INLINES),
    st.builds(
        '<div class="table"><table>\n<thead><tr><th scope="col">{}</th></tr></thead>\n'
        "<tbody><tr><td>{}</td>\n</tr></tbody></table></div>".format,
        _INLINES,
        _INLINES,
    ),
)
_BODIES = st.one_of(
    st.lists(_BLOCKS, max_size=3).map("".join),
    st.lists(_PIECES | st.text(max_size=3), max_size=12).map("".join),
)


@given(
    _BODIES, st.sampled_from([PAGE, "https://e.org", "http://e.org:80/a?b#c", "https://e.org/甲/"])
)
def test_the_quick_way_gives_what_a_parser_gives(body: str, page: str) -> None:
    """What is rewritten without a parser is, byte for byte, what the parser would have made."""
    assert absolutise(Html(body), page) == parsed_absolutise(Html(body), page)


@given(st.text(st.characters(exclude_characters="<>&"), max_size=30))
def test_any_text_may_go_the_quick_way(body: str) -> None:
    """No character of a plain paragraph, of a link or of a picture's text is changed."""
    value = body.replace('"', "")
    for html in (
        f"<p>{body}</p>",
        f'<p><a href="/a">{body}</a></p>',
        f'<p><img alt="{value}"></p>',
    ):
        assert absolutise(Html(html), PAGE) == parsed_absolutise(Html(html), PAGE)


def test_ordinary_bodies_need_no_parser(monkeypatch: MonkeyPatch) -> None:
    """Paragraphs, headings, lists, tables, quotations, links and pictures are quick."""

    def refuse(*_: object) -> None:
        raise AssertionError("a parser was asked")

    monkeypatch.setattr(absolute, "parsed_absolutise", refuse)
    body = (
        '<p>甲<strong>乙</strong>&amp;<a href="/b/" rel="noopener">丙</a></p>\n<h2 id="s">丁</h2>\n'
        "<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n<blockquote>\n<p>引</p>\n</blockquote>\n"
        '<div aria-label="表格 1" class="table" role="region" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th scope="col">年</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n'
        '</table></div>\n<p><img alt="圖" src="/i/a.jpg" width="1" height="2"></p>'
    )
    expected = body.replace('"/b/"', '"https://example.org/b/"')
    expected = expected.replace('"/i/', '"https://example.org/i/')
    assert absolutise(Html(body), PAGE) == expected


@given(st.text(max_size=20), st.text(max_size=5))
def test_addresses_that_need_no_change_are_known(path: str, query: str) -> None:
    """The short way through ``uri`` gives what the long one gives."""
    for url in (f"https://e.org/{path}", f"http://e.org:8/{quote(path)}/?{query}#{path}"):
        assert uri(url) == text._written(url)


@given(
    st.dictionaries(st.text(), st.sampled_from(["", "a", None, 0, 0.0, False, True, [], {}, ()]))
)
def test_what_says_nothing_is_left_out(members: dict[str, object]) -> None:
    """Empty texts, lists and objects go; numbers and truth values stay, zero and false too."""
    kept = {name: value for name, value in members.items() if value not in ("", None, (), [], {})}
    assert filled(members) == kept  # type: ignore[arg-type]  # all of these are JSON

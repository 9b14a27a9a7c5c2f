"""Links, pictures and raw HTML: where they lead, and what is not let through."""

from __future__ import annotations

import pytest

from hutong.source import SourceContext
from tests.source.reading import CONTEXT, HEAD, body, document, errors, read


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("other.md", "doc:news/2023/other.md"),
        ("../2022/other.md#s1", "doc:news/2022/other.md#s1"),
        ("/events/talk.md", "doc:events/talk.md"),
        ("pages/about.md", "doc:pages/about.md"),
        ("other.zh-Hans-CN.md", "doc:news/2023/other.md"),
        ("/files/plan.pdf", "/repo/files/plan.pdf"),
        ("files/plan.pdf#page=2", "/repo/files/plan.pdf#page=2"),
        ("../../files/plan.pdf", "/repo/files/plan.pdf"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_leads_to_its_content(href: str, target: str) -> None:
    """Markdown and raw HTML links are resolved alike."""
    for typed in (f"[x]({href})", f"<a href='{href}'>x</a>", f"[x][r]\n\n[r]: {href}"):
        assert f'<a href="{target}">x</a>' in body(typed)


def test_links_and_assets_are_listed_with_their_lines() -> None:
    """The build can check them against the whole site."""
    found = document(HEAD + "[a](a.md)\n\n[b](/events/b.md#s1) [a](a.md)\n\n[f](/files/plan.pdf)")
    assert found.links == (("news/2023/a.md", 6), ("events/b.md#s1", 8), ("news/2023/a.md", 8))
    assert found.assets == ("files/plan.pdf",)


def test_other_sites_get_noopener() -> None:
    """Only links that leave the site."""
    assert '<a href="https://a.example/?b=1&amp;c=2" rel="noopener">' in body(
        "[x](https://a.example/?b=1&c=2)"
    )
    assert "rel=" not in body("[x](a.md)")


@pytest.mark.parametrize(
    "src", ["images/bridge.png", "/images/bridge.png", "../../images/bridge.png"]
)
def test_a_picture_gets_address_and_size(src: str) -> None:
    """Pages do not jump while pictures load."""
    assert body(f"![橋]({src})") == (
        '<p><img alt="橋" src="/repo/images/bridge.png" width="800" height="450" loading="lazy"'
        ' decoding="async"></p>'
    )


def test_a_picture_may_lie_beside_its_article() -> None:
    """Relative paths are tried first."""
    assert document(HEAD + "![x](beside.png)").assets == ("news/2023/beside.png",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[x](javascript:alert(1))", "a link starts with javascript:"),
        ("[x](JaVaScRiPt:alert(1))", "a link starts with javascript:"),
        ("[x](data:text/html,x)", "a link starts with data:"),
        ("[x](vbscript:x)", "a link starts with vbscript:"),
        ("[x][r]\n\n[r]: javascript:x", "a link starts with javascript:"),
        ('<a href="java&#115;cript:x">x</a>', "a link starts with javascript:"),
        ("<a href='java\tscript:x'>x</a>", "a link starts with javascript:"),
        ("<a href=javascript:x>x</a>", "a link starts with javascript:"),
        ("[x](http://[::1)", "the link http://[::1 is no web address; copy it from"),
        ("[x](https://a.com:99999999/)", "the link https://a.com:99999999/ is no web address"),
        ("[x](<https://a b.com/x y>)", "the link https://a b.com/x y is no web address"),
        ('[x](https://a.com/"b)', 'the link https://a.com/"b is no web address'),
        ("<https://a.com:0/>", "the link https://a.com:0/ is no web address"),
        ("[x](x.md?x=1)", "the link x.md?x=1 has a question mark; delete ?x=1"),
        ("[x](//a.example/)", "the link //a.example/ has no https:"),
        ("[x](../../../a.md)", "the link ../../../a.md leads out of content/"),
        (
            "[x](files/plam.pdf)",
            "the link files/plam.pdf leads to no file of the content; did you mean files/plan",
        ),
        ("[x](/zh-hant/news/)", "the link /zh-hant/news/ leads to no file"),
        ("[x](#s9)", "the link #s9 leads to no heading here"),
        ("![x](images/none.png)", "there is no picture images/none.png"),
        ("![x](https://a.example/x.png)", "the picture https://a.example/x.png is not one of"),
        (
            "![x](data:image/png;base64,AAAA)",
            "the picture data:image/png;base64,AAAA is not one of",
        ),
        ("![](images/bridge.png)", "the picture images/bridge.png has no alt text"),
        ("<script>alert(1)</script>", "the HTML element <script> is not allowed"),
        ("<SCRIPT src=//a.example>", "the HTML element <script> is not allowed"),
        ("<b onclick='a()'>x</b>", "the attribute onclick of <b> is not allowed"),
        ("<b style='color:red'>x</b>", "the attribute style of <b> is not allowed"),
        ("<style>p{}</style>", "the HTML element <style> is not allowed"),
        ("<iframe src='https://a.example'></iframe>", "the HTML element <iframe> is not allowed"),
        ("<form><input></form>", "the HTML element <form> is not allowed"),
        ("<svg onload=a()>", "the HTML element <svg> is not allowed"),
        ("*x*{onclick=a()}", "onclick= is not allowed"),
        ("*x*{: style=color:red }", "style= is not allowed"),
    ],
)
def test_what_is_unsafe_or_broken_is_told_with_its_line(typed: str, expected: str) -> None:
    """Nothing is dropped without a word."""
    parsed = read(f"{HEAD}文。\n\n{typed}")
    found = [
        problem
        for problem in parsed.problems
        if problem.what.startswith(expected.split(";", maxsplit=1)[0])
    ]
    assert found, parsed.problems
    assert found[0].line in (8, 10)
    assert expected in f"{found[0].what}; {found[0].mend}"
    assert parsed.document is None


def test_harmless_html_is_kept_and_the_rest_left_out() -> None:
    """Lang stays for the converter; what only styles is a warning."""
    html = body('<span lang="en">Zoom</span> <ruby>橋<rt>ㄑ</rt></ruby> <b align="left">x</b>')
    assert html == '<p><span lang="en">Zoom</span> <ruby>橋<rt>ㄑ</rt></ruby> <b>x</b></p>'


def test_plain_signs_and_code_are_no_html() -> None:
    """Less-than signs, mail addresses, comments and code raise no alarm."""
    assert (
        errors(HEAD + "3 < 5，`<script>`，<a@b.example>，<https://a.example/>\n\n<!-- <script> -->")
        == []
    )


def test_a_path_with_spaces_stands_in_angle_brackets() -> None:
    """The usual way to write one; percent signs work too."""
    context = SourceContext(
        timezone=CONTEXT.timezone,
        variants=CONTEXT.variants,
        default_variant=CONTEXT.default_variant,
        images={"images/圖 一.png": (8, 6)},
        files=frozenset({"files/a#b.pdf"}),
    )
    text = "![圖](<images/圖 一.png>)\n\n![圖](images/圖%20一.png)\n\n[x](files/a#b.pdf)"
    parsed = read(HEAD + text, context=context)
    assert parsed.document is not None, parsed.problems
    assert parsed.document.assets == ("files/a#b.pdf", "images/圖 一.png")


def test_an_anchor_in_another_text_is_kept_to_be_checked() -> None:
    """Decoded, as the other text spells its ids."""
    found = document(HEAD + "[a](a.md#no-where) [b](b.zh-Hans-CN.md#%E7%94%B2)")
    assert found.links == (("news/2023/a.md#no-where", 6), ("news/2023/b.md#甲", 6))
    assert 'href="doc:news/2023/b.md#%E7%94%B2"' in found.body

"""Share links carry the page's address and title, and the editors hear of rows gone wrong."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.model import Severity
from hutong.share import (
    DEFAULT,
    NETWORKS,
    Action,
    Room,
    SharedPage,
    ShareLink,
    check_networks,
    share_links,
    share_urls,
)
from hutong.share import links as module
from hutong.share.links import hashtag, weight

TODAY = date(2026, 11, 22)
ROWS = {row.id: row for row in NETWORKS}
LINKS = [row.id for row in NETWORKS if row.action is Action.LINK and not row.until]
URL = "https://example.org/zh-hant/news/2023/nansha-hkicm/"
PAGE = SharedPage(
    url=URL,
    title="南沙與香港營造師學會簽約 50% & 更多 + #1?",
    tags=("人才 協同", "粵港澳・大灣區", "2023"),
    script="Hant",
    via="@hutong",
    image="https://example.org/images/a.png",
)
# Networks that read the page itself, so that no title is sent.
READ_THE_PAGE = {"facebook", "linkedin", "xing"}
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).map(
    lambda text: re.sub(r"[\x00-\x20\x7f\x85\u2028\u2029]+", " ", text).strip()
).filter(bool)  # fmt: skip


def link(network: str, page: SharedPage = PAGE) -> ShareLink:
    """Return the one share link of a network."""
    (found,) = share_links([network], page)
    return found


def parameters(url: str) -> dict[str, str]:
    """Return the parameters as the network reads them: decoded once, each there once."""
    parts = urlsplit(url)
    read = parse_qs(parts.query or parts.fragment, strict_parsing=True, keep_blank_values=True)
    assert all(len(values) == 1 for values in read.values())
    return {name: values[0] for name, values in read.items()}


@pytest.mark.parametrize("network", LINKS)
@given(title=TEXTS, path=TEXTS)
def test_address_and_title_come_back_from_every_link(network: str, title: str, path: str) -> None:
    """Decoding the link once gives the page's address and, where it is sent, its title."""
    url = f"https://example.org/{path}?a=1&b=2"
    found = parameters(link(network, SharedPage(url=url, title=title)).url).values()
    assert any(url in value for value in found)
    if network not in READ_THE_PAGE and ROWS[network].room is None:
        assert any(title in value for value in found)


@pytest.mark.parametrize("network", LINKS)
@given(page=st.builds(SharedPage, url=TEXTS, title=TEXTS, tags=st.lists(TEXTS).map(tuple)))
def test_a_link_is_made_of_address_characters_only(network: str, page: SharedPage) -> None:
    """No raw space, plus sign, quote or Chinese character stays in a link."""
    assert re.fullmatch(r"[A-Za-z0-9:/?#&=%._~-]+", link(network, page).url)


@pytest.mark.parametrize("network", LINKS)
def test_chinese_is_encoded_exactly_once(network: str) -> None:
    """南 is its three bytes, never %25-something; spaces are %20."""
    url = link(network).url
    assert "%25E5" not in url
    assert "+" not in url
    if network not in READ_THE_PAGE:
        assert "%E5%8D%97%E6%B2%99" in url
        assert "50%25%20%26%20" in url


@pytest.mark.parametrize("network", [*DEFAULT, "xing"])
def test_every_working_row_makes_a_link_and_names_its_documentation(network: str) -> None:
    """Each has a name to translate, an address, documentation and a day of checking."""
    row = ROWS[network]
    found = link(network)
    assert (found.id, found.name, found.action) == (row.id, row.name, row.action)
    assert row.docs.startswith("https://")
    assert found.name
    assert row.since <= row.checked.year
    assert (found.url == URL) == (row.action is not Action.LINK)


def test_the_site_chooses_and_orders() -> None:
    """Links come in the order of the settings."""
    found = share_links(["copy", "wechat", "x"], PAGE)
    assert [one.id for one in found] == ["copy", "wechat", "x"]
    assert [one.action for one in found] == [Action.COPY, Action.QR, Action.LINK]


def test_the_table_has_every_service_and_each_once() -> None:
    """All that readers of the two scripts use; XING, Google+ and Skype are no defaults."""
    assert len(ROWS) == len(NETWORKS)
    assert set(DEFAULT) == {
        "facebook", "x", "linkedin", "whatsapp", "email", "telegram", "line", "weibo", "threads",
        "bluesky", "mastodon", "reddit", "qq", "wechat", "copy", "device",
    }  # fmt: skip
    assert set(ROWS) - set(DEFAULT) == {"xing", "google-plus", "skype"}
    names = [one.casefold() for row in NETWORKS for one in {row.id, *row.aliases}]
    assert len(names) == len(set(names))


def test_a_mail_has_a_subject_and_a_body_of_two_lines() -> None:
    """A line break in a mail address is CR LF, percent-encoded."""
    url = link("email").url
    assert url.startswith("mailto:?subject=")
    assert "%0D%0Ahttps%3A%2F%2F" in url
    assert parameters(url) == {"subject": PAGE.title, "body": f"{PAGE.title}\r\n{URL}"}


def test_a_title_cannot_add_a_header_to_a_mail() -> None:
    """Line breaks in a title become spaces."""
    url = link("email", dataclasses.replace(PAGE, title="甲\r\nBcc: a@b.example")).url
    assert parameters(url)["subject"] == "甲 Bcc: a@b.example"


@pytest.mark.parametrize(("script", "language"), [("Hant", "zh_tw"), ("Hans", "zh_cn")])
def test_weibo_opens_in_the_readers_script(script: str, language: str) -> None:
    """Its dialogue knows zh_tw and zh_cn."""
    found = parameters(link("weibo", dataclasses.replace(PAGE, script=script)).url)
    assert found == {"url": URL, "title": PAGE.title, "pic": PAGE.image, "language": language}


def test_parameters_without_a_value_are_left_out() -> None:
    """No empty hashtags, account or picture is sent."""
    bare = SharedPage(url=URL, title="題")
    assert parameters(link("x", bare).url) == {"text": "題", "url": URL}
    assert parameters(link("qq", bare).url) == {"url": URL, "title": "題"}
    assert parameters(link("threads", bare).url) == {"text": "題", "url": URL}


def test_x_gets_chinese_hashtags_and_the_account() -> None:
    """Tags keep their characters; what is no hashtag, such as a bare year, is left out."""
    found = parameters(link("x").url)
    assert found["hashtags"] == "人才協同,粵港澳大灣區"
    assert found["via"] == "hutong"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("人才 協同", "人才協同"),
        ("《南沙方案》", "南沙方案"),
        ("港澳青創新10條", "港澳青創新10條"),
        ("R&D, AI", "RDAI"),
        ("snake_case", "snake_case"),
        ("𠮷野家", "𠮷野家"),
        ("2023", ""),
        ("——", ""),
    ],
)
def test_a_hashtag_has_letters_figures_and_underscores_only(tag: str, expected: str) -> None:
    """Spaces and punctuation end a hashtag, so they go; Chinese stays."""
    assert hashtag(tag) == expected


@pytest.mark.parametrize(
    ("tags", "topic"),
    [
        (("人才 協同", "南沙"), "人才 協同"),
        (("R&D v2.0",), "RD v20"),
        (("長" * 51, "南沙"), "南沙"),
        (("長" * 50,), "長" * 50),
        (("&.", "南沙"), "南沙"),
        ((), None),
    ],
)
def test_threads_gets_one_topic_that_it_takes(tags: tuple[str, ...], topic: str | None) -> None:
    """At most 50 characters, no full stop and no ampersand; a longer tag is not cut but skipped."""
    found = parameters(link("threads", dataclasses.replace(PAGE, tags=tags)).url)
    assert found.get("tag") == topic


def test_han_characters_count_twice_on_x() -> None:
    """As X documents: Latin and usual punctuation one, everything else two."""
    room = Room(size=280, wide=2)
    assert weight("abc é “”…", room) == 10
    assert weight("南沙。", room) == 6
    assert weight("南沙", Room(size=300)) == 2


@pytest.mark.parametrize("network", [row.id for row in NETWORKS if row.room])
@given(
    title=TEXTS.flatmap(lambda text: st.integers(1, 40).map(lambda times: (text * times).strip())),
    tags=st.lists(TEXTS, max_size=4).map(tuple),
    via=st.sampled_from(["", "@hutong"]),
)
def test_no_post_is_longer_than_its_network_takes(
    network: str, title: str, tags: tuple[str, ...], via: str
) -> None:
    """Hashtags go first, then the title is cut with an ellipsis; the address is never cut."""
    room = ROWS[network].room
    assert room is not None
    found = parameters(link(network, SharedPage(url=URL, title=title, tags=tags, via=via)).url)
    text = found["text"].removesuffix(URL).rstrip(" ")
    assert URL in found["text"] or found["url"] == URL
    post = text + "".join(f" #{tag}" for tag in found.get("hashtags", "").split(",") if tag)
    post += f" via @{found['via']}" if "via" in found else ""
    assert weight(post, room) + 1 + (room.link or len(URL)) <= room.size
    assert text == title or (text.endswith("…") and title.startswith(text[:-1]))


def test_hashtags_go_before_the_title_is_cut() -> None:
    """A title of 120 Han characters fits without hashtags, so it stays whole."""
    page = SharedPage(url=URL, title="題" * 120, tags=("甲" * 10, "乙" * 10))
    found = parameters(link("x", page).url)
    assert found["text"] == page.title
    assert "hashtags" not in found


@pytest.mark.parametrize("first", ["", "x"])
def test_a_letter_is_not_parted_from_its_accent(first: str) -> None:
    """A cut goes before the letter whose mark would be lost."""
    page = SharedPage(url=URL, title=first + "e\u0301" * 300)
    text = parameters(link("x", page).url)["text"]
    assert re.fullmatch(first + "(?:e\u0301)+…", text)


def test_mastodon_gets_its_text_after_the_hash() -> None:
    """The text never reaches the server of the picker."""
    parts = urlsplit(link("mastodon").url)
    assert not parts.query
    assert unquote(parts.fragment) == f"text={PAGE.title} {URL}"


@pytest.mark.parametrize("network", ["google-plus", "skype"])
def test_a_retired_network_makes_no_link(network: str) -> None:
    """It never renders, even where nobody checked."""
    with pytest.raises(ValueError, match="closed on"):
        share_links([network], PAGE)


def test_an_unknown_network_makes_no_link() -> None:
    """It is the check's to say so to editors; here it is a fault of the caller."""
    with pytest.raises(KeyError):
        share_links(["myspace"], PAGE)


def test_the_defaults_and_the_opt_in_have_no_problem() -> None:
    """On the day of the last check nothing is wrong."""
    assert check_networks([*DEFAULT, "xing"], today=TODAY) == ()


@pytest.mark.parametrize(
    ("network", "since", "instead"),
    [
        ("google-plus", "2019-04-02", "'copy'"),
        ("google+", "2019-04-02", "'copy'"),
        ("googleplus", "2019-04-02", "'copy'"),
        ("skype", "2025-05-05", "'whatsapp'"),
    ],
)
def test_a_retired_network_is_a_problem_that_says_since_when_and_what_instead(
    network: str, since: str, instead: str
) -> None:
    """Other spellings of it too."""
    (problem,) = check_networks([network], today=TODAY, path="siteconf.py")
    assert problem.severity is Severity.ERROR
    assert problem.path == "siteconf.py"
    assert since in problem.what
    assert network in problem.what
    assert instead in problem.mend


def test_what_to_use_instead_is_itself_in_use() -> None:
    """No retired row sends people to another retired row."""
    for row in NETWORKS:
        assert bool(row.until) == bool(row.instead)
        assert not row.instead or row.instead in DEFAULT


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("facebok", "facebook"),
        ("Facebook", "facebook"),
        ("twitter", "x"),
        ("mail", "email"),
        ("weixin", "wechat"),
        ("微博", "weibo"),
        ("blue-sky", "bluesky"),
        ("What's app", "whatsapp"),
    ],
)
def test_an_unknown_network_is_a_problem_with_a_guess(typed: str, meant: str) -> None:
    """Other names and slips of the finger are understood."""
    (problem,) = check_networks([typed], today=TODAY)
    assert problem.severity is Severity.ERROR
    assert repr(typed) in problem.what
    assert problem.mend == f"did you mean {meant!r}?"


def test_a_name_like_none_gets_the_whole_list() -> None:
    """Where no guess is near, the choice is told."""
    (problem,) = check_networks(["zzzzzzzz"], today=TODAY)
    assert problem.mend == f"choose from {', '.join(DEFAULT)}"


def test_a_network_named_twice_is_a_problem_told_once() -> None:
    """However often it is named."""
    (problem,) = check_networks(["x", "copy", "x", "x"], today=TODAY)
    assert "'x' 3 times" in problem.what


def test_all_problems_are_told_at_once() -> None:
    """Unknown, retired and doubled in one run."""
    found = check_networks(["skype", "facebok", "x", "x"], today=TODAY)
    assert len(found) == 3
    assert list(found) == sorted(found)


@pytest.mark.parametrize(("days", "warned"), [(0, False), (366, False), (367, True), (900, True)])
def test_a_row_not_checked_for_twelve_months_is_a_warning(days: int, *, warned: bool) -> None:
    """The warning says since when and where to look; nothing stops."""
    row = ROWS["telegram"]
    found = check_networks(["telegram"], today=row.checked + timedelta(days=days))
    assert [problem.severity for problem in found] == [Severity.WARNING] * warned
    for problem in found:
        assert row.checked.isoformat() in problem.what
        assert row.docs in problem.mend


def test_only_chosen_rows_are_warned_about() -> None:
    """A row that the site does not use cannot be out of date for it."""
    later = TODAY + timedelta(days=1000)
    (problem,) = check_networks(["copy"], today=later)
    assert "Copy link" in problem.what


def test_a_closing_network_is_a_warning_until_its_day() -> None:
    """An announced end gives time to change; on that day it is an error."""
    closing = dataclasses.replace(ROWS["reddit"], until=date(2027, 1, 1), instead="copy")
    (before,) = check_networks(["reddit"], today=TODAY, networks=[closing])
    (after,) = check_networks(["reddit"], today=date(2027, 1, 1), networks=[closing])
    assert (before.severity, after.severity) == (Severity.WARNING, Severity.ERROR)
    assert "2027-01-01" in before.what


@given(st.text())
def test_values_are_quoted_as_the_standard_library_does(text: str) -> None:
    """The quick way of quoting gives the same, whatever the text."""
    assert module._quoted(text) == quote(text, safe="")


@given(st.text(), st.lists(st.text(), max_size=3).map(tuple))
def test_addresses_alone_are_those_of_the_links(title: str, tags: tuple[str, ...]) -> None:
    """Who needs just the addresses gets the same ones, in the same order."""
    page = dataclasses.replace(PAGE, title=title, tags=tags)
    assert share_urls(DEFAULT, page) == [link.url for link in share_links(DEFAULT, page)]

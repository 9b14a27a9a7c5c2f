"""Feeds parse clean and hold all that RFC 4287 and JSON Feed 1.1 require."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from tests.site.demo import EDITIONS, Demo, links, resolved, tree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _announced(demo: Demo, media_type: str) -> dict[Path, set[str]]:
    """Feeds that pages announce: the file, and the language of the pages."""
    found: dict[Path, set[str]] = {}
    for page in demo.pages():
        for link in links(tree(page), "alternate"):
            if link.get("type") == media_type:
                file = demo.file(resolved(demo, page, link.get("href", "")))
                assert file is not None, f"{page} announces a feed elsewhere"
                assert file.is_file(), f"{page} announces {file}, which does not exist"
                found.setdefault(file, set()).add(tree(page).get("lang", ""))
    return found


def _atom_files(demo: Demo) -> list[Path]:
    """Every Atom file in the tree, announced or not."""
    files = [
        file
        for file in demo.output.rglob("*.xml")
        if etree.fromstring(file.read_bytes()).tag == f"{ATOM}feed"
    ]
    assert files
    return sorted(files)


def _json_files(demo: Demo) -> list[tuple[Path, dict[str, Any]]]:
    """Every JSON Feed in the tree, with what it holds."""
    found = [file for edition in EDITIONS for file in (demo.output / edition).rglob("*.json")]
    read = [(file, json.loads(file.read_bytes())) for file in sorted(found)]
    feeds = [
        (file, feed)
        for file, feed in read
        if isinstance(feed, dict) and "jsonfeed.org" in str(feed.get("version"))
    ]
    assert feeds
    return feeds


def _text(node: etree._Element, name: str) -> str:
    """The text of the one child of that name."""
    found = node.findall(f"{ATOM}{name}")
    assert len(found) == 1, f"{len(found)} of {name}"
    assert found[0].text, f"{name} is empty"
    return found[0].text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None, f"{text} has no time zone"
    return moment


def test_every_feed_is_announced_and_in_its_pages_language(demo: Demo) -> None:
    """No feed is unreachable; a page announces feeds of its own edition only."""
    atom = _announced(demo, "application/atom+xml")
    listed = _announced(demo, "application/feed+json")
    assert set(atom) == set(_atom_files(demo))
    assert set(listed) == {file for file, _ in _json_files(demo)}
    for feeds in (atom, listed):
        for file, langs in feeds.items():
            edition = demo.edition_of(file)
            assert edition, f"{file} is outside the editions"
            assert all(lang.lower().startswith(edition) for lang in langs), file


def test_each_edition_has_feeds_of_itself_its_sections_and_tags(demo: Demo) -> None:
    """The site's feed and one of each section and tag exist in both editions, in both formats."""
    for files in (_atom_files(demo), [file for file, _ in _json_files(demo)]):
        paths = {file.relative_to(demo.output).as_posix() for file in files}
        for edition in EDITIONS:
            own = {path.removeprefix(f"{edition}/") for path in paths if path.startswith(edition)}
            assert any("/" not in path for path in own), edition
            for folder in ("sections", "tags"):
                terms = {p.name for p in (demo.output / edition / folder).iterdir() if p.is_dir()}
                assert terms == {path.split("/")[1] for path in own if path.startswith(folder)}


def test_feeds_parse_clean(demo: Demo) -> None:
    """Feedparser has nothing to complain of, and finds entries."""
    for file in _atom_files(demo):
        parsed = feedparser.parse(file.read_bytes())
        assert not parsed.bozo, f"{file}: {parsed.get('bozo_exception')}"
        assert parsed.entries, file


def test_atom_feeds_hold_what_rfc_4287_requires(demo: Demo) -> None:
    """One id, title and updated; an author, the edition's language, a link to where it lies."""
    ids: set[str] = set()
    for file in _atom_files(demo):
        feed = etree.fromstring(file.read_bytes())
        assert feed.get(LANG, "").lower().startswith(demo.edition_of(file)), file
        _text(feed, "title")
        assert urlsplit(_text(feed, "id")).scheme, file
        assert _text(feed, "id") not in ids, f"{file}: two feeds have one id"
        ids.add(_text(feed, "id"))
        own = [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")]
        assert own == [demo.url(file)], file
        entries = feed.findall(f"{ATOM}entry")
        newest = max(_moment(_text(entry, "updated")) for entry in entries)
        assert _moment(_text(feed, "updated")) == newest, file
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None, file


def test_atom_entries_are_whole(demo: Demo) -> None:
    """An entry has its required parts, an id of its own, and leads to a page of its edition."""
    for file in _atom_files(demo):
        entries = etree.fromstring(file.read_bytes()).findall(f"{ATOM}entry")
        ids = [_text(entry, "id") for entry in entries]
        assert len(ids) == len(set(ids)), file
        for entry in entries:
            _text(entry, "title")
            assert _moment(_text(entry, "published")) <= _moment(_text(entry, "updated")), file
            own = [
                link.get("href", "")
                for link in entry.findall(f"{ATOM}link")
                if link.get("rel", "alternate") == "alternate"
            ]
            targets = [demo.file(url) for url in own]
            assert all(target and target.is_file() for target in targets), f"{file}: {own}"
            assert any(t and demo.edition_of(t) == demo.edition_of(file) for t in targets), file
            content = entry.find(f"{ATOM}content")
            assert content is not None, file
            assert content.text, file


def test_json_feeds_hold_what_the_standard_requires(demo: Demo) -> None:
    """Version, title and items; each item an id and a text; the feed's address is where it lies."""
    for file, feed in _json_files(demo):
        assert feed["version"] == "https://jsonfeed.org/version/1.1", file
        assert feed["title"], file
        assert feed["feed_url"] == demo.url(file), file
        home = demo.file(feed["home_page_url"])
        assert home is not None, file
        assert home.is_file(), file
        assert feed["language"].lower().startswith(demo.edition_of(file)), file
        assert feed["items"], file
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]), file
        for item in feed["items"]:
            assert isinstance(item["id"], str), file
            assert item.get("content_html") or item.get("content_text"), file
            _moment(item["date_published"])
            page = demo.file(item["url"])
            assert page is not None, f"{file}: {item['url']}"
            assert page.is_file(), f"{file}: {item['url']}"


def test_both_formats_list_the_same_articles(demo: Demo) -> None:
    """Atom and JSON feeds of one name have the same entries in the same order."""
    jsons = {file.with_suffix(""): feed for file, feed in _json_files(demo)}
    for file in _atom_files(demo):
        entries = etree.fromstring(file.read_bytes()).findall(f"{ATOM}entry")
        titles = [_text(entry, "title") for entry in entries]
        assert titles == [item["title"] for item in jsons[file.with_suffix("")]["items"]], file

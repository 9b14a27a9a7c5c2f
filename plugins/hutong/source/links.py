"""Where links and pictures of a text lead: content files, files, pictures, other sites.

Works on the HTML that Markdown made, so Markdown links and raw HTML are treated alike, and before
the sanitiser, so that what it would drop without a word is reported.
"""

from __future__ import annotations

import html
import posixpath
import re
from typing import Final
from urllib.parse import quote, unquote

from hutong.near import did_you_mean
from hutong.source.addresses import MEND, is_web_address, shown
from hutong.source.page import Page
from hutong.source.sanitise import SCHEMES

CONTENT_FOLDERS: Final = frozenset(
    {"news", "events", "pages", "agreements", "policies", "organisations", "people"}
)
_RECORD: Final = re.compile(
    r"((?:agreements|policies|organisations|people)/[a-z0-9-]+)\.(?:md|yaml)"
)
"""The path of a record of the register: its name is its address."""
_TAG: Final = re.compile(r"<(a|img)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_REST: Final = re.compile(r"[^?#]*(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def rewrite(text: str, page: Page) -> str:
    """Put final addresses into every ``<a>`` and ``<img>``, and gather what they name."""
    return _TAG.sub(lambda match: _tag(match, page), text)


def _tag(match: re.Match[str], page: Page) -> str:
    name = match[1].lower()
    typed: dict[str, str] = {}
    for key, double, single, bare in _ATTRIBUTE.findall(match[2]):
        typed.setdefault(key.lower(), double or single or bare)
    attributes = {key: html.unescape(value) for key, value in typed.items()}
    if name == "a" and "href" in attributes:
        _anchor(attributes, typed["href"], page)
    elif name == "img":
        _image(attributes, page)
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _anchor(attributes: dict[str, str], typed: str, page: Page) -> None:
    href = attributes["href"].strip()
    scheme = _SCHEME.match(_CONTROL.sub("", href))
    if scheme:
        _with_scheme(attributes, typed, scheme[1].lower(), page)
    elif href.startswith("//"):
        line = page.lines.of(href)
        page.report(line, f"the link {href} has no https:", "write the full address")
    elif href.startswith("#"):
        if "footnote" not in attributes.get("class", ""):
            page.anchors.append((unquote(href[1:]), page.lines.of(href)))
    else:
        attributes["href"] = _content_link(href, page)


def _with_scheme(attributes: dict[str, str], typed: str, scheme: str, page: Page) -> None:
    if scheme not in SCHEMES:
        page.report(
            page.lines.of(attributes["href"], typed, typed.rsplit(maxsplit=1)[-1]),
            f"a link starts with {scheme}:, which is not safe to follow",
            "use https:, mailto: or tel:, or the path of a content file",
        )
        del attributes["href"]
    elif scheme in ("http", "https") and not is_web_address(attributes["href"].strip()):
        what = f"the link {shown(attributes['href'])} is no web address"
        page.report(page.lines.of(attributes["href"], typed), what, MEND)
        del attributes["href"]
    elif scheme in ("http", "https"):
        attributes["rel"] = "noopener"


def _content_link(href: str, page: Page) -> str:
    line = page.lines.of(href)
    path = locate(href, page)  # a file name may hold any character
    if path is not None:
        page.assets.add(path)
        return f"{page.context.base_path}/{quote(path)}"
    rest = _REST.fullmatch(href)
    query, anchor = (rest[1], rest[2]) if rest else (None, None)
    target = unquote(re.split(r"[?#]", href, maxsplit=1)[0])
    fragment = f"#{anchor}" if anchor else ""
    path = locate(target, page)
    if target.endswith(".md") or (path is None and target.endswith(".yaml")):
        if query is not None:
            what = f"the link {href} has a question mark"
            page.report(line, what, f"delete ?{query}; a link to content is a path and a #heading")
        return _document(href, target, fragment, line, page)
    if path is None:
        known = [*page.context.files, *page.context.images]
        mend = did_you_mean(
            target.lstrip("/"), known, "name a .md file, or one under content/files"
        )
        page.report(line, f"the link {href} leads to no file of the content", mend)
        return href
    page.assets.add(path)
    return f"{page.context.base_path}/{quote(path)}{fragment}"


def _document(href: str, target: str, fragment: str, line: int, page: Page) -> str:
    if target.startswith("/"):
        path = posixpath.normpath(target[1:])
    elif target.split("/", maxsplit=1)[0] in CONTENT_FOLDERS:
        path = posixpath.normpath(target)
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target))
    if path.startswith(".."):
        page.report(line, f"the link {href} leads out of content/", "name a file below content/")
        return href
    path = _without_variant(path, page)
    record = _RECORD.fullmatch(path)
    if record:
        page.links.append((path, line))
        return f"record:{record[1]}{fragment}"
    page.links.append((path + unquote(fragment), line))
    return f"doc:{quote(path)}{fragment}"


def _without_variant(path: str, page: Page) -> str:
    """A counterpart is the same page as its original: ``x.zh-Hans-CN.md`` is ``x.md``."""
    for tag in page.context.variants:
        if path.endswith(f".{tag}.md"):
            return path.removesuffix(f".{tag}.md") + ".md"
    return path


def locate(target: str, page: Page) -> str | None:
    """The content path of a picture or file named relative to the page or below ``content/``."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target.lstrip("/")))
    below = posixpath.normpath(target.lstrip("/"))
    for path in (below,) if target.startswith("/") else (beside, below):
        if path in page.context.images or path in page.context.files:
            return path
    return None


def _image(attributes: dict[str, str], page: Page) -> None:
    src = attributes.get("src", "").strip()
    line = page.lines.of(src)
    if not attributes.get("alt", "").strip():
        page.report(line, f"the picture {src} has no alt text", "say in words what it shows")
    path = find_image(src if locate(src, page) else unquote(src), line, page)
    if path is None:
        attributes.pop("src", None)
        return
    width, height = page.context.images[path]
    attributes["src"] = f"{page.context.base_path}/{quote(path)}"
    if width and height:
        attributes |= {"width": str(width), "height": str(height)}
    attributes |= {"loading": "lazy", "decoding": "async"}


def find_image(src: str, line: int, page: Page) -> str | None:
    """The content path of a picture; a problem and None where there is none such."""
    scheme = _SCHEME.match(_CONTROL.sub("", src))
    if scheme or src.startswith("//"):
        mend = "save the picture under content/images and name it"
        page.report(line, f"the picture {shown(src)} is not one of the content's", mend)
        return None
    path = locate(src, page)
    if path in page.context.images:
        page.assets.add(str(path))
        return path
    mend = did_you_mean(src.lstrip("/"), page.context.images, "add it under content/images")
    page.report(line, f"there is no picture {src}", mend)
    return None

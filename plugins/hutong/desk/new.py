"""Start a new article: a file with its front matter filled in, in the right folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from hutong.desk.asking import Ask
from hutong.errors import CannotRun
from hutong.model import SLUG, Kind
from hutong.register import SINGULAR
from hutong.settings import HutongSettings

_EVENT: Final = """event:
  start: {date}
  place: ""
"""


def new_article(
    settings: HutongSettings, *, kind: str, slug: str, title: str, variant: str | None, ask: Ask
) -> Path:
    """Write ``content/<kind>/…/<slug>.md`` and return its path; never over a file.

    :raises CannotRun: for an unknown kind or variant, an unusable slug, or a file in the way.
    """
    folder = _folder(kind)
    slug = slug or ask("short name in Latin letters, also the file's and the address's", str)
    title = title or ask("headline", str)
    if not SLUG.fullmatch(slug):
        message = f"the slug {slug!r} must be like 'nansha-hkicm': a-z, 0-9 and single hyphens"
        raise CannotRun(message)
    tags = [one.tag for one in settings.variants]
    tag = variant or tags[0]
    if tag not in tags:
        message = f"{tag!r} is no variant of this site; use {' or '.join(tags)}"
        raise CannotRun(message)
    now = settings.now.astimezone(settings.zone)
    year = () if folder is Kind.PAGE else (str(now.year),)
    path = settings.content.joinpath(folder, *year, f"{slug}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_text(folder, title, tag, now))
    except FileExistsError as error:
        message = f"{path} is there already; choose another slug"
        raise CannotRun(message) from error
    return path


def _folder(kind: str) -> Kind:
    kinds = {"news": Kind.NEWS, "event": Kind.EVENT, "page": Kind.PAGE}
    if kind not in kinds:
        known = ", ".join((*kinds, *SINGULAR.values()))
        message = f"{kind!r} is no kind of article or record; use {known}"
        raise CannotRun(message)
    return kinds[kind]


def _text(kind: Kind, title: str, tag: str, now: datetime) -> str:
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    date = now.strftime("%Y-%m-%d %H:%M")
    event = _EVENT.format(date=date) if kind is Kind.EVENT else ""
    head = f"title: {quoted}\nvariant: {tag}\ndate: {date}\nstatus: draft\n{event}"
    return f"---\n{head}---\n\n"

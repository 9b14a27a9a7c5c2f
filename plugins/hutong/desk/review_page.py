"""The review page: one HTML file with its style, its program, its words and the notes in it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from babel.messages.pofile import read_po
from jinja2 import Environment, StrictUndefined, Template

from hutong.desk.review_data import ReviewData
from hutong.desk.review_notes import FEW
from hutong.settings import HutongSettings

LOCALES: Final = ("zh_Hant_HK", "zh_Hans_CN")
"""The scripts in which the page speaks, by the names of its catalogues."""
PROGRAM: Final = ("state.js", "view.js", "main.js")
_FOLDER: Final = "review"


def review_page(data: ReviewData, token: str, *, settings: HutongSettings) -> str:
    """The page as ``invoke serve`` shows it: it saves with ``token``."""
    return _page(data, settings, {"served": True, "token": token, "base": ""})


def review_file(data: ReviewData, *, settings: HutongSettings, folder: Path) -> str:
    """The page to be opened from ``folder`` without a server; it links to the sources."""
    base = Path(os.path.relpath(settings.project, folder)).as_posix()
    return _page(data, settings, {"served": False, "token": "", "base": f"{base}/"})


def _page(data: ReviewData, settings: HutongSettings, setup: dict[str, Any]) -> str:
    locale = LOCALES[settings.variants[0].script == "Hans"]
    code = "\n".join(part(name) for name in PROGRAM)
    lang = locale.replace("_", "-")
    return _template().render(
        lang=lang,
        policy=_policy(code),
        style=part("style.css"),
        code=code,
        blocks={
            "setup": _block({**setup, "script": lang, "few": FEW}),
            "words": _block({one.replace("_", "-"): words(one) for one in LOCALES}),
            "data": _block(data.plain()),
        },
    )


def _policy(code: str) -> str:
    """The page runs its own program and asks its own server, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline';"
        " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _block(value: object) -> str:
    """JSON that HTML cannot take for a tag or a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(part("page.html"))


@cache
def part(name: str) -> str:
    """One file of the page."""
    return files("hutong.desk").joinpath(_FOLDER, name).read_text(encoding="utf-8")


@cache
def words(locale: str) -> dict[str, str]:
    """The page's words by msgid."""
    with files("hutong.desk").joinpath(_FOLDER, f"{locale}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale, charset="utf-8", abort_invalid=True)
    return {str(one.id): str(one.string) for one in catalogue if one.id}

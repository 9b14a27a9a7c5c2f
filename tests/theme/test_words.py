"""The interface words of each edition: complete, written for its readers, and nothing unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import hanzidentifier
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from hutong.build.render import read_words, template_msgids
from hutong.errors import CannotRun
from hutong.register.records import RECORDS
from hutong.register.table import fields_of
from hutong.share.networks import NETWORKS
from hutong.views.structured import ROLE_WORDS

ROOT: Final = Path(__file__).resolve().parents[2]
THEME: Final = ROOT / "theme"
LOCALES: Final = ("zh_Hans_CN", "zh_Hant_HK")
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")


def _catalogue(locale: str) -> Catalog:
    with (THEME / "translations" / locale / "LC_MESSAGES" / "hutong.po").open("rb") as file:
        return read_po(file, locale=locale)


def _words(locale: str) -> dict[str, str]:
    return {str(one.id): str(one.string) for one in _catalogue(locale) if one.id}


def _nodes() -> Iterator[ast.AST]:
    for path in sorted((ROOT / "plugins").rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _asked_for_in_code() -> set[str]:
    """What ``words("…")`` calls ask for, whether a name or an attribute is called."""
    found = set()
    for node in _nodes():
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"words", "_words"} and isinstance(node.args[0].value, str):
                found.add(node.args[0].value)
    networks = {row.name for row in NETWORKS if row.until is None}
    return found | networks | set(ROLE_WORDS.values()) | set(_labels(RECORDS.values()))


def _labels(records: Iterable[type]) -> Iterator[str]:
    """What the fields of records are called, and the words that they choose from."""
    for record in records:
        for field in fields_of(record):
            yield field.label
            yield from field.words.values()
            yield from _labels([field.group] if field.group else [])


def test_the_catalogues_hold_the_same_words() -> None:
    """What one edition can say, the other can."""
    assert sorted(_words("zh_Hant_HK")) == sorted(_words("zh_Hans_CN"))


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_asked_for_is_there(locale: str) -> None:
    """Templates and views find every word; no English reaches readers."""
    wanted = template_msgids(THEME) | _asked_for_in_code()
    assert sorted(wanted - _words(locale).keys()) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_unused_is_kept(locale: str) -> None:
    """Every word is used by a template or named in the code."""
    named = {
        node.value
        for node in _nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(_words(locale).keys() - template_msgids(THEME) - named) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_is_sorted(locale: str) -> None:
    """A word has one place, so that two editors' changes do not collide."""
    msgids = list(_words(locale))
    assert msgids == sorted(msgids)


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_survive_translation(locale: str) -> None:
    """A number that the msgid shows, the words show."""
    wrong = [
        msgid
        for msgid, text in _words(locale).items()
        if sorted(_PLACEHOLDER.findall(msgid)) != sorted(_PLACEHOLDER.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("locale", "other"),
    [("zh_Hant_HK", hanzidentifier.SIMPLIFIED), ("zh_Hans_CN", hanzidentifier.TRADITIONAL)],
)
def test_words_are_in_the_script_of_their_edition(locale: str, other: int) -> None:
    """No word of one script is left in the other's catalogue."""
    strays = (other, hanzidentifier.MIXED)
    wrong = [text for text in _words(locale).values() if hanzidentifier.identify(text) in strays]
    assert wrong == []


@pytest.mark.parametrize(
    ("hant", "hans"),
    [("連結", "链接"), ("列印", "打印"), ("欄目", "栏目"), ("電郵", "电子邮件"), ("主頁", "首页")],
)
def test_words_follow_regional_usage(hant: str, hans: str) -> None:
    """Hong Kong and the Mainland have their own words, not each other's converted."""
    assert any(hant in text for text in _words("zh_Hant_HK").values())
    assert any(hans in text for text in _words("zh_Hans_CN").values())


def _theme(folder: Path, catalogue: str) -> Path:
    """A theme with one template and one catalogue."""
    (folder / "templates").mkdir()
    (folder / "templates" / "a.html").write_text('{{ _("Home") }}{{ _("Close") }}', "utf-8")
    path = folder / "translations" / "zh_Hant_HK" / "LC_MESSAGES" / "hutong.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n' + catalogue, "utf-8"
    )
    return folder


def test_a_word_is_found(tmp_path: Path) -> None:
    """A msgid gives the locale's words."""
    words = read_words(_theme(tmp_path, '\nmsgid "Home"\nmsgstr "主頁"\n'), "zh_Hant_HK")
    assert words("Home") == "主頁"


def test_an_unknown_word_stops_the_run_and_names_all_that_lack(tmp_path: Path) -> None:
    """The msgid asked for and all others that templates need are named at once."""
    words = read_words(_theme(tmp_path, '\nmsgid "Home"\nmsgstr "主頁"\n'), "zh_Hant_HK")
    with pytest.raises(
        CannotRun, match=r"hutong\.po lacks words; add them:\n  'Archive'\n  'Close'$"
    ):
        words("Archive")


def test_empty_and_doubtful_words_stop_the_run(tmp_path: Path) -> None:
    """Words left empty or marked fuzzy are listed before any page is made."""
    theme = _theme(tmp_path, '\nmsgid "Home"\nmsgstr ""\n\n#, fuzzy\nmsgid "Close"\nmsgstr "關"\n')
    with pytest.raises(CannotRun, match=r"'Home'\n  'Close'$"):
        read_words(theme, "zh_Hant_HK")


def test_a_missing_catalogue_says_what_to_do(tmp_path: Path) -> None:
    """A new edition needs a catalogue of its own; nothing is borrowed silently."""
    with pytest.raises(CannotRun, match=r"no words for zh_Hant_TW.*copy the catalogue of another"):
        read_words(_theme(tmp_path, ""), "zh_Hant_TW")


def test_a_broken_catalogue_says_where(tmp_path: Path) -> None:
    """A file that is no catalogue is named, not half read."""
    with pytest.raises(CannotRun, match=r"hutong\.po cannot be read"):
        read_words(_theme(tmp_path, "\nmsgid Home\n"), "zh_Hant_HK")

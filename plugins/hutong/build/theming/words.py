"""Interface words of one locale, from the theme's catalogue.

Catalogues are read as ``.po`` files: what an editor of words sees is what the site uses. No text
falls back to English. Reading one takes a tenth of a second, most of it the reader's own import,
so what was read is kept under the digest of the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hutong.build.vault import read_whole, write_whole
from hutong.errors import CannotRun

Words = Callable[[str], str]
"""Interface words of one locale: English msgid in, the locale's words out."""

_MAGIC: Final = b"hutong words 1\n"


def catalogue_path(theme: Path, locale: str) -> Path:
    """The catalogue of ``locale``."""
    return theme / "translations" / locale / "LC_MESSAGES" / "hutong.po"


def catalogue_source(theme: Path, locale: str) -> bytes:
    """The bytes of the catalogue of ``locale``.

    :raises CannotRun: if it is missing or cannot be read.
    """
    path = catalogue_path(theme, locale)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CannotRun(
            f"the theme has no words for {locale}: {path} is missing; copy the catalogue of"
            " another locale there and write the words"
        ) from error
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error}") from error


def source_digest(source: bytes) -> bytes:
    """Names the words of a catalogue with this ``source``."""
    return hashlib.blake2b(source, digest_size=20).digest()


def read_words(theme: Path, locale: str) -> Words:
    """Read the catalogue of ``locale``.

    :raises CannotRun: if it is missing or cannot be read, or has msgids without words (all are
        listed). The function returned raises it for a msgid that is not in the catalogue.
    """
    return words_in(catalogue_source(theme, locale), theme, locale, None)


def words_in(source: bytes, theme: Path, locale: str, cache: Path | None) -> Words:
    """The words in ``source``, the catalogue of ``locale``; with ``cache``, they are kept there.

    :raises CannotRun: as :func:`read_words`.
    """
    name = catalogue_path(theme, locale).relative_to(theme.parent)
    messages = _messages(source, theme, locale, cache)

    def words(msgid: str) -> str:
        text = messages.get(msgid)
        if text is None:
            _require(name, sorted({msgid, *template_msgids(theme)} - messages.keys()))
        return messages[msgid]

    return words


def template_msgids(theme: Path) -> set[str]:
    """Every msgid that the theme's templates use."""
    from hutong.build.theming.environment import ThemeEnvironment  # brings Jinja

    environment = ThemeEnvironment(None)
    found: set[str] = set()
    for path in sorted((theme / "templates").rglob("*.html")):
        source = _template_text(theme, path.relative_to(theme / "templates").as_posix())
        for _, _, message in environment.extract_translations(  # type: ignore[attr-defined]  # put there by the i18n extension
            source, gettext_functions=("_", "gettext", "ngettext", "word_in")
        ):
            found.update([message] if isinstance(message, str) else filter(None, message))
    return found


def _template_text(theme: Path, name: str) -> str:
    try:
        return (theme / "templates" / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"the template {name} cannot be read ({error}); mend that") from error


def _messages(source: bytes, theme: Path, locale: str, cache: Path | None) -> dict[str, str]:
    """Words by msgid, none empty: those kept of the same file, or else read and kept."""
    path = catalogue_path(theme, locale)
    kept = None if cache is None else cache / locale / "words"
    magic = _MAGIC + source_digest(source)
    data = read_whole(kept, magic=magic) if kept else None
    if data is not None:
        found: dict[str, str] = json.loads(data)
        return found
    messages = _read(path, source, locale)
    _require(path.relative_to(theme.parent), [one for one, text in messages.items() if not text])
    if kept:
        write_whole(kept, json.dumps(messages).encode(), magic=magic)
    return messages


def _read(path: Path, source: bytes, locale: str) -> dict[str, str]:
    """Words by msgid; empty for those that are missing or marked fuzzy."""
    from io import BytesIO  # as below

    from babel.messages.pofile import PoFileError, read_po  # slow to import

    try:
        catalogue = read_po(BytesIO(source), locale=locale, charset="utf-8", abort_invalid=True)
    except (UnicodeError, PoFileError, ValueError) as error:
        raise CannotRun(f"{path} cannot be read: {error}") from error
    return {
        message.id: "" if message.fuzzy else str(message.string)
        for message in catalogue
        if isinstance(message.id, str) and message.id
    }


def _require(name: Path, missing: list[str]) -> None:
    if missing:
        lines = "\n".join(f"  {msgid!r}" for msgid in missing)
        raise CannotRun(f"{name.as_posix()} lacks words; add them:\n{lines}")

"""Page view → bytes by the theme's templates, and interface words from its catalogues.

Each locale has an environment of its own, so nothing is process-wide. Catalogues are read as
``.po`` files: what an editor of words sees is what the site uses. No text falls back to English.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.messages.pofile import PoFileError, read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from hutong.errors import CannotRun
from hutong.views.records import PageView

Words = Callable[[str], str]
"""Interface words of one locale: English msgid in, the locale's words out."""

_I18N: Final = "jinja2.ext.i18n"


class Renderer:
    """The theme, ready to render pages in any locale it has a catalogue for.

    ``filters`` and ``globals_`` are the site's own (``JINJA_FILTERS``, ``JINJA_GLOBALS``).
    """

    def __init__(
        self, theme: Path, filters: Mapping[str, Any], globals_: Mapping[str, Any]
    ) -> None:
        self._theme = theme
        self._filters = filters
        self._globals = globals_
        self._editions: dict[str, EditionRenderer] = {}
        self._words = cache(lambda locale: read_words(theme, locale))

    def for_locale(self, locale: str) -> EditionRenderer:
        """The renderer whose interface speaks ``locale``, made once."""
        if locale not in self._editions:
            self._editions[locale] = EditionRenderer(self._environment(locale))
        return self._editions[locale]

    def words(self, locale: str) -> Words:
        """Interface words of ``locale``, read once."""
        return self._words(locale)

    def _environment(self, locale: str) -> Environment:
        environment = _bare_environment(self._theme)
        environment.filters.update(self._filters)
        ours = {"_": environment.globals["_"], "word_in": self._word_in}
        environment.globals.update({**self._globals, **ours})
        words = self.words(locale)
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # put there by the i18n extension
            words, lambda single, _plural, _count: words(single), newstyle=True
        )
        return environment

    def _word_in(self, tag: str, msgid: str) -> str:
        """A word for readers of another edition, named by its BCP 47 tag."""
        return self.words(tag.replace("-", "_"))(msgid)


class EditionRenderer:
    """Renders the pages of one edition."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def render(self, page: PageView) -> bytes:
        """The page as UTF-8 HTML.

        :raises CannotRun: where a template is missing or broken, or asks for a field the view
            has not got, naming the template and the line.
        """
        try:
            text = self._environment.get_template(page.template).render(page=page)
        except (TemplateError, OSError) as error:
            raise CannotRun(f"theme: {_where(error, page.template)}: {error}") from error
        return text.encode()


def read_words(theme: Path, locale: str) -> Words:
    """Read the catalogue of ``locale``.

    :raises CannotRun: if it is missing or cannot be read, or has msgids without words (all are
        listed). The function returned raises it for a msgid that is not in the catalogue.
    """
    path = theme / "translations" / locale / "LC_MESSAGES" / "hutong.po"
    messages = _messages(path, locale)
    name = path.relative_to(theme.parent)
    _require(name, [msgid for msgid, text in messages.items() if not text])

    def words(msgid: str) -> str:
        if msgid not in messages:
            _require(name, sorted({msgid, *template_msgids(theme)} - messages.keys()))
        return messages[msgid]

    return words


def template_msgids(theme: Path) -> set[str]:
    """Every msgid that the theme's templates use."""
    environment = _bare_environment(theme)
    found: set[str] = set()
    for name in environment.list_templates(extensions=["html"]):
        source = _template_text(theme, name)
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


def _bare_environment(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=[_I18N],
    )


def _messages(path: Path, locale: str) -> dict[str, str]:
    """Words by msgid; empty for those that are missing or marked fuzzy."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale, charset="utf-8", abort_invalid=True)
    except FileNotFoundError as error:
        raise CannotRun(
            f"the theme has no words for {locale}: {path} is missing; copy the catalogue of"
            " another locale there and write the words"
        ) from error
    except (OSError, UnicodeError, PoFileError, ValueError) as error:
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


def _where(error: Exception, template: str) -> str:
    """``templates/list.html:12``, as near as the error knows."""
    line = getattr(error, "lineno", None)
    if line:
        return f"templates/{getattr(error, 'name', None) or template}:{line}"
    stack = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in stack if frame.filename.endswith(".html")]
    if not frames:
        return f"templates/{template}"
    last = frames[-1]
    return f"templates/{last.filename.rpartition('/templates/')[2]}:{last.lineno}"

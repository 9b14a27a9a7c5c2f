r"""Chinese as editors type it, made plain to Markdown and to browsers.

- A line break between Chinese and anything else in a paragraph shows no space.
- ``1.文字`` is a list item: one or two figures, a full stop, then Chinese, an opening mark, code,
  a link or capitals (``1.CEPA``). ``2023. 年`` and ``1.5倍`` never are. A list whose first item
  is 1 may follow a line that ends with a colon without an empty line between.
- Full-width spaces that indent a paragraph go; four spaces do not make it code.
- A heading goes on after a backslash at its end: ``## 第一行\`` and then the second line.
- ``## 標題{#id}`` needs no space before the anchor.
- ``_`` and ``__`` mark emphasis next to Chinese too, as ``*`` and ``**`` do.
"""

from __future__ import annotations

import re
from typing import Final

from hutong.source.characters import HAN, WIDE

OPENING: Final = "「『《〈“‘（【〔"
_ITEM_TEXT: Final = rf"(?=\*{{0,2}}(?:[{HAN}{OPENING}\ufdd2`\[]|[A-Z]{{2}}))"

_INLINE_TAG: Final = (
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u"
    r'|var)\b(?:[^>"]|"[^"]*")*>'
)
_AFTER_WIDE: Final = re.compile(rf"([{WIDE}\ufdd3](?:{_INLINE_TAG})*)[ \t]*\n[ \t]*")
_BEFORE_WIDE: Final = re.compile(rf"[ \t]*\n[ \t]*((?:{_INLINE_TAG})*[{WIDE}\ufdd2])")
_CODE: Final = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_SPACES: Final = re.compile(r"[ \t]{100,}")
_INDENT: Final = re.compile(r"^[ \t]*\u3000[ \t\u3000]*", re.MULTILINE)
_COLON_LIST: Final = re.compile(rf"([：:])[ ]*\n(?=[ ]{{0,3}}1\.(?:[ ]|{_ITEM_TEXT}))")
_HEADING_GOES_ON: Final = re.compile(r"^(#{1,6}[^\n]*?)[ ]*\\\n[ ]*(?=\S)", re.MULTILINE)
_GLUED_ANCHOR: Final = re.compile(r"^(#{1,6}[^\n{]*[^\s{])(?=\{#[\w.-]+\}[ ]*$)", re.MULTILINE)

ITEM: Final = rf"(?:\d{{1,3}}\.[ ]+|\d{{1,2}}\.{_ITEM_TEXT})"
"""What starts an item of a numbered list."""


def prepare(text: str) -> str:
    """Rewrite what Markdown would misread; never inside fenced code, which callers leave out."""
    text = _SPACES.sub(" ", text)
    if "\u3000" in text:
        text = _INDENT.sub("", text)
    text = _COLON_LIST.sub("\\1\n\n", text)
    text = _GLUED_ANCHOR.sub(r"\1 ", text)
    return _HEADING_GOES_ON.sub(r"\1<br>", text)


def join_lines(html: str) -> str:
    """Drop line breaks next to Chinese, which browsers would show as spaces."""
    if "<pre" not in html:
        return _join(html)
    pieces = _CODE.split(html)
    return "".join(piece if index % 2 else _join(piece) for index, piece in enumerate(pieces))


def _join(html: str) -> str:
    return _BEFORE_WIDE.sub(r"\1", _AFTER_WIDE.sub(r"\1", html))


def _underscore() -> re.Pattern[str]:
    """Where a run of ``_`` may open or close emphasis: Chinese is not part of a word here."""
    word = rf"(?:(?![{WIDE}])\w)"
    before, after = rf"(?<![\w_])|(?<=[{WIDE}])", rf"(?!{word}|_)"
    return re.compile(
        rf"(?P<ambiguous>(?<!^)(?<![\s_])(?:{before})_+{after}(?![\s_])(?!$))"
        rf"|(?P<end>(?<!^)(?<![\s_])_+{after})"
        rf"|(?P<start>(?:{before})_+(?![\s_])(?!$))"
    )


UNDERSCORE: Final = _underscore()

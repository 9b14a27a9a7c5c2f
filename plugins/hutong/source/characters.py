"""Classes of characters that Chinese texts are made of, and what tells that a text is ordinary."""

from __future__ import annotations

import re
from typing import Final

HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Han characters, for use inside a character class."""
WIDE: Final = (
    HAN + "\u3000-\u3004\u3008-\u3020\u3030-\u30ff\u3100-\u312f\uff00-\uff60\uffe0-\uffe6"
    "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
)
"""Han, kana, and full-width punctuation with the quotes and dashes that Chinese shares."""
STRANGE: Final = re.compile(
    rf"[^\n\x20-\x7e{WIDE}\u00a1-\u024f\u2010-\u2015\u20a0-\u20bf\u2103\u2460-\u24ff]"
)
"""Anything but ASCII, Chinese, Latin letters, dashes, currencies and counting signs."""
CAPTION: Final = re.compile(r"(?:表|Table)[ ]*(\d*)[ ]*[：:][ ]*")
"""What the caption of a table starts with."""

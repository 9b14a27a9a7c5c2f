"""One peer behind one interface: lines in, converted lines out.

Runs with the Python of the peers' own environment, so it imports nothing but the standard
library and the peer that it was asked for: ``python adapter.py PEER CONFIGURATION``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

Convert = Callable[[str], str]


def _opencc(module: str, configuration: str) -> Convert:
    """OpenCC and both that follow its interface."""
    convert: Convert = import_module(module).OpenCC(configuration).convert
    return convert


def _zhconv(module: str, configuration: str) -> Convert:
    """MediaWiki's tables; markup stays off, as it is for everyone."""
    zhconv = import_module(module).zhconv
    return lambda line: zhconv(line, configuration)


def _langconv(configuration: str) -> Convert:
    """MediaWiki's tables by script alone (``zh-hans``, ``zh-hant``) or with a region's on top."""
    language = import_module("langconv.language")
    converter = import_module("langconv.converter").LanguageConverter
    tables = {"zh-hans": ["hans"], "zh-hant": ["hant"], "zh-cn": ["hans", "CN"]}
    tables |= {"zh-hk": ["hant", "HK"], "zh-tw": ["hant", "TW"]}
    files = [language.get_data_file_path(f"zh/{name}.json") for name in tables[configuration]]
    made = converter.from_language(language.Language.from_json_files(configuration, files, []))
    convert: Convert = made.convert
    return convert


MAKERS: Final[dict[str, Callable[[str], Convert]]] = {
    "opencc": partial(_opencc, "opencc"),
    "opencc-pyo3": partial(_opencc, "opencc_pyo3"),
    "opencc-jieba-pyo3": partial(_opencc, "opencc_jieba_pyo3"),
    "zhconv-rs": partial(_zhconv, "zhconv_rs"),
    "zhconv-rs-opencc": partial(_zhconv, "zhconv_rs_opencc"),
    "langconv": _langconv,
}
"""To each package name, what makes a converter of one of its configurations."""


def main() -> None:
    """Convert standard input to standard output."""
    peer, configuration = sys.argv[1:]
    convert = MAKERS[peer](configuration)
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8").removesuffix("\n")
        sys.stdout.buffer.write((convert(line) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()

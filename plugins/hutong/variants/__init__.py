"""Conversion between the forms of Chinese: the public way in."""

from hutong.variants.converter import Converted, Converter, SiteRules, convert_text, make_converter
from hutong.variants.detect import han_script_of
from hutong.variants.fold import fold
from hutong.variants.glossary import parse_glossary
from hutong.variants.tags import Tag, read_tag

__all__ = [
    "Converted",
    "Converter",
    "SiteRules",
    "Tag",
    "convert_text",
    "fold",
    "han_script_of",
    "make_converter",
    "parse_glossary",
    "read_tag",
]

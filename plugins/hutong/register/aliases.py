"""Short names that a text gives to an organisation, and the register does not know.

``某市某局（以下简称“某局”）`` says that 某局 is that bureau. Unless the bureau's record has it
among its ``aliases``, the next text that says 某局 is not understood. Words that mean whatever
is talked about (双方, 该局) are no short names. Code and comments must have been masked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hutong.markup import find_markup
from hutong.model import Problem, Severity
from hutong.register.kinds import RecordKind
from hutong.register.lookup import Brief, Register

_LONGEST: Final = 40
_LONGEST_ALIAS: Final = 20
_SHORTEST: Final = 2
_HAN: Final = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BRACKETS: Final = re.compile(r"[（(]([^（()）\n]{3,120})[）)]")
_CALLED: Final = re.compile(
    r"(?:(?:以下|下文|[后後]文|文中|下)[均皆统統]?[简簡]?|[简簡又亦也])[称稱](?:[为為作])?[:：]?\s*"
)
_QUOTED: Final = re.compile('[*_]*[“‘「『"]([^“”‘’「」『』"]+)[”’」』"][*_]*')
_JOINED: Final = re.compile(r"\s*[、或和及与與/]?\s*")
_PLAIN_END: Final = re.compile("[，,；;。：:]")
_PLAIN_JOINED: Final = re.compile("[、或]")
_CLOSING: Final = "*_~”’」』》 \t"
_SIGNS: Final = re.compile(r"""[<>{}\[\]《》〈〉“”‘’「」『』"*`|=\\]""")
"""What no name has: the name of a law, or markup."""
_CODE_TAG: Final = re.compile(r"<(code|kbd|pre|samp)\b[^<>]*>[^<>]*</\1\s*>", re.IGNORECASE)
_NOT_SHOWN: Final = re.compile(r"</?[A-Za-z][^<>]*>|\[\^[^\[\]]*\]|\*+")
"""Tags, signs of footnotes, and emphasis."""
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_CODE: Final = re.compile(r"\s*zh[\w-]*\s*:")
_SHOWN_FLAGS: Final = frozenset("AR ")

_KIND: Final = (
    "公司|集[团團]|企[业業]|[银銀]行|[报報]社|基金[会會]?|[协協学學商委][会會]|委[员員][会會]"
    "|理事[会會]|大[学學]|[学學][校院]|[医醫]院|[机機][构構]|[组組][织織]|[单單]位"
    "|中心|部[门門]|[省市州县縣区區镇鎮]?政府|[项項]目"
)
_STANDS_FOR_ANY: Final = re.compile(
    rf"[本该該此我贵貴敝]?(?:{_KIND})"
    r"|[本该該此我贵貴敝][局会會部院校司所处處站厅廳委办辦行社团團报報刊网網台臺馆館店厂廠"
    r"组組队隊港澳省市州县縣区區镇鎮村地国國方人者]"
    r"|[两兩双雙二三四五六七八九十][方地国國家者岸省市县縣区區校](?:政府)?"
    r"|[甲乙丙丁各多单單对對我他一]方|另一方|[前后後两兩二]者|[我你您他她它咱][们們]|大家|自己"
    r"|[笔筆作]者"
)
"""Pronouns, and nouns that serve as pronouns in contracts and reports."""
_BEFORE_A_NAME: Final = re.compile(
    rf"(?:^|[^{_HAN}]"
    # prepositions, conjunctions and verbs, unless they end a word that may begin a name: 自由, 数据
    r"|[与與和及跟在从從到至往赴于於对對向给給为為被把將将让讓请請令按以找见見是即叫称稱]"
    r"|[的了着著过過并並或而则則又也还還就当當该該此]"
    r"|(?<!自)由|(?<!大)同|(?<![财財])[经經]|(?<![数數])[据據]|(?<![高初中平])等|(?<![国國公])有"
    r"|[0-9０-９〇一二三四五六七八九十][年月日号號时時]|[今昨前近翌次当當同][年月日天]|[日目此之][前后後]"
    r"|成立|[设設]立|[组組]建|[创創][办辦立建]|加入|退出|[进進]入|前往|[访訪][问問]|到[访訪]"
    r"|[参參][观觀访訪加]|考察|[联聯][系繫同]|委[托託]|授[权權]|依照|通[过過]|透[过過]|[来來]自"
    r"|[隶隸所下][属屬]|[属屬][于於]|要求|支持|代表|[担擔出]任|[任就][职職]|加盟|[负負][责責]"
    r"|包括|以及|其中|是指|同[时時]|[随隨][后後]|邀[请請]|[协協]助|[会會连連]同|[签簽][约約署]"
    r"|批[评評]|回[应應]|宣布|指出|表示|[认認][为為]|致函|致[电電]|去函)$"
)
"""What may stand before a name without making it the end of a longer one."""


def find_undeclared_aliases(
    lines: Iterable[tuple[int, str]], register: Register, path: str
) -> Iterator[Problem]:
    """A warning for each short name that no record has; ``path`` is as problems show it."""
    told: set[tuple[str, str]] = set()
    for number, text in lines:
        if "称" not in text and "稱" not in text:
            continue
        for name, alias in _given_aliases(text, register):
            entry = register.find(RecordKind.ORGANISATION, name)
            known = register.find(RecordKind.ORGANISATION, alias)
            if entry and known is not entry and (entry.id, alias) not in told:
                told.add((entry.id, alias))
                yield _problem(path, number, alias, entry, known)


def _problem(path: str, line: int, alias: str, entry: Brief, known: Brief | None) -> Problem:
    if known is None:
        what = f"「{alias}」 is said to be short for {entry.id}, but {entry.path} does not have it"
        mend = "add it to 'aliases:' there"
    else:
        what = f"「{alias}」 is said to be short for {entry.id}, but it means {known.id}"
        mend = f"choose another short name, or mend 'aliases:' in {known.path}"
    return Problem(path, line, what, mend, Severity.WARNING)


def _given_aliases(text: str, register: Register) -> Iterator[tuple[str, str]]:
    """The name of an organisation, and what a bracket behind it calls it."""
    shown = _shown(text)
    for bracket in _BRACKETS.finditer(shown):
        called = list(_CALLED.finditer(bracket[1]))
        if called:
            before = shown[max(0, bracket.start() - 2 * _LONGEST) : bracket.start()]
            name = _name_before(before, register)
            ends = [*(one.start() for one in called[1:]), len(bracket[1])]
            for one, end in zip(called, ends, strict=True) if name else ():
                for alias in _aliases(bracket[1][one.end() : end]):
                    yield name, alias


def _shown(text: str) -> str:
    """A line without tags, links and conversion markup; what is left open stays."""
    pieces, at = [], 0
    for start, end in find_markup(text).closed:
        pieces += [text[at:start], _first_form(text[start + 2 : end - 2])]
        at = end
    plain = _NOT_SHOWN.sub("", _CODE_TAG.sub(" ", "".join([*pieces, text[at:]])))
    return _LINK.sub(r"\1", plain)


def _first_form(markup: str) -> str:
    """What conversion markup shows, at least in one variant: the register folds scripts."""
    flags, _, forms = markup.rpartition("|")
    if not _SHOWN_FLAGS.issuperset(flags):
        return ""
    return _CODE.sub("", forms.partition(";")[0], count=1).strip()


def _name_before(text: str, register: Register) -> str:
    """The longest whole name of an organisation that a text ends with; empty if there is none."""
    end = text.rstrip(_CLOSING)
    for start in range(max(0, len(end) - _LONGEST), len(end) - _SHORTEST + 1):
        known = register.find(RecordKind.ORGANISATION, end[start:])
        if known and _BEFORE_A_NAME.search(end[:start]) and not _cuts_a_word(end, start):
            return end[start:]
    return ""


def _cuts_a_word(text: str, at: int) -> bool:
    """Whether a Latin word would be cut in two."""
    around = text[at - 1 : at + 1] if at else ""
    return around.isascii() and around.isalnum()


def _aliases(called: str) -> list[str]:
    """What stands in quotes one after another, or else all up to a mark."""
    plain = _PLAIN_END.split(called, maxsplit=1)[0].removesuffix("等")
    names = _in_quotes(called) or _PLAIN_JOINED.split(plain)
    return [name for name in (one.strip("*_~ \t") for one in names) if _may_be_alias(name)]


def _in_quotes(called: str) -> list[str]:
    names: list[str] = []
    quoted = _QUOTED.search(called)
    if quoted and _PLAIN_END.search(called, 0, quoted.start()):
        return []
    while quoted:
        names.append(quoted[1])
        joined = _JOINED.match(called, quoted.end())
        quoted = _QUOTED.match(called, joined.end() if joined else quoted.end())
    return names


def _may_be_alias(name: str) -> bool:
    return (
        _SHORTEST <= len(name) <= _LONGEST_ALIAS
        and not _SIGNS.search(name)
        and not _STANDS_FOR_ANY.fullmatch(name)
    )

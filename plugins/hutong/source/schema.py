"""The front matter of an article: every key, its type, and its help in English and Chinese."""

from __future__ import annotations

from typing import Annotated, Any, Final, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from hutong.model import Role, Status
from hutong.source import front
from hutong.source.fields import (
    Address,
    Day,
    Name,
    Picture,
    Reference,
    Slug,
    Tag,
    Text,
    Unlinked,
    When,
    told,
)
from hutong.source.front import Front
from hutong.source.values import is_true


class _Part(BaseModel):
    """What all parts of the front matter share: no unknown keys, no changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _describe(english: str, chinese: str, default: Any = ..., **more: Any) -> Any:
    """A field with its help in both languages; required unless a default is given."""
    return Field(default, description=f"{english} / {chinese}", **more)


class Source(_Part):
    """Where the text was first published."""

    name: Name = _describe("The first publisher's name", "首發媒體或機構名稱")
    url: Address | None = _describe("Address of the original", "原文網址", None)
    published: When | None = _describe("When it was first published", "原文發表時間", None)


class BylineEntry(_Part):
    """One line of the byline."""

    role: Role = _describe(
        "reporter, intern, photographer, editor or producer",
        "職責：記者、實習生、攝影、編輯、出品",
    )
    name: Text | None = _describe("The person's name", "姓名", None)
    organisation: Name | None = _describe(
        "The organisation, by id or name",
        "所屬機構，寫編號（content/organisations 內的檔名）或名稱",
        None,
    )


class LeadImage(_Part):
    """The lead picture."""

    src: Picture | None = _describe(
        "Path below content/: images/x.png", "圖片在 content/ 下的路徑", None
    )
    alt: Text | None = _describe("What the picture shows, in words", "圖片內容的文字說明", None)
    caption: Text | None = _describe("Caption under the picture", "圖片說明", None)
    credit: Text | None = _describe("Who made the picture", "圖片來源或作者", None)


class EventPart(_Part):
    """When and where an event takes place."""

    start: When = _describe("Beginning", "開始時間")
    end: When | None = _describe("End", "結束時間", None)
    place: Text | None = _describe("Where it takes place", "地點", None)
    online: Address | None = _describe("Address to join at", "線上參加網址", None)
    registration: Address | None = _describe("Address to register at", "報名網址", None)
    notes: Text | None = _describe(
        "Name of a snippet under content/snippets, or the notes themselves",
        "活動須知：content/snippets 內的名稱，或直接寫出內容",
        None,
    )


class PickPart(_Part):
    """How long an article stays among the editors' picks."""

    until: When | None = _describe("Last day or time among the picks", "推薦截止時間", None)


class CorrectionPart(_Part):
    """A correction that readers are told of."""

    date: Day = _describe("Day of the correction", "更正日期")
    text: Text = _describe("What was corrected", "更正內容")


class GlossaryPart(_Part):
    """What the converter should know on this page only."""

    topics: tuple[Reference, ...] = _describe(
        "File names under content/glossary/topics",
        "專題詞彙，即 content/glossary/topics 內的檔名",
        (),
    )
    terms: tuple[dict[str, Name], ...] = _describe(
        "Terms of this page, each with its form in every variant",
        "只用於本頁的詞，寫出各版本的寫法",
        (),
    )


def _pick(value: object) -> object:
    """``pick: true`` as a pick without an end, ``pick: false`` as none."""
    if isinstance(value, str):
        return {} if is_true(value) else None
    return value


Pick = Annotated[
    PickPart | None,
    BeforeValidator(told(_pick)),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {
                    "type": "object",
                    "properties": {"until": {"type": "string"}},
                    "required": ["until"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""true, false, or until when."""


class FrontMatter(_Part):
    """All that stands between the two ``---`` lines of an article, event or page."""

    title: Text = _describe("Headline", "標題")
    variant: str | None = _describe(
        "Variant the text is written in, such as zh-Hant-HK or zh-Hans-CN",
        "文本所用的文字，如 zh-Hant-HK 或 zh-Hans-CN",
        None,
    )
    date: When = _describe("Date of publication", "發布日期")
    modified: When | None = _describe("Last change told to readers", "最後修改日期", None)
    slug: Slug | None = _describe(
        "Last part of the address; the file name if left out", "網址的最後一段，預設為檔名", None
    )
    section: Name | None = _describe("Section, by any of its names", "欄目", None)
    tags: tuple[Tag, ...] = _describe("Tags, by any of their names", "標籤", ())
    summary: Text | None = _describe("One or two sentences for lists", "摘要，一兩句話", None)
    source: Source | None = _describe("Where it was first published", "文章來源", None)
    dateline: Text | None = _describe(
        "Place and day before the text", "電頭，如「南都訊 3月6日」", None
    )
    byline: tuple[BylineEntry, ...] = _describe("Who made the article", "署名", ())
    image: LeadImage | None = _describe("Lead picture", "題圖", None)
    event: EventPart | None = _describe("When and where, for an event", "活動時間和地點", None)
    agreements: tuple[Name, ...] = _describe(
        "Agreements it is about, by id or name",
        "相關協議，寫編號（content/agreements 內的檔名）或名稱",
        (),
    )
    policies: tuple[Name, ...] = _describe(
        "Policies it is about, by id or name",
        "相關政策，寫編號（content/policies 內的檔名）或名稱",
        (),
    )
    unlinked: Unlinked = _describe(
        "Records that names in the text do not link to, by id or name; all for every one",
        "正文不加連結的登記冊記錄，寫編號或名稱；all 即全部",
        (),
    )
    pick: Pick = _describe(
        "Editors' pick: true, or until when", "編輯推薦：true 或 until 截止時間", None
    )
    corrections: tuple[CorrectionPart, ...] = _describe("Corrections made", "更正", ())
    glossary: GlossaryPart | None = _describe(
        "Terms and topics for the conversion of this page", "本頁轉換用的詞彙", None
    )
    status: Status = _describe("published or draft", "狀態：已發布或草稿", Status.PUBLISHED)
    embargo: When | None = _describe("Not published before", "此時間之前不發布", None)
    expires: When | None = _describe("Not published after", "此時間之後撤下", None)


PARTS: Final[dict[str, type[BaseModel]]] = {
    "": FrontMatter,
    "source": Source,
    "byline": BylineEntry,
    "image": LeadImage,
    "event": EventPart,
    "pick": PickPart,
    "corrections": CorrectionPart,
    "glossary": GlossaryPart,
}
"""Which model holds the keys below each key of the front matter."""


def as_front(read: FrontMatter) -> Front:
    """What the schema has read, as the records that everything else takes."""
    return cast("Front", _record(read))


_RECORDS: Final[dict[type[BaseModel], type]] = {
    FrontMatter: front.Front,
    Source: front.SourcePart,
    BylineEntry: front.BylinePart,
    LeadImage: front.ImagePart,
    EventPart: front.EventPart,
    PickPart: front.PickPart,
    CorrectionPart: front.CorrectionPart,
    GlossaryPart: front.GlossaryPart,
}


def _record(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_record(item) for item in value)
    if not isinstance(value, BaseModel):
        return value
    return _RECORDS[type(value)](**{name: _record(item) for name, item in value})


def keys_of(part: str) -> tuple[str, ...]:
    """The keys that an editor may write below ``part``, in their usual order."""
    return tuple(PARTS[part].model_fields)


def article_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the front matter, for editors' tools."""
    schema = FrontMatter.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of an article / 文章的 front matter",
        **{key: value for key, value in schema.items() if key != "title"},
    }

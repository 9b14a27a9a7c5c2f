"""Hand-made views of the pages of a fictional register's records, full and bare.

Every name here is invented (樣本, sample); nothing is converted by machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from hutong.model import Html
from hutong.views.records import (
    AgreementRowView,
    AgreementView,
    ChangeView,
    CitationView,
    CommitmentView,
    ConversionView,
    DatedView,
    FactView,
    FigureView,
    HappenedView,
    LinkInChainView,
    LinkView,
    NameView,
    NotedRowView,
    OfficeView,
    OrganisationView,
    PageView,
    PartView,
    PartyLinkView,
    PersonView,
    PieceView,
    PolicyRowView,
    PolicyView,
    SheetView,
    SourceLineView,
    SpellingView,
    StatusView,
    TableView,
    TieView,
    TimeView,
    TopicView,
    ValueView,
    WordingView,
)
from tests.theme.parts import (
    SITE,
    Script,
    cards_view,
    crumbs_view,
    edition,
    head_view,
    switch_view,
    time_view,
)

_ID: Final = "sample"


def _status(s: Script) -> StatusView:
    return StatusView(code="in-force", text=s.t("生效", "生效"))


def _dated(s: Script) -> DatedView:
    return DatedView(label=s.t("簽署", "签署"), time=time_view(s))


def _body(s: Script) -> LinkView:
    return s.link("樣本人才局", "样本人才局", "organisations/sample-bureau/")


def _value(link: LinkView) -> ValueView:
    return ValueView(text=link.text, url=link.url, iso="")


def _day(time: TimeView) -> ValueView:
    return ValueView(text=time.text, url="", iso=time.iso)


def row(s: Script, number: int = 1) -> AgreementRowView:
    """An agreement in a list."""
    return AgreementRowView(
        id=f"sample-{number}",
        link=s.link("樣本框架協議", "样本框架协议", f"agreements/sample-{number}/"),
        type=s.t("框架協議", "框架协议"),
        status=_status(s),
        dated=_dated(s),
        parties=(
            PartyLinkView(
                id="sample-bureau",
                text=_body(s).text,
                url=_body(s).url,
                role=s.t("締約方", "缔约方"),
            ),
            PartyLinkView(id="lost", text=s.t("樣本學會", "样本学会"), url="", role=""),
        ),
    )


def policy_row(s: Script) -> PolicyRowView:
    """A policy in a list."""
    return PolicyRowView(
        id=_ID,
        link=s.link("樣本方案", "样本方案", "policies/sample/"),
        number=s.t("樣本〔2022〕1號", "样本〔2022〕1号"),
        type=s.t("方案", "方案"),
        status=_status(s),
        dated=DatedView(label=s.t("公布", "公布"), time=time_view(s)),
        issuers=(_body(s), LinkView(text=s.t("樣本廳", "样本厅"), url="")),
    )


def source(s: Script) -> SourceLineView:
    """A source with all that can be known of it."""
    return SourceLineView(
        publisher=SpellingView(text=s.t("樣本日報", "样本日报"), lang=""),
        title=SpellingView(text=s.t("樣本協議簽署", "样本协议签署"), lang=""),
        url="https://daily.example.org/2023/1.html",
        published=time_view(s, 17),
        retrieved=time_view(s, 20),
        archived="https://archive.example.org/1",
    )


def bare_source(s: Script) -> SourceLineView:
    """A source of which only the name is known, a foreign one."""
    publisher = SpellingView(text="Sample Daily", lang="en")
    return replace(
        source(s), publisher=publisher, title=None, url="", published=None, retrieved=None,
        archived="",
    )  # fmt: skip


def _untitled_source(s: Script) -> SourceLineView:
    return replace(source(s), title=None)


def _parties(s: Script) -> TableView:
    who, role, signed = s.t("機構", "机构"), s.t("身份", "身份"), s.t("簽署", "签署")
    return TableView(
        key="parties",
        title=s.t("締約各方", "缔约各方"),
        columns=(who, role, signed),
        rows=(
            (
                FactView(label=who, values=(_value(_body(s)),)),
                FactView(label=role, values=()),
                FactView(label=signed, values=(_day(time_view(s)),)),
            ),
        ),
    )


def _name(label: str, *spellings: tuple[str, str]) -> NameView:
    return NameView(
        label=label, spellings=tuple(SpellingView(text=text, lang=lang) for text, lang in spellings)
    )


def sheet(s: Script, kind: str) -> SheetView:
    """What the page of a record shows of it, everything there."""
    return SheetView(
        kind=kind,
        kicker=s.link("協議", "协议", f"{kind}/"),
        type=s.t("框架協議", "框架协议"),
        status=_status(s),
        names=(
            _name(s.t("簡稱", "简称"), (s.t("樣本", "样本"), "")),
            _name(s.t("英文", "英文"), ("Sample Agreement", "en")),
            _name(s.t("简体", "繁體"), (s.t("样本协议", "樣本協議"), s.other.tag)),
            _name(s.t("其他名稱", "其他名称"), (s.t("樣議", "样议"), ""), ("SA", "en")),
        ),
        unapproved=True,
        facts=(
            FactView(label=s.t("簽署", "签署"), values=(_day(time_view(s)),)),
            FactView(
                label=s.t("主題", "主题"),
                values=(_value(_body(s)), ValueView(text=s.t("人才", "人才"), url="", iso="")),
            ),
        ),
        tables=(_parties(s),),
        figures=(
            FigureView(text=s.t("樣本人數", "样本人数"), value="30", time=time_view(s)),
            FigureView(text=s.t("樣本年數", "样本年数"), value="7", time=None),
        ),
        articles=cards_view(s, 0, 2),
        article_count=s.t("最新2篇，共3篇", "最新2篇，共3篇"),
        sources=(source(s), bare_source(s), _untitled_source(s)),
        citations=(
            CitationView(id="apa", name="APA", text="Sample (2023)."),
            CitationView(id="bibtex", name="BibTeX", text="@misc{sample,\n  year = 2023\n}"),
        ),
        permalink=f"{SITE}/id/{kind}/sample/",
    )


def bare_sheet(s: Script, kind: str) -> SheetView:
    """A record with a name and nothing else."""
    return replace(
        sheet(s, kind),
        type="",
        status=None,
        names=(),
        unapproved=False,
        facts=(),
        tables=(),
        figures=(),
        articles=(),
        article_count="",
        sources=(),
        citations=(),
    )


def agreement(s: Script) -> AgreementView:
    """An agreement with everything that a record can hold."""
    title, path = s.t("樣本框架協議", "样本框架协议"), "agreements/sample/"
    return AgreementView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        conversion=ConversionView(
            kind="converted",
            original_label=s.t("簡體", "繁体"),
            original_tag=s.other.tag,
            original_url=s.other.url(path),
        ),
        body=Html("<p>示例。</p>"),
        sheet=sheet(s, "agreements"),
        conditions=(s.t("樣本條件", "样本条件"),),
        commitments=tuple(_commitments(s)),
        ties=(TieView(relation=s.t("修訂", "修订"), rows=(row(s), row(s, 2))),),
        chain=(
            LinkInChainView(link=row(s, 2).link, dated=_dated(s), current=False),
            LinkInChainView(link=row(s).link, dated=None, current=True),
        ),
        policies=(policy_row(s),),
        texts=tuple(_texts(s)),
        timeline=tuple(_timeline(s)),
        changes=tuple(_changes(s)),
    )


def _commitments(s: Script) -> Iterator[CommitmentView]:
    late = StatusView(code="late", text=s.t("逾期", "逾期"))
    full = CommitmentView(
        anchor="commitment-1",
        text=s.t("樣本承諾", "样本承诺"),
        owners=(_body(s), LinkView(text=s.t("樣本學會", "样本学会"), url="")),
        due=time_view(s, 18),
        state=late,
        done=time_view(s, 20),
        done_late=True,
        evidence=(source(s),),
    )
    yield full
    yield replace(
        full,
        anchor="commitment-2",
        owners=(),
        due=None,
        done=None,
        done_late=False,
        evidence=(),
    )


def _texts(s: Script) -> Iterator[WordingView]:
    full = WordingView(
        language=s.t("中文", "中文"),
        script=s.t("繁體", "简体"),
        authentic=True,
        file=LinkView(text="sample.pdf", url="/files/sample.pdf"),
        url=LinkView(text="texts.example.org", url="https://texts.example.org/1"),
        pages="12",
        sha256="0" * 64,
    )
    yield full
    yield replace(
        full,
        language=s.t("英文", "英文"),
        script="",
        authentic=False,
        file=None,
        pages="",
        sha256="",
    )


def _timeline(s: Script) -> Iterator[HappenedView]:
    signed = StatusView(code="signed", text=s.t("簽署", "签署"))
    full = HappenedView(
        time=time_view(s), what=signed, party=_body(s), text=s.t("樣本承諾", "样本承诺")
    )
    yield full
    yield replace(full, party=LinkView(text=s.t("樣本學會", "样本学会"), url=""), text="")
    yield replace(full, party=None, text="")


def _changes(s: Script) -> Iterator[ChangeView]:
    full = ChangeView(
        time=time_view(s),
        text=s.t("更正人數", "更正人数"),
        field=s.t("數字", "数字"),
        pieces=(
            PieceView(kind="same", text=s.t("約", "约")),
            PieceView(kind="gone", text="30"),
            PieceView(kind="new", text="40"),
        ),
    )
    yield full
    yield replace(full, time=None, field="", pieces=())


def bare_agreement(s: Script) -> AgreementView:
    """An agreement of which nothing but the title is known."""
    return replace(
        agreement(s),
        conversion=None,
        body=Html(""),
        sheet=bare_sheet(s, "agreements"),
        conditions=(),
        commitments=(),
        ties=(),
        chain=(),
        policies=(),
        texts=(),
        timeline=(),
        changes=(),
    )


def organisation(s: Script) -> OrganisationView:
    """An organisation with all that it can take part in."""
    title, path = s.t("樣本人才局", "样本人才局"), "organisations/sample/"
    role = PartView(label=s.t("身份", "身份"), title=s.t("締約方", "缔约方"), organisation=None)
    person = s.link("樣本甲", "样本甲", "people/sample/")
    office = OfficeView(
        person=person, title=s.t("局長", "局长"), since=time_view(s), until=time_view(s, 20)
    )
    return OrganisationView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        conversion=None,
        body=Html("<p>示例。</p>"),
        sheet=sheet(s, "organisations"),
        parts=(_body(s),),
        people=(
            replace(office, until=None),
            replace(office, since=None, until=None),
            replace(office, since=None),
            office,
        ),
        undated=True,
        rows=(NotedRowView(row=row(s), parts=(role,)), NotedRowView(row=row(s, 2), parts=())),
        policies=(policy_row(s),),
    )


def person(s: Script) -> PersonView:
    """Somebody who signed and was a witness."""
    title, path = s.t("樣本甲", "样本甲"), "people/sample/"
    part = PartView(
        label=s.t("代表簽署", "代表签署"), title=s.t("局長", "局长"), organisation=_body(s)
    )
    lost = replace(part, organisation=LinkView(text=s.t("樣本學會", "样本学会"), url=""))
    return PersonView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        conversion=None,
        body=Html(""),
        sheet=sheet(s, "people"),
        undated=True,
        rows=(NotedRowView(row=row(s), parts=(part, lost, replace(part, title=""))),),
    )


def policy(s: Script) -> PolicyView:
    """A policy with agreements that rest on it."""
    title, path = s.t("樣本方案", "样本方案"), "policies/sample/"
    return PolicyView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        conversion=None,
        body=Html("<p>示例。</p>"),
        sheet=sheet(s, "policies"),
        rows=(row(s), row(s, 2)),
    )


def topic(s: Script) -> TopicView:
    """A subject with agreements, policies and articles."""
    title, path = s.t("樣本人才", "样本人才"), "subjects/sample/"
    return TopicView(
        edition=edition(s),
        head=head_view(s, title, path),
        switch=switch_view(s, path),
        crumbs=crumbs_view(s, LinkView(text=title, url=s.url(path))),
        title=title,
        kind="subjects",
        kicker=s.link("主題", "主题", "subjects/"),
        intro=s.t("樣本說明。", "样本说明。"),
        rows=(row(s),),
        policies=(policy_row(s),),
        articles=cards_view(s, 0, 2),
        total=9,
        more=s.link("共9篇", "共9篇", "tags/sample/"),
    )


def record_pages(s: Script) -> Iterator[tuple[str, PageView]]:
    """The page of each kind of record and term, full and bare."""
    yield "agreement", agreement(s)
    yield "agreement-bare", bare_agreement(s)
    yield "organisation", organisation(s)
    bare = bare_sheet(s, "organisations")
    yield (
        "organisation-bare",
        replace(
            organisation(s),
            sheet=bare,
            body=Html(""),
            parts=(),
            people=(),
            undated=False,
            rows=(),
            policies=(),
        ),
    )
    yield "person", person(s)
    yield "person-bare", replace(person(s), sheet=bare_sheet(s, "people"), undated=False, rows=())
    yield "policy", policy(s)
    yield "policy-bare", replace(policy(s), sheet=bare_sheet(s, "policies"), rows=(), body=Html(""))
    yield "subject", topic(s)
    yield (
        "place",
        replace(topic(s), kind="places", intro="", policies=(), articles=(), more=None, total=0),
    )

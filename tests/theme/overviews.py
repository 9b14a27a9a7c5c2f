"""Hand-made views of the fictional register's overviews: its door, table, indexes, timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from hutong.views.records import (
    AgreementRowView,
    AgreementTableView,
    ChangeRowView,
    ChangesView,
    CommitmentsView,
    DatedView,
    EdgeView,
    EntryView,
    FacetView,
    HappeningView,
    IndexGroupView,
    IndexPartView,
    LinkView,
    NetworkView,
    NodeView,
    NotedEntryView,
    OptionView,
    PageView,
    PartnerView,
    PartyLinkView,
    PermanentView,
    PromiseGroupView,
    PromisesView,
    PromiseView,
    RecordDoorView,
    RegisterIndexView,
    RegisterView,
    StatusView,
    TableRowView,
    TextLineView,
    TimelineGroupView,
    TimelineView,
    TimeView,
    WayView,
)
from tests.theme.parts import (
    SITE,
    Script,
    crumbs_view,
    edition,
    feeds_view,
    head_view,
    switch_view,
)
from tests.theme.record_pages import bare_source, source

TYPES = (("framework", "框架協議", "框架协议"), ("memorandum", "備忘錄", "备忘录"),
         ("alliance", "聯盟", "联盟"))  # fmt: skip
STATUSES = (("signed", "簽署", "签署"), ("in-force", "生效", "生效"), ("ended", "結束", "结束"))
PLACES = (("bay", "樣本灣", "样本湾"), ("harbour", "樣本港", "样本港"))
SUBJECTS = (("talent", "樣本人才", "样本人才"), ("rules", "樣本規則", "样本规则"))


def _time(number: int) -> TimeView:
    year, month, day = 2024 - number % 20, number % 12 + 1, number % 28 + 1
    return TimeView(iso=f"{year}-{month:02}-{day:02}", text=f"{year}年{month}月{day}日")


def party(s: Script, number: int) -> LinkView:
    """An organisation of the sample register."""
    name = s.t(f"樣本第{number}號人才發展局", f"样本第{number}号人才发展局")
    return LinkView(text=name, url=s.url(f"organisations/sample-body-{number}/"))


def _agreement(s: Script, number: int) -> LinkView:
    title = s.t(
        f"樣本灣與樣本港第{number}號技能互認框架協議", f"样本湾与样本港第{number}号技能互认框架协议"
    )
    return LinkView(text=title, url=s.url(f"agreements/sample-{number}/"))


def _party(s: Script, number: int) -> PartyLinkView:
    link = party(s, number)
    return PartyLinkView(id=f"sample-body-{number}", text=link.text, url=link.url, role="")


def row(s: Script, number: int, parties: Sequence[int]) -> TableRowView:
    """An agreement in the table."""
    kind, status = TYPES[number % 3], STATUSES[number // 3 % 3]
    return TableRowView(
        row=AgreementRowView(
            id=f"sample-{number}",
            link=_agreement(s, number),
            type=s.t(*kind[1:]),
            status=StatusView(code=status[0], text=s.t(*status[1:])),
            dated=DatedView(label=s.t("簽署", "签署"), time=_time(number)),
            parties=tuple(_party(s, one) for one in parties),
        ),
        type=kind[0],
        place=PLACES[number % 2][0],
        subjects=" ".join(one[0] for one in SUBJECTS[: number % 3]),
        also=s.other.t("樣本協定", "样本协定") if number % 2 else "",
    )


def _frame(s: Script, path: str, title: str) -> dict[str, object]:
    register = s.link("登記冊", "登记册", "register/")
    here = [] if path == "register/" else [LinkView(text=title, url=s.url(path))]
    return {
        "edition": edition(s),
        "head": head_view(s, title, path),
        "switch": switch_view(s, path),
        "crumbs": crumbs_view(s, register, *here),
        "title": title,
    }


def table(s: Script, agreements: int = 12, organisations: int = 9) -> AgreementTableView:
    """All agreements; each has three or four parties, some of them far more often than others."""
    picked = cycle(range(organisations))
    rows = []
    for number in range(agreements):
        some = [*islice(picked, 3), number % min(20, organisations)]
        rows.append(row(s, number, list(dict.fromkeys(some))))
    rows.sort(key=lambda one: one.row.dated.time.iso if one.row.dated else "", reverse=True)
    return AgreementTableView(
        **_frame(s, "agreements/", s.t("全部協議", "全部协议")),  # type: ignore[arg-type]
        total=agreements,
        facets=_facets(s, rows),
        rows=tuple(rows),
    )


def _facets(s: Script, rows: Sequence[TableRowView]) -> tuple[FacetView, ...]:
    def facet(name: str, label: str, values: list[tuple[str, str]]) -> FacetView:
        found = {pair: values.count(pair) for pair in dict.fromkeys(values)}
        most = sorted(found.items(), key=lambda one: -one[1])
        options = [OptionView(value=code, text=text, count=n) for (code, text), n in most]
        return FacetView(name=name, label=label, options=tuple(options))

    names = {code: s.t(hant, hans) for code, hant, hans in (*PLACES, *SUBJECTS)}
    years = sorted((one.row.dated.time.iso[:4] for one in rows if one.row.dated), reverse=True)
    statuses = [(one.row.status.code, one.row.status.text) for one in rows if one.row.status]
    year = facet("year", s.t("年份", "年份"), [(one, f"{one}年") for one in years])
    return (
        facet("type", s.t("類型", "类型"), [(one.type, one.row.type) for one in rows]),
        facet("status", s.t("狀態", "状态"), statuses),
        replace(year, options=tuple(sorted(year.options, key=lambda one: one.value, reverse=True))),
        facet("place", s.t("地點", "地点"), [(one.place, names[one.place]) for one in rows]),
        facet(
            "subject",
            s.t("主題", "主题"),
            [(key, names[key]) for one in rows for key in one.subjects.split()],
        ),
        FacetView(name="party", label=s.t("締約各方", "缔约各方"), options=()),
    )


def _happening(s: Script, number: int, what: tuple[str, str, str], **more: object) -> HappeningView:
    given = {"party": None, "text": "", "ahead": False, **more}
    return HappeningView(
        time=_time(number),
        what=StatusView(code=what[0], text=s.t(*what[1:])),
        agreement=_agreement(s, number),
        **given,  # type: ignore[arg-type]
    )


def _happenings(s: Script) -> tuple[HappeningView, ...]:
    return (
        _happening(s, 0, ("signed", "簽署", "签署")),
        _happening(
            s,
            1,
            ("due", "承諾到期", "承诺到期"),
            text=s.t("樣本承諾：設立辦事處", "样本承诺：设立办事处"),
            ahead=True,
        ),
        _happening(s, 2, ("party-joined", "加入", "加入"), party=party(s, 3)),
        _happening(s, 3, ("party-left", "退出", "退出"), party=LinkView(text="SAMPLE", url="")),
    )


def _change(s: Script, number: int) -> HappeningView:
    return _happening(
        s, number, ("changed", "變更", "变更"), text=s.t("樣本變更：期限順延", "样本变更：期限顺延")
    )


def door(s: Script) -> RegisterView:
    """The way into the register."""
    return RegisterView(
        **_frame(s, "register/", s.t("登記冊", "登记册")),  # type: ignore[arg-type]
        intro=s.t("示例：誰與誰達成了甚麼協議。", "示例：谁与谁达成了什么协议。"),
        counts=(
            WayView(link=s.link("協議", "协议", "agreements/"), text="", count=32),
            WayView(link=s.link("機構", "机构", "organisations/"), text="", count=64),
            WayView(link=s.link("人物", "人物", "people/"), text="", count=31),
            WayView(link=s.link("政策", "政策", "policies/"), text="", count=20),
        ),
        ways=(
            WayView(
                link=s.link("時間線", "时间线", "register/timeline/"),
                text=s.t("逐年細看", "逐年细看"),
                count=0,
            ),
            WayView(link=s.link("締約網絡", "缔约网络", "register/network/"), text="", count=0),
        ),
        rows=tuple(row(s, number, (1, 2, 3)).row for number in range(5)),
        all=s.link("全部協議", "全部协议", "agreements/"),
        changes=(_change(s, 0), _change(s, 1)),
        all_changes=s.link("更多動態", "更多动态", "register/changes/"),
        data=(LinkView(text="agreements.json", url="/data/agreements.json"),),
        feeds=feeds_view(s, "register/"),
        calendar=s.link("協議日曆", "协议日历", "register/dates.ics"),
    )


def organisations(s: Script) -> RegisterIndexView:
    """The index of organisations, by region and kind."""
    entries = tuple(
        NotedEntryView(link=party(s, number), note="", count=number) for number in range(4)
    )
    part = IndexPartView(heading=s.t("政府機關", "政府机关"), entries=entries)
    return RegisterIndexView(
        **_frame(s, "organisations/", s.t("機構", "机构")),  # type: ignore[arg-type]
        kind="organisations",
        total=8,
        counted=True,
        groups=(
            IndexGroupView(
                anchor="group-hong-kong",
                heading=s.t("香港", "香港"),
                count=8,
                parts=(part, replace(part, heading=s.t("社團", "社团"))),
            ),
            IndexGroupView(
                anchor="group-macao", heading=s.t("澳門", "澳门"), count=4, parts=(part,)
            ),
        ),
    )


def people(s: Script) -> RegisterIndexView:
    """The index of people, with their offices."""
    entry = NotedEntryView(
        link=s.link("樣本人", "样本人", "people/sample/"),
        note=s.t("樣本局局長", "样本局局长"),
        count=2,
    )
    part = IndexPartView(heading="", entries=(entry,))
    return RegisterIndexView(
        **_frame(s, "people/", s.t("人物", "人物")),  # type: ignore[arg-type]
        kind="people",
        total=1,
        counted=True,
        groups=(IndexGroupView(anchor="", heading="", count=1, parts=(part,)),),
    )


def timeline(s: Script) -> TimelineView:
    """A year of the timeline."""
    return TimelineView(
        **_frame(s, "register/timeline/2024/", s.t("時間線：2024年", "时间线：2024年")),  # type: ignore[arg-type]
        year="2024年",
        total=4,
        years=tuple(
            EntryView(
                link=LinkView(text=f"{year}年", url=s.url(f"register/timeline/{year}/")),
                count=year - 2019,
            )
            for year in (2024, 2023, 2022)
        ),
        groups=(
            TimelineGroupView(heading="2024年2月", happenings=_happenings(s)[:2]),
            TimelineGroupView(heading="2024年1月", happenings=_happenings(s)[2:]),
        ),
        calendar=s.link("協議日曆", "协议日历", "register/dates.ics"),
    )


def changes(s: Script) -> ChangesView:
    """What changed, one change with what was said before and after."""
    return ChangesView(
        **_frame(s, "register/changes/", s.t("最新動態", "最新动态")),  # type: ignore[arg-type]
        changes=(
            ChangeRowView(
                happening=_change(s, 0),
                before=s.t("樣本：二〇二四年", "样本：二〇二四年"),
                after=s.t("樣本：二〇二五年", "样本：二〇二五年"),
            ),
            ChangeRowView(happening=_change(s, 1), before="", after=""),
        ),
        more=s.link("完整時間線", "完整时间线", "register/timeline/"),
        feeds=feeds_view(s, "register/"),
    )


def commitments(s: Script) -> CommitmentsView:
    """The tracker of commitments, with one late and one done."""
    late = PromiseView(
        text=s.t("樣本承諾：設立辦事處", "样本承诺：设立办事处"),
        url=f"{_agreement(s, 1).url}#commitment-1",
        owners=(party(s, 1), LinkView(text="SAMPLE", url="")),
        due=_time(5),
        done=None,
        done_late=False,
        evidence=(),
    )
    done = replace(
        late,
        done=_time(4),
        done_late=True,
        evidence=(source(s), bare_source(s)),
    )
    return CommitmentsView(
        **_frame(s, "register/commitments/", s.t("承諾追蹤", "承诺追踪")),  # type: ignore[arg-type]
        total=3,
        groups=(
            PromisesView(
                state=StatusView(code="late", text=s.t("逾期", "逾期")),
                count=1,
                agreements=(PromiseGroupView(agreement=_agreement(s, 1), promises=(late,)),),
            ),
            PromisesView(
                state=StatusView(code="done", text=s.t("完成", "完成")),
                count=2,
                agreements=(
                    PromiseGroupView(
                        agreement=_agreement(s, 2),
                        promises=(done, replace(late, owners=(), due=None)),
                    ),
                ),
            ),
        ),
    )


def network(s: Script) -> NetworkView:
    """Three organisations that share agreements, one of them with a long name."""
    spots = ((80, 40), (240, 60), (150, 140))
    nodes = tuple(
        NodeView(
            link=party(s, number) if number else LinkView(text="SAMPLE", url=""),
            x=x,
            y=y,
            r=6 + number,
            count=number + 1,
            lines=(
                TextLineView(text=s.t("樣本人才", "样本人才"), y=y + 24),
                TextLineView(text=s.t("發展局", "发展局"), y=y + 40),
            ),
        )
        for number, (x, y) in enumerate(spots)
    )
    return NetworkView(
        **_frame(s, "register/network/", s.t("締約網絡", "缔约网络")),  # type: ignore[arg-type]
        width=320,
        height=200,
        edges=(
            EdgeView(x1=80, y1=40, x2=240, y2=60, width="1.00"),
            EdgeView(x1=240, y1=60, x2=150, y2=140, width="1.67"),
        ),
        nodes=nodes,
        left_out=2,
        rows=(
            PartnerView(
                link=party(s, 1),
                count=3,
                partners=(
                    EntryView(link=party(s, 2), count=2),
                    EntryView(link=LinkView(text="SAMPLE", url=""), count=1),
                ),
            ),
            PartnerView(
                link=LinkView(text="SAMPLE", url=""),
                count=1,
                partners=(EntryView(link=party(s, 1), count=1),),
            ),
        ),
    )


def permanent(s: Script) -> PermanentView:
    """What stands at the permanent address of an agreement."""
    address = f"{SITE}/id/agreements/sample-1/"
    title = " · ".join(_agreement(one, 1).text for one in (s, s.other))
    return PermanentView(
        edition=edition(s),
        head=replace(head_view(s, title, "agreements/sample-1/"), canonical=address),
        switch=(),
        crumbs=(),
        title=title,
        address=address,
        root="/",
        doors=tuple(
            RecordDoorView(
                tag=one.tag,
                label=one.t("繁體", "简体"),
                site_name=one.t("示例站", "示例站"),
                note=one.t("永久網址 · 協議", "永久网址 · 协议"),
                name=_agreement(one, 1).text,
                url=_agreement(one, 1).url,
            )
            for one in (s, s.other)
        ),
    )


def every_overview(s: Script) -> Iterator[tuple[str, PageView]]:
    """Each overview, full and bare, with a short name."""
    yield "register", door(s)
    yield "register-bare", replace(door(s), counts=(), ways=(), rows=(), changes=(), feeds=())
    yield "agreements", table(s)
    yield "agreements-none", replace(table(s), total=0, facets=(), rows=())
    yield "organisations", organisations(s)
    yield "organisations-none", replace(organisations(s), total=0, counted=False, groups=())
    yield "people", people(s)
    yield "timeline", timeline(s)
    yield "timeline-none", replace(timeline(s), year="", total=0, years=(), groups=())
    yield "changes", changes(s)
    yield "changes-none", replace(changes(s), changes=(), more=None)
    yield "commitments", commitments(s)
    yield "commitments-none", replace(commitments(s), total=0, groups=())
    yield "network", network(s)
    yield "network-none", replace(network(s), edges=(), nodes=(), rows=(), left_out=0)
    yield "permanent", permanent(s)

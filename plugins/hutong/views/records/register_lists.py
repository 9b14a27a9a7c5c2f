"""The views of the register's lists and overviews: its door, table, indexes, timeline, network."""

from __future__ import annotations

from hutong.views.records.described import described, record
from hutong.views.records.pages import PageView
from hutong.views.records.parts import EntryView, FeedView, LinkView, TimeView
from hutong.views.records.register import AgreementRowView, SourceLineView, StatusView


@record
class HappeningView:
    """Something that happened to an agreement, or is to happen."""

    time: TimeView = described("when; may be a month, a year, or about so")
    ahead: bool = described("whether it is still to come")
    what: StatusView = described("what: signed, due, changed…")
    agreement: LinkView = described("to which agreement")
    party: LinkView | None = described("the party that it is about, if it is about one")
    text: str = described("the commitment or the change that it is about, or empty")


@record
class WayView:
    """A way into the register."""

    link: LinkView = described("where it leads")
    text: str = described("what is there, in a sentence, or empty")
    count: int = described("how many there are; 0 where nothing is counted")


@record
class RegisterView(PageView):
    """The way into the register."""

    template = "register.html"

    intro: str = described("what the register is, in a sentence or two")
    counts: tuple[WayView, ...] = described("each kind of record with how many there are")
    ways: tuple[WayView, ...] = described("other ways in: timeline, network, commitments…")
    rows: tuple[AgreementRowView, ...] = described("the newest agreements")
    all: LinkView = described("the table of all agreements")
    changes: tuple[HappeningView, ...] = described("what happened last")
    all_changes: LinkView = described("more of that")
    data: tuple[LinkView, ...] = described("the files of open data; text is the file's name")
    feeds: tuple[FeedView, ...] = described("feeds of what happened last")
    calendar: LinkView | None = described("the calendar of dates, to subscribe to")


@record
class OptionView:
    """One value that a facet offers."""

    value: str = described("its code or id, as it stands in the page's address")
    text: str = described("what readers see")
    count: int = described("how many agreements it fits")


@record
class FacetView:
    """One thing by which the table can be narrowed."""

    name: str = described("type, status, year, place, subject or party")
    label: str = described("what readers see")
    options: tuple[OptionView, ...] = described(
        "its values, most frequent first (years: newest first); parties are in the rows"
    )


@record
class TableRowView:
    """An agreement in the table, with what facets need of it."""

    row: AgreementRowView = described("what readers see")
    type: str = described("the code of its type, or empty")
    place: str = described("the id of its place, or empty")
    subjects: str = described("the ids of its subjects, with spaces between")
    also: str = described("its other titles and names, in any script, with bars between; or empty")


@record
class AgreementTableView(PageView):
    """All agreements, newest first."""

    template = "agreements.html"

    total: int = described("how many there are")
    facets: tuple[FacetView, ...] = described("by what the script lets readers narrow the table")
    rows: tuple[TableRowView, ...] = described("the agreements")


@record
class NotedEntryView:
    """One line of an index of the register."""

    link: LinkView = described("where it leads")
    note: str = described("a word on it, such as an office, or empty")
    count: int = described("how many agreements; 0 is not shown")


@record
class IndexPartView:
    """Some entries of an index under a heading."""

    heading: str = described("heading, or empty")
    entries: tuple[NotedEntryView, ...] = described("the lines, most agreements first")


@record
class IndexGroupView:
    """A group of an index, in one or several parts."""

    anchor: str = described("its id on the page; empty in an index without groups")
    heading: str = described("heading, such as a region; empty in an index without groups")
    count: int = described("how many entries it has")
    parts: tuple[IndexPartView, ...] = described("the entries, grouped once more where it helps")


@record
class RegisterIndexView(PageView):
    """All organisations, people, policies, places or subjects of the register."""

    template = "register-index.html"

    kind: str = described("organisations, people, policies, places or subjects")
    total: int = described("how many entries there are")
    counted: bool = described("whether any entry has a number of agreements")
    groups: tuple[IndexGroupView, ...] = described("the entries, grouped where it helps")


@record
class TimelineGroupView:
    """What happened in a month, or in a year without a known month."""

    heading: str = described("2023年6月")
    happenings: tuple[HappeningView, ...] = described("what happened, newest first")


@record
class TimelineView(PageView):
    """What happened in one year."""

    template = "timeline.html"

    year: str = described("the year that is shown; empty where nothing ever happened")
    total: int = described("how much happened in it")
    years: tuple[EntryView, ...] = described("all years, newest first, with how much happened")
    groups: tuple[TimelineGroupView, ...] = described("what happened, newest month first")
    calendar: LinkView | None = described("the calendar of dates, to subscribe to")


@record
class TextLineView:
    """A line of text in a drawing."""

    text: str = described("the text")
    y: int = described("its baseline")


@record
class NodeView:
    """An organisation in the drawing of the network."""

    link: LinkView = described("its name and page; url may be empty")
    x: int = described("its centre, and that of its label")
    y: int = described("its centre")
    r: int = described("its radius")
    count: int = described("how many agreements it is a party to")
    lines: tuple[TextLineView, ...] = described("its short name, in one line or two")


@record
class EdgeView:
    """Two organisations that share agreements."""

    x1: int = described("from here")
    y1: int = described("from here")
    x2: int = described("to here")
    y2: int = described("to here")
    width: str = described("how thick: a third of a pixel more for each agreement")


@record
class PartnerView:
    """An organisation in the table beside the drawing."""

    link: LinkView = described("its name and page")
    count: int = described("how many agreements it is a party to")
    partners: tuple[EntryView, ...] = described("with whom, and in how many agreements")


@record
class NetworkView(PageView):
    """Who agreed with whom."""

    template = "network.html"

    width: int = described("width of the drawing")
    height: int = described("height of the drawing")
    edges: tuple[EdgeView, ...] = described("the lines")
    nodes: tuple[NodeView, ...] = described("the organisations")
    left_out: int = described("how many are in the table only")
    rows: tuple[PartnerView, ...] = described("the same as a table, most agreements first")


@record
class PromiseView:
    """A commitment, and what became of it."""

    text: str = described("what is promised")
    url: str = described("where it stands on the page of its agreement")
    owners: tuple[LinkView, ...] = described("who is to do it")
    due: TimeView | None = described("until when")
    done: TimeView | None = described("when it was done")
    done_late: bool = described("whether that was surely after it was due")
    evidence: tuple[SourceLineView, ...] = described("what shows it")


@record
class PromiseGroupView:
    """The commitments of one agreement that are of one state."""

    agreement: LinkView = described("the agreement")
    promises: tuple[PromiseView, ...] = described("its commitments, in its order")


@record
class PromisesView:
    """All commitments of one state."""

    state: StatusView = described("late, under-way, promised, done, dropped or unreported")
    count: int = described("how many there are")
    agreements: tuple[PromiseGroupView, ...] = described("the commitments, by agreement")


@record
class CommitmentsView(PageView):
    """What was promised, and what became of it."""

    template = "commitments.html"

    total: int = described("how many commitments there are")
    groups: tuple[PromisesView, ...] = described("by state, late first; states without any are not")


@record
class ChangeRowView:
    """Something that happened; of a change also what was said before."""

    happening: HappeningView = described("when, to which agreement, what")
    before: str = described("what it said, or empty")
    after: str = described("what it says now, or empty")


@record
class ChangesView(PageView):
    """What happened last to agreements."""

    template = "changes.html"

    changes: tuple[ChangeRowView, ...] = described("what happened, newest first")
    more: LinkView | None = described("the timeline, if there was more than is shown")
    feeds: tuple[FeedView, ...] = described("the same as feeds")


@record
class RecordDoorView:
    """A record in one edition."""

    tag: str = described("BCP 47 tag")
    label: str = described("the edition's name in its own script")
    site_name: str = described("what the site is called there")
    note: str = described("what stands here: 永久網址 · 協議")
    name: str = described("what the record is called there")
    url: str = described("its page there")


@record
class PermanentView(PageView):
    """What stands at the permanent address of a record."""

    template = "permanent.html"

    address: str = described("the permanent address itself, absolute")
    root: str = described("the address of the site's gateway")
    doors: tuple[RecordDoorView, ...] = described("its page in every edition")

"""The records that cross a boundary in docqa. Read this file and the layout table and you know the program.

What comes in: nothing; this module imports only the standard library. What goes out: frozen, slotted dataclasses.

Conventions used everywhere:
  page            1-based number of the page in the file; None for files without pages (text, Markdown, HTML, DOCX).
  start, end      0-based half-open offsets of characters in the text of that page; without pages, in the text of the file.
  dates           ISO 8601 strings (``2017-10-31``); None where the paper does not say.
  document        path of the file relative to the corpus root, with forward slashes.

A *document* is a file. It holds one or more *papers* (agenda, minutes, report, ...). A paper holds *items*; minutes hold
*decisions* with parts. *Passages* are what is embedded, found and cited; a passage never crosses an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Media = Literal["pdf", "text", "markdown", "html", "docx"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "caption", "note"]
PaperKind = Literal["agenda", "minutes", "report", "appendix", "decision_record", "notice", "other"]
Access = Literal["public", "private_session", "exempt", "confidential"]
DecisionKind = Literal["substantive", "procedural"]
Outcome = Literal["carried", "lost", "deferred", "withdrawn"]
Status = Literal["answered", "not_found", "error"]


# ------------------------------------------------------------------------------------------------- what a file says


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one page: ``page.text[start:end]``."""

    page: int | None
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Does all of ``other`` stand in this run?"""
        return self.page == other.page and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Have the two runs a character in common?"""
        return self.page == other.page and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page as extracted, once and for all: every offset in docqa counts characters of ``text``.

    PDF text is laid out again when it is read: one paragraph, list item or table row is one line (cells separated by tabs),
    words broken over lines are whole, blocks are separated by a blank line. Running heads and feet stay in ``text``; no block
    covers them. For files without pages there is one Page with number None whose text is the text of the file.
    """

    number: int | None
    text: str
    printed: str | None = None  # the page number printed on the page or given by the file's page labels
    estimated: bool = False  # True where the text came from OCR


@dataclass(frozen=True, slots=True)
class Row:
    """What makes a block a row of a table."""

    table: int  # 0-based number of the table in the document
    cells: tuple[str, ...]
    labels: tuple[str, ...] = ()  # column labels, as many as cells, "" where unknown; () for the header row itself
    caption: str = ""
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row, in reading order.

    ``text`` is the slices named by ``spans`` joined by one space; there is more than one span only where the block runs over
    the end of a page.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...]
    level: int = 0  # headings: 1 is the highest; list items: depth, 0 is the outermost
    number: str = ""  # number or marker printed in front, as printed: "85.", "2.1", "(a)", "1)", "-", "•"
    row: Row | None = None
    strong: bool = False  # bold, or larger than the body text


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its pages and blocks, before anybody asks what kind of paper it is."""

    document: str
    sha256: str  # of the file's bytes
    media: Media
    title: str  # from the file's metadata, front matter or first heading; else the file name without its ending
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)  # front matter or PDF information, keys in lower case
    notices: tuple[str, ...] = ()  # what a person should know: "page 3 has no text layer; install tesseract to read it"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not indexed, or pages of it, and why, in words a person understands."""

    document: str
    code: str  # kebab-case: "encrypted", "no-text", "broken", "too-slow", "too-large", "unsupported", "empty", "exempt", ...
    reason: str
    hint: str = ""


# --------------------------------------------------------------------------------------------- the council's record


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in a document: blocks ``first_block`` up to but not including ``end_block``."""

    id: str  # "<document>#<n>", n counts papers of the document from 1
    document: str
    kind: PaperKind
    title: str
    body: str | None  # "Improving Lives Select Commission"
    meeting_date: str | None
    first_block: int
    end_block: int
    first_page: int | None
    last_page: int | None
    draft: bool = False
    access: Access = "public"


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item, a minute or a numbered section of a report, with the blocks that belong to it (heading included)."""

    id: str  # "<paper id>/<n>", n counts items of the paper from 1
    paper: str
    number: str  # as printed without closing punctuation: "85", "77/21", "4.2"; "" where there is none
    numbering: Literal["agenda", "minute", "section", "none"]
    heading: str
    first_block: int
    end_block: int
    access: Access = "public"
    banner: str = ""  # what to say beside private-session text
    gist: str = ""  # stems of its words, each once: what links compare


@dataclass(frozen=True, slots=True)
class Attendance:
    """One name in the header of a set of minutes."""

    paper: str
    name: str
    role: Literal["chair", "vice_chair", "present", "in_attendance", "apologies", "absent", "substitute", "clerk"]
    note: str = ""  # "for Item 90", "arrived at 7.01 p.m."
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of one body, from whichever papers tell of it."""

    id: str  # "<body slug>/<date>", e.g. "ilsc/2017-10-31"
    body: str
    date: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a decision with its child bullets."""

    number: str
    text: str
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote as printed; None where the paper gives no figure."""

    for_: int | None = None
    against: int | None = None
    abstain: int | None = None
    absent: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # member -> "for" | "against" | "abstain" | "absent", where printed


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as minuted, word for word. ``text`` is the whole of it, parts included."""

    id: str  # "ilsc/2017-10-31/m90/r2": body slug, meeting date, minute (or item) number, r + n-th decision of the minute
    document: str
    paper: str
    item: str | None
    body: str | None
    meeting_date: str | None
    minute: str | None
    heading: str
    text: str
    spans: tuple[Span, ...]
    parts: tuple[Part, ...] = ()
    kind: DecisionKind = "substantive"
    strength: str = ""  # the verb used: "noted", "received", "recommended", "approved", "delegated", ...
    outcome: Outcome = "carried"
    mover: str | None = None
    seconder: str | None = None
    votes: Votes | None = None
    access: Access = "public"
    draft: bool = False
    recommends_to: str | None = None
    due: str | None = None  # when something is to come back: "2018-05-14", or "2018-05" where the paper gives a month or a span
    status: str | None = None
    reasons: str = ""  # under "Reasons for decision"
    alternatives: str = ""  # under "Alternative options considered and rejected"
    owner: str | None = None  # who is to act, as printed: "Strategic Director (Place)"
    call_in: str = ""  # what is said about call-in or urgency: "Not subject to call-in"

    @property
    def page(self) -> int | None:
        """Page on which the decision starts."""
        return self.spans[0].page if self.spans else None


@dataclass(frozen=True, slots=True)
class Interest:
    """A declaration of interest at a meeting."""

    paper: str
    member: str
    item: str | None  # number or heading of the item it is about, as printed
    kind: str  # "personal", "prejudicial", "disclosable pecuniary", "other registrable", ... as printed; "" where the paper does not say
    left: bool | None  # whether the member left the room; None where the paper does not say
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What looks like a decision and is none, kept as what it is."""

    id: str  # "<item or paper id>/s<n>"
    paper: str
    item: str | None
    kind: Literal["undertaking", "request", "recommendation", "action", "report"]  # an officer undertakes, the chair asks, a report recommends; "ACTION: ..."; what became of something
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an item speaks of another meeting, as printed: what is meant is settled over the whole register."""

    source: str  # id of the item, or of a paper without items
    paper: str
    body: str | None  # None: the body that speaks
    date: str | None  # "2024-06-11", "--06-11" (no year printed), "2024-07", "--07"
    minute: str | None
    text: str  # the sentence


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that was to come back, and what became of it. ``status`` is as of a day: see ``docqa.council.followups``."""

    id: str  # of the decision, with the part: "ilsc/2017-11-14/m97/r1/2)"
    decision: str
    document: str
    body: str | None
    meeting_date: str | None
    minute: str | None
    heading: str
    what: str  # the words of the part, as minuted
    due: str | None
    due_words: str  # the words that say when: "in six months' time"
    owner: str | None
    answered_by: str | None = None  # id of an item or paper
    answered_on: str | None = None
    superseded_by: str | None = None
    partly: bool = False
    status: str = ""  # open | due | reported | answered in part | superseded
    access: Access = "public"


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two things of the record, with the words it rests on."""

    source: str  # id of a decision, item, paper or meeting
    relation: str  # "considers", "recommends", "follows-up", "supersedes", "approves-minutes", ...
    target: str
    evidence: str
    confidence: float
    note: str = ""  # "as recommended", "amended", "not accepted"


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym with what it stands for, and where a paper says so."""

    acronym: str
    meaning: str
    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the council side reads out of one document."""

    papers: tuple[Paper, ...] = ()
    items: tuple[Item, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    links: tuple[Link, ...] = ()
    definitions: tuple[Definition, ...] = ()
    interests: tuple[Interest, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()


# -------------------------------------------------------------------------------------------------------- searching


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded, found and cited. ``text`` is the slices of ``spans`` joined by one space.

    ``context`` (body, date, paper, headings, table caption) is indexed with the text but never quoted as if it were the text.
    """

    row: int  # position in the index, 0-based; -1 before the index has given one
    document: str
    paper: str
    item: str | None
    kind: Literal["text", "table"]
    text: str
    spans: tuple[Span, ...]
    context: str
    title: str
    paper_kind: PaperKind
    body: str | None
    meeting_date: str | None
    minute: str | None
    heading: str
    access: Access = "public"
    draft: bool = False
    banner: str = ""
    stems: str = ""  # stems of the text, in order, joined by spaces: made once, at build time
    context_stems: str = ""  # likewise of the context
    small_numbers: tuple[Span, ...] = ()  # rows that tell of single people: quoted with the whole table or not at all


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to. Empty strings and None mean no limit; dates are inclusive."""

    body: str | None = None
    from_date: str | None = None
    to_date: str | None = None
    kind: str | None = None  # a PaperKind
    minute: str | None = None
    access: str | None = None  # "public" leaves out private-session text

    def __bool__(self) -> bool:
        return any((self.body, self.from_date, self.to_date, self.kind, self.minute, self.access))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its score (higher is better, comparable within one search only)."""

    passage: Passage
    score: float
    dense: float = 0.0  # cosine similarity with the question
    lexical: float = 0.0  # BM25 over the best BM25 of the search, 0 to 1
    units: tuple[float, ...] = ()  # cosine of each of its sentences and rows with the question, in reading order
    places: tuple[Passage, ...] = ()  # other places where the same text stands
    read: tuple[float, ...] = ()  # what the reader says of each of its sentences and rows; empty where it was not read by docqa's own
    words: tuple[float, ...] = ()  # what the reader says of the words of each, likewise


# -------------------------------------------------------------------------------------------------------- answering


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. ``quote`` is ``text[start:end]`` of the page (of the file, without pages)."""

    mark: int  # 1-based; "[1]" in the answer
    quote: str
    document: str
    title: str
    paper: PaperKind
    page: int | None
    printed_page: str | None
    estimated: bool
    start: int
    end: int
    body: str | None
    meeting_date: str | None
    minute: str | None
    heading: str
    access: Access
    draft: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision as shown beside an answer."""

    id: str
    text: str
    parts: tuple[Part, ...]
    kind: DecisionKind
    outcome: Outcome
    minute: str | None
    heading: str
    body: str | None
    meeting_date: str | None
    document: str
    page: int | None
    relation: str  # "decides" | "recommends" | "follows-up" | ...


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two papers that give different values for one thing; ``citations`` are marks."""

    about: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched."""

    documents: int
    meetings: int
    from_date: str | None
    to_date: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. ``answer`` carries marks ``[1]`` that number its citations."""

    id: str | None
    question: str
    status: Status
    answer: str
    confidence: float
    method: str  # "passages" | "register" | "attendance" | "glossary" | "dates" | "followups" | "model"
    citations: tuple[Citation, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    coverage: Coverage | None = None
    notices: tuple[str, ...] = ()
    error: str | None = None
    elapsed_ms: float = 0.0


# ----------------------------------------------------------------------------------------------------------- as JSON

_JSON_NAMES = {"for_": "for", "from_date": "from", "to_date": "to"}


def to_json(record: Any) -> Any:
    """A record as plain dicts and lists for ``json.dumps``, with the outside names (``for``, ``from``, ``to``)."""

    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {_JSON_NAMES.get(k, k): rename(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [rename(v) for v in value]
        return value

    return rename(asdict(record))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. Lists hold document paths relative to the corpus root."""

    documents: int
    pages: int
    papers: int
    meetings: int
    decisions: int
    passages: int
    encoded: int  # passages encoded in this build; the rest came from the cache
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    duplicates: tuple[tuple[str, str], ...]  # (copy, the document read in its place)
    skipped: tuple[Skipped, ...]
    notices: tuple[str, ...]
    seconds: float
    index: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build, for progress lines and bars."""

    stage: Literal["scan", "read", "encode", "write", "done"]
    done: int
    total: int
    detail: str = ""
    pages: int = 0
    passages: int = 0
    seconds_left: float | None = None

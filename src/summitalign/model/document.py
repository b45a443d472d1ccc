"""A document as every stage sees it: text that never changes, regions that tile it, segments and talks in it."""

from dataclasses import dataclass, field
from enum import Flag, StrEnum, auto

from summitalign.model.span import LineIndex, Span


class RegionKind(StrEnum):
    """What a stretch of text is; only PROSE is ever edited."""

    PROSE = "prose"
    """Running text in its place: paragraph, heading, cell, item, link text."""
    MARKUP = "markup"
    """Syntax: heading marks, emphasis marks, list markers, table bars, line breaks between blocks."""
    CODE = "code"
    """Fenced, indented or inline code, and the content of `pre`, `script`, `style`, `code`, `kbd`, `samp`."""
    FRONT_MATTER = "front-matter"
    LINK_TARGET = "link-target"
    """Destination of a link or an image, with its title and brackets."""
    REFERENCE_LABEL = "reference-label"
    """The label that ties a reference link to its definition; the text of a shortcut reference is one."""
    REFERENCE_DEFINITION = "reference-definition"
    FOOTNOTE_LABEL = "footnote-label"
    AUTOLINK = "autolink"
    """A bare or bracketed URL, an e-mail address, a domain."""
    IDENTIFIER = "identifier"
    """A file path, an import line, a package pin standing in prose."""
    HTML_TAG = "html-tag"
    HTML_COMMENT = "html-comment"
    ENTITY = "entity"
    """A character reference or a backslash escape: its source differs from what it shows."""
    MATH = "math"
    TEMPLATE = "template"
    """Liquid, Jinja, Hugo, Hexo or MDX code."""
    ATTRIBUTES = "attributes"
    """A heading id or a kramdown attribute list."""


class Scope(Flag):
    """The contexts a stretch of prose stands in; several may hold at once."""

    NONE = 0
    HEADING = auto()
    TABLE = auto()
    LIST = auto()
    QUOTE = auto()
    LINK_TEXT = auto()
    ALT = auto()
    """The text of an image."""
    HTML = auto()
    """Text between HTML tags."""
    FRONT_MATTER = auto()
    """A value of the front matter that the settings open to edits; never with another scope."""


@dataclass(frozen=True, slots=True)
class Region:
    """One tile of a document."""

    kind: RegionKind
    span: Span
    scope: Scope = Scope.NONE
    """Contexts of a PROSE region; NONE elsewhere."""


class LinkKind(StrEnum):
    """What a link leads to."""

    VIDEO = "video"
    PLAYLIST = "playlist"
    ANCHOR = "anchor"
    WEB = "web"
    FILE = "file"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, and what it identifies whichever way it is written."""

    target: str
    """The destination as written."""
    identity: str
    """Normalised identity: `youtube:ID`, `youtube-list:ID`, `#anchor`, `example.org/path`, a relative path."""
    kind: LinkKind
    text_span: Span
    """What is shown as the link; empty where nothing is."""
    span: Span
    """The whole link construct."""
    seconds: int | None = None
    """Time stamp into a video, in seconds."""


class SegmentKind(StrEnum):
    """The units that are aligned."""

    DOCUMENT = "document"
    SECTION = "section"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    ENTRY = "entry"
    """A talk: a table row, or one of several in a cell."""
    ITEM = "item"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of a document, in document order; `span` is its own text, without its child sections."""

    id: str
    """Unique in the document: `s` and a number."""
    kind: SegmentKind
    level: int
    """Heading level 1..6 of a section; nesting depth of an item; 0 elsewhere and for text before the first heading."""
    title: str
    """Plain text of the heading, of a leading bold or linked phrase, or of a talk's title; else empty."""
    title_span: Span
    """Where the title stands; empty at the segment's start where there is none."""
    span: Span
    """Own text: a section reaches to the next heading of any level, an item to its next sibling or child item."""
    parent: str | None = None
    """Id of the enclosing segment: the parent section, row or item; None at the top."""
    is_pseudo_heading: bool = False
    """True for a section whose heading is only a bold line."""
    anchor: str = ""
    """Fragment by which links reach the section, as GitHub generates it; empty for other kinds."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody on stage."""

    name: str
    role: str = ""
    """Post, affiliation or part in the talk as written, such as `Engineer, Google` or `moderator`."""
    links: tuple[Link, ...] = ()
    """Pages about the person; those about the talk are links of the `Talk`."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What an agenda says of one talk; `segment` is its ENTRY."""

    segment: str
    title: str
    speakers: tuple[Speaker, ...] = ()
    day: str = ""
    """Title of the agenda's section, such as `Day 1 - March 6th`."""
    time: str = ""
    """Start as written, such as `9:50 AM`."""
    session: str = ""
    """Title of the row where one cell holds several talks, or the track."""
    links: tuple[Link, ...] = ()
    """Recordings, slides and pages of the talk; those about its speakers are left out."""
    notes: str | None = None
    """Segment id of the section that the row's anchor leads to."""
    end: str = ""
    """As written, or start and duration added up; empty where nothing tells."""
    room: str = ""
    abstract: str = ""
    """What the agenda says of the content, as plain text."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about how a document was read, such as a name that was mended."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed document."""

    source: str
    """The path as it was given, or a name such as `<text>`."""
    text: str
    """Decoded text without a byte order mark; never changes."""
    regions: tuple[Region, ...]
    """Tile `text` without gap or overlap, in order."""
    lines: LineIndex
    segments: tuple[Segment, ...] = ()
    """In order of `span.start`, an outer segment before its inner ones."""
    links: tuple[Link, ...] = ()
    """In order of `span.start`; links of HTML included."""
    talks: tuple[Talk, ...] = ()
    front_matter: tuple[tuple[str, str], ...] = ()
    """Top-level scalar keys and values of the front matter, as text."""
    remarks: tuple[Remark, ...] = ()
    """In order of `span.start`."""
    is_data: bool = False
    """True for a published schedule or playlist, whose regions hold no place where a term could be fixed."""
    encoding: str = "utf-8"
    has_bom: bool = False
    index: dict[str, Segment] = field(default_factory=dict, compare=False, repr=False)
    """Segments by id."""

    def segment(self, segment_id: str) -> Segment:
        """Return the segment of an id; raises KeyError for an unknown one."""
        return self.index[segment_id]

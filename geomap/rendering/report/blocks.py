"""What a report holds, whatever it is written as: sections of blocks, texts as runs of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from geomap.rendering.static_map.picture import to_png
from geomap.rendering.static_map.scene import Scene
from geomap.rendering.static_map.svg import to_svg

__all__ = [
    "Block",
    "Bullets",
    "Card",
    "Number",
    "Numbers",
    "Paragraph",
    "Picture",
    "Report",
    "Section",
    "Span",
    "Table",
    "Text",
    "plain",
]


_DPI = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of words of one look.

    Attributes:
        style: "" as it stands, "strong", "soft" for what explains, "mark" for marked words of a quote,
            "quote" for words of a source.
        href: Address to link to, absolute http or https; None for no link.
    """

    text: str
    style: str = ""
    href: str | None = None


Text = tuple[Span, ...]
"""A text of several looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; ``style`` is "" or "note"."""

    kind: ClassVar[str] = "paragraph"
    text: Text
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of texts."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One figure of the summary: "46 to 50", "killed", "stated for 4 of 6 incidents"."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The figures of the summary, side by side."""

    kind: ClassVar[str] = "numbers"
    items: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing.

    Attributes:
        name: Short, for file names and ids: "map", "timeline".
        scene: What is drawn, in millimetres.
        alt: What it shows, for those who do not see it.
    """

    kind: ClassVar[str] = "picture"
    name: str
    scene: Scene
    alt: str
    caption: str

    @property
    def svg(self) -> str:
        """The drawing as SVG."""
        return to_svg(self.scene)

    def png(self) -> bytes:
        """Return the drawing as dots, for formats without SVG."""
        return to_png(self.scene, dpi=_DPI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``shares`` are the widths of the columns, which add up to 1."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything about one incident.

    Attributes:
        number: As in the table.
        about: Type, and words such as "background".
        facts: Label and text of each field that is stated.
        quote: The sentence of the source, with the words behind the fields marked.
        sources: One text for each.
    """

    kind: ClassVar[str] = "card"
    number: int
    title: str
    about: Text
    facts: tuple[tuple[str, Text], ...]
    quote_label: str
    quote: tuple[Text, ...]
    sources_label: str
    sources: tuple[Text, ...]


Block = Paragraph | Bullets | Numbers | Picture | Table | Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report under a heading; ``title`` is "" for one without.

    Attributes:
        key: What it is: summary, map, timeline, table, cards, unplaced, method, credits.
        new_page: True where a printed report begins a page.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report's whole content.

    Attributes:
        direction: "ltr" or "rtl", of the report's own words; each text of the data has its own.
        generator: The program and version that made it.
        interactive: The interactive map as a page of its own, or None.
        words: The report's own words by name, for templates.
    """

    title: str
    subtitle: str
    language: str
    direction: str
    generator: str
    sections: tuple[Section, ...]
    words: dict[str, str]
    interactive: str | None = None

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every drawing, in order."""
        return tuple(
            block for section in self.sections for block in section.blocks if isinstance(block, Picture)
        )


def plain(text: Text) -> str:
    """Return the words of a text without their looks."""
    return "".join(span.text for span in text)

"""An incident table becomes the content of a report: what each section says, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geomap._version import __version__
from geomap.errors import MissingColumnError
from geomap.frame import COLUMNS, combine_reports, to_incidents
from geomap.model import Incident
from geomap.rendering.report.blocks import (
    Block,
    Bullets,
    Number,
    Numbers,
    Paragraph,
    Picture,
    Report,
    Section,
    Span,
    Table,
    Text,
)
from geomap.rendering.report.settings import ReportSettings, RunNotes
from geomap.rendering.report.telling import card_of, row_of, unplaced_reason
from geomap.rendering.report.timeline import timeline_picture
from geomap.rendering.report.totals import COUNTED, PeopleSum, Totals, count_of, sum_up
from geomap.rendering.report.words import Words, clean, words_of

if TYPE_CHECKING:
    import geopandas

__all__ = ["compose_report"]

_ROWS = 2_000
"""Rows of the table; a report of more would be a data file."""

_UNPLACED = 60
_SHARES = (0.05, 0.13, 0.37, 0.2, 0.17, 0.08)
_HEADS = ("number", "date", "what", "where", "people", "sure")


def compose_report(
    frame: geopandas.GeoDataFrame,
    settings: ReportSettings | None = None,
    notes: RunNotes | None = None,
    *,
    picture: Picture | None = None,
    interactive: str | None = None,
) -> Report:
    """Put incidents into the content of a report.

    Args:
        frame: The incident table. Reports that share a ``cluster_id`` are one incident of the report.
        settings: Title, language, number of cards.
        notes: What the method note states about the run that made the table.
        picture: The map.
        interactive: The interactive map as a page of its own.

    Raises:
        MissingColumnError: The frame is not an incident table.
    """
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise MissingColumnError(
            f"the frame has no column '{missing[0]}'; make one with geomap.extract() or geomap.read_frame()"
        )
    chosen, stated = settings or ReportSettings(), notes or RunNotes()
    words = words_of(chosen.language)
    incidents = to_incidents(combine_reports(frame))
    totals = sum_up(incidents, reports=frame["incident_id"].nunique())
    sections = (
        _summary(incidents, totals, words),
        _pictures(incidents, picture, words),
        _table(incidents, words),
        _cards(incidents, chosen.limit, words),
        _unplaced(incidents, words),
        _method(stated, words),
        _credits(stated, words),
    )
    return Report(
        title=clean(chosen.title) or words("title"),
        subtitle=_subtitle(incidents, words),
        language=words.language,
        direction=words("direction"),
        generator=f"geomap {__version__}",
        sections=tuple(section for section in sections if section.blocks),
        words=words.phrases,
        interactive=interactive,
    )


def _subtitle(incidents: Sequence[Incident], words: Words) -> str:
    """Return the first and last day, and what made the report."""
    firsts = [day for entry in incidents if (day := entry.when.start or entry.when.end) is not None]
    lasts = [day for entry in incidents if (day := entry.when.end or entry.when.start) is not None]
    made = words("made_with", version=__version__)
    if not firsts:
        return f"{words('no_dates')} · {made}"
    first, last = min(firsts), max(lasts)
    if first == last:
        return f"{words.day(first)} · {made}"
    return f"{words('period', **{'from': words.day(first), 'to': words.day(last)})} · {made}"


def _summary(incidents: Sequence[Incident], totals: Totals, words: Words) -> Section:
    """Return the figures, and what they count."""
    if not incidents:
        note = Paragraph(text=(Span(text=words("none_found")),))
        return Section(key="summary", title=words("summary"), blocks=(note,))
    placed = sum(totals.placed.values())
    of_all = words("all_placed") if placed == totals.incidents else words("placed_of", n=totals.incidents)
    figures = [
        Number(value=f"{totals.incidents:,}", label=words("number_incidents")),
        Number(value=f"{placed:,}", label=words("number_placed"), note=of_all),
    ]
    figures += [
        _people_number(kind, totals.people[kind], totals.counted, words)
        for kind in COUNTED
        if kind in ("killed", "wounded") or totals.people[kind].stated > 0
    ]
    text = " ".join(_sentences(totals, words))
    return Section(
        key="summary",
        title=words("summary"),
        blocks=(Numbers(items=tuple(figures)), Paragraph(text=(Span(text=text),))),
    )


def _people_number(kind: str, people: PeopleSum, counted: int, words: Words) -> Number:
    label = words(f"number_{kind}")
    if people.stated == 0:
        return Number(value=words("dash").strip(), label=label, note=words("not_stated"))
    if people.high is None:
        value = words("and_more", n=people.low)
    elif people.low == people.high:
        value = f"{people.low:,}"
    else:
        value = words("range", low=people.low, high=people.high)
    return Number(value=value, label=label, note=words("stated_for", n=people.stated, all=counted))


def _sentences(totals: Totals, words: Words) -> Iterator[str]:
    """Yield what the figures of the summary mean."""
    if totals.reports > totals.incidents:
        yield words("reports_sentence", n=totals.reports)
    parts = [
        words(f"part_{name}", n=totals.placed[name])
        for name in ("exact", "coarse", "area")
        if totals.placed[name]
    ]
    parts += [
        words(f"part_{name}", n=totals.unplaced[name])
        for name in ("ambiguous", "unresolved", "unnamed")
        if totals.unplaced[name]
    ]
    yield words("precision_sentence", parts=words.list(parts))
    kinds = [f"{words.named('types', name)} {count:,}" for name, count in totals.types.most_common()]
    yield words("types_sentence", parts=words.list(kinds))
    yield words("sum_sentence", counted=words.plural("incidents", totals.counted))
    if totals.left_out:
        left = [words(f"left_out_{name}", n=count) for name, count in sorted(totals.left_out.items())]
        yield words("left_out_sentence", parts=words.list(left))


def _pictures(incidents: Sequence[Incident], picture: Picture | None, words: Words) -> Section:
    drawn = (picture, timeline_picture(incidents, words))
    blocks = tuple(block for block in drawn if block is not None)
    return Section(key="map", title=words("map"), blocks=blocks)


def _table(incidents: Sequence[Incident], words: Words) -> Section:
    if not incidents:
        return Section(key="table", title=words("table"), blocks=())
    rows = tuple(row_of(number, entry, words) for number, entry in enumerate(incidents[:_ROWS], start=1))
    heads = tuple(words(f"head_{name}") for name in _HEADS)
    blocks: list[Block] = [Table(head=heads, shares=_SHARES, rows=rows)]
    if len(incidents) > _ROWS:
        blocks.append(_note(words("table_cut", n=_ROWS, all=len(incidents))))
    return Section(key="table", title=words("table"), blocks=tuple(blocks))


def _cards(incidents: Sequence[Incident], limit: int, words: Words) -> Section:
    """Return a card for each incident, or for those that cost the most lives; in the order of the table."""
    numbered = list(enumerate(incidents, start=1))
    blocks: list[Block] = []
    if len(numbered) > limit:
        cut = words("cards_none") if limit == 0 else words("cards_cut", n=limit, all=len(numbered))
        blocks.append(_note(cut))
        numbered = sorted(sorted(numbered, key=_gravity)[:limit])
    blocks += [card_of(number, incident, words) for number, incident in numbered]
    return Section(key="cards", title=words("cards"), blocks=tuple(blocks), new_page=True)


def _gravity(entry: tuple[int, Incident]) -> tuple[int, int, int]:
    """Sort by the least number of people killed, then wounded, the most first; then as in the table."""
    number, incident = entry
    counts = [count_of(incident, kind) for kind in ("killed", "wounded")]
    killed, wounded = (next((n for n in (one.low, one.best, one.high) if n is not None), 0) for one in counts)
    return (-killed, -wounded, number)


def _unplaced(incidents: Sequence[Incident], words: Words) -> Section:
    """Return the incidents without a point, each with the reason."""
    missing = [
        (number, incident)
        for number, incident in enumerate(incidents, start=1)
        if all(place.lat is None for place in incident.places)
    ]
    items: list[Text] = [
        (
            Span(text=f"{number}. {clean(incident.title) or words('untitled')} ", style="strong"),
            Span(text=unplaced_reason(incident.places[0], words)),
        )
        for number, incident in missing[:_UNPLACED]
    ]
    if len(missing) > _UNPLACED:
        items.append((Span(text=words("and_others", n=len(missing) - _UNPLACED), style="soft"),))
    blocks = (Bullets(items=tuple(items)),) if items else ()
    return Section(key="unplaced", title=words("unplaced"), blocks=blocks)


def _method(notes: RunNotes, words: Words) -> Section:
    """Return how the report was made, with versions, and what could not be used."""
    text = [words("method_text"), words("method_confidence")]
    text.append(words("method_counts", counts=notes.counts) if notes.counts else words("method_table"))
    if notes.gazetteer_digest:
        text.append(words("method_versions", version=notes.version or "?", digest=notes.gazetteer_digest))
    if notes.pins:
        text.append(words("method_pins", files=words.list(list(notes.pins))))
    blocks: list[Block] = [Paragraph(text=(Span(text=" ".join(text)),))]
    if notes.problem_count > 0:
        blocks.append(Paragraph(text=(Span(text=words("method_problems", n=notes.problem_count)),)))
        items = [(Span(text=clean(line)),) for line in notes.problems]
        hidden = notes.problem_count - len(items)
        more = [(Span(text=words("and_others", n=hidden), style="soft"),)] if hidden > 0 else []
        blocks.append(Bullets(items=(*items, *more)))
    return Section(key="method", title=words("method"), blocks=tuple(blocks))


def _credits(notes: RunNotes, words: Words) -> Section:
    items: tuple[Text, ...] = tuple((Span(text=clean(line)),) for line in notes.attribution)
    return Section(key="credits", title=words("credits"), blocks=(Bullets(items=items),) if items else ())


def _note(text: str) -> Paragraph:
    return Paragraph(text=(Span(text=text),), style="note")

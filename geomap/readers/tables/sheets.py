"""Workbooks (xlsx, xls, ods): the sheet that holds the incidents, without the notes around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from geomap.errors import EmptyInputError, UnknownNameError, UnreadableInputError
from geomap.readers.cell_text import cell_text
from geomap.readers.columns import column_key, explain_roles, unique_names
from geomap.readers.dialect import NOTE_ROWS, SAMPLE_ROWS, judge_rows
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.tables.delimited import is_tag_row
from geomap.readers.tables.event_sources import add_sources, sources_in
from geomap.readers.tables.raw import TABLES, RawTable, digest_of, problem
from geomap.readers.tables.sheet_extent import MOST_CELLS, SheetExtent, report_uncalculated, sheet_extents

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["open_workbook"]

WEIGHTS = {
    "place": 4,
    "lat": 3,
    "lon": 3,
    "latlon": 5,
    "date": 3,
    "year": 1,
    "country": 2,
    "admin1": 2,
    "id": 1,
}
"""How much a column of a role speaks for a sheet to hold incidents; other roles count 1."""
WHERE = frozenset(["place", "lat", "latlon", "country", "admin1", "admin2"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with a table in it.

    Attributes:
        page: Its cells.
        names: Its header; made up when it has none.
        tags: HXL tags under the header, or empty.
        skipped: Rows above the header.
        body: Index of the first row under the header.
        roles: Roles that its columns play.
        score: How much speaks for it to hold the incidents.
    """

    page: CalamineSheet
    names: tuple[str, ...]
    tags: tuple[str, ...]
    has_header: bool
    skipped: int
    body: int
    roles: tuple[str, ...]
    score: float

    @property
    def name(self) -> str:
        """What the workbook calls it."""
        return self.page.name

    @property
    def rows(self) -> int:
        """How many rows stand under the header, blank ones included."""
        return max(0, self.page.total_height + 1 - self.body)


@TABLES.register("xlsx")
@TABLES.register("xls")
@TABLES.register("ods")
@contextmanager
def open_workbook(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """A workbook of Excel or LibreOffice: the sheet that looks most like incidents, or the one that is named.

    Sheets with the same header are read as one table, one after the other. Notes above the table are left
    out; cells that are merged downwards hold for all their rows.

    Raises:
        EmptyInputError: No sheet holds a table.
        UnknownNameError: The settings name a sheet that is not there.
        UnreadableInputError: The workbook is damaged or locked.
    """
    with _open(file) as book:
        extents = sheet_extents(file)
        pages = _pages(book, file, extents, report)
        sheets = [sheet for page in pages if (sheet := _look_at(page)) is not None]
        if not sheets:
            raise EmptyInputError(f"{file.source} is a workbook without a table in it")
        chosen = _choose(sheets, settings.sheet, book.sheet_names, file.source)
        notes = _notes(chosen, sheets, settings.sheet)
        others = [sheet for sheet in sheets if sheet not in chosen]
        title, sources = sources_in((sheet.name, sheet.names, _body(sheet)) for sheet in others)
        names, rows = add_sources(chosen[0].names, chain.from_iterable(map(_body, chosen)), sources)
        if len(names) > len(chosen[0].names):
            notes = (*notes, f"the sources that it names are those of sheet '{title}'")
            others = [sheet for sheet in others if sheet.name != title]
        if others and settings.sheet is None:
            reason = f"{'; '.join(notes)}; not read: {', '.join(sheet.name for sheet in others)}"
            report(problem(file.source, chosen[0].name, reason, "--sheet NAME reads another"))
        report_uncalculated([sheet.name for sheet in chosen], extents, file.source, report)
        yield RawTable(
            source=file.source,
            names=names,
            rows=rows,
            tags=chosen[0].tags,
            digest=digest_of(file),
            has_header=chosen[0].has_header,
            notes=notes,
        )


@contextmanager
def _open(file: InputFile) -> Iterator[CalamineWorkbook]:
    from python_calamine import CalamineError, load_workbook

    with file.open() as stream:
        content = BytesIO(stream.read())
    try:
        book = load_workbook(content)
    except (CalamineError, OSError) as error:
        raise UnreadableInputError(f"{file.source} is a damaged or locked workbook: {error}") from error
    with book:
        yield book


def _pages(
    book: CalamineWorkbook, file: InputFile, extents: Mapping[str, SheetExtent], report: Report
) -> list[CalamineSheet]:
    """Return the sheets that can be held in memory; the others are reported."""
    from python_calamine import CalamineError

    too_large = {name for name, extent in extents.items() if extent.cells > MOST_CELLS}
    for name in sorted(too_large):
        reason = f"a cell stands so far from the others that the sheet would hold over {MOST_CELLS:,} cells"
        report(problem(file.source, name, reason, "delete it, or save the sheet as CSV"))
    try:
        return [book.get_sheet_by_name(name) for name in book.sheet_names if name not in too_large]
    except CalamineError as error:
        raise UnreadableInputError(f"{file.source} is a damaged workbook: {error}") from error


def _look_at(page: CalamineSheet) -> Sheet | None:
    """Return what a sheet holds, or None when that is no table."""
    rows = _text_rows(page)
    sample = list(islice(rows, NOTE_ROWS + SAMPLE_ROWS))
    top = _header_index(sample)
    if top is None:
        return None
    below = sample[top:]
    has_header = judge_rows([row for row in below if any(row)]).has_header
    names, body = (below[0], top + 1) if has_header else ([""] * len(below[0]), top)
    if has_header:
        names, body = _joined_header(page, names, sample, body)
    tags = sample[body] if body < len(sample) and is_tag_row(sample[body]) else []
    body += len(tags) > 0
    cells = [row for row in sample[body:] if any(row)]
    if not cells:
        return None
    columns = unique_names(names)
    roles = tuple(explain_roles(columns, cells, told={}, tags=tags))
    return Sheet(
        page=page,
        names=tuple(columns if not has_header else names),
        tags=tuple(tags),
        has_header=has_header,
        skipped=top,
        body=body,
        roles=roles,
        score=_score(roles, page.total_height + 1 - body, len(columns)),
    )


def _score(roles: Sequence[str], rows: int, width: int) -> float:
    """Return how much speaks for a sheet to hold incidents: where, when, what, and how many of them."""
    size = math.log2(1 + max(rows, 0))
    if not WHERE & set(roles):
        return 0.001 * size * width
    return size * sum(WEIGHTS.get(role, 1) for role in roles)


def _header_index(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that is about as full as the table's rows are; notes above it are not."""
    filled = [sum(cell != "" for cell in row) for row in rows]
    full = sorted(count for count in filled if count > 0)
    if not full:
        return None
    usual = full[(3 * len(full)) // 4]
    return next(index for index, count in enumerate(filled) if count > 0 and 2 * count > usual)


def _joined_header(
    page: CalamineSheet, names: list[str], sample: Sequence[list[str]], body: int
) -> tuple[list[str], int]:
    """Return a header of two rows as one: "Killed" merged over "men" and "women" is "Killed men", ..."""
    left = 0 if page.start is None else page.start[1]
    spans = [
        (first[1] - left, last[1] - left)
        for first, last in page.merged_cell_ranges or ()
        if first[0] == last[0] == body - 1 and first[1] < last[1]
    ]
    under = sample[body] if body < len(sample) else []
    over = {column: start for start, end in spans for column in range(start, end + 1)}
    below = [index for index, cell in enumerate(under) if cell != ""]
    if not set(over) & set(below) or any(_is_number(under[index]) for index in below):
        return names, body
    tops = [names[over.get(index, index)] for index in range(len(names))]
    return [" ".join(filter(None, pair)) for pair in zip(tops, under, strict=True)], body + 1


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace("-", "").isdigit()


def _choose(sheets: Sequence[Sheet], wanted: str | None, names: Sequence[str], source: str) -> list[Sheet]:
    """Return the sheets to read: the one that is named, or the best and those with its header."""
    if wanted is not None:
        named = [sheet for sheet in sheets if sheet.name.casefold() == wanted.casefold()]
        if named:
            return [next((sheet for sheet in named if sheet.name == wanted), named[0])]
        if wanted in names:
            raise EmptyInputError(f"the sheet '{wanted}' of {source} holds no table")
        raise UnknownNameError(f"{source} has no sheet '{wanted}'; sheets: {', '.join(names)}")
    best = max(sheets, key=lambda sheet: sheet.score)
    header = [column_key(name) for name in best.names]
    return [
        sheet
        for sheet in sheets
        if sheet is best or (sheet.has_header and [column_key(name) for name in sheet.names] == header)
    ]


def _notes(chosen: Sequence[Sheet], sheets: Sequence[Sheet], wanted: str | None) -> tuple[str, ...]:
    """Return how the table was found, in words."""
    names = " and ".join(f"'{sheet.name}'" for sheet in chosen)
    rows = sum(sheet.rows for sheet in chosen)
    if wanted is not None:
        why = "as asked for"
    elif len(sheets) == 1:
        why = "the only one with a table"
    else:
        held = ", ".join(chosen[0].roles[:6]) or "no place"
        why = f"of {len(sheets)} with a table: it has {held}" + (
            "; the others have the same columns" if len(chosen) > 1 else ""
        )
    kind = "sheet" if len(chosen) == 1 else "sheets"
    found = [f"{kind} {names} read ({rows:,} rows), {why}"]
    if chosen[0].skipped > 0 and any(
        any(row) for row in islice(_text_rows(chosen[0].page), chosen[0].skipped)
    ):
        found.append(f"{chosen[0].skipped} rows above the table are notes")
    return tuple(found)


def _body(sheet: Sheet) -> Iterator[list[str]]:
    """Yield the rows under a sheet's header, blank ones left out, merged cells filled in."""
    tall = _tall_merges(sheet.page)
    held: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(_text_rows(sheet.page)):
        for column, last in tall.get(number, ()):
            held[column] = (last, row[column])
        for column, (last, text) in held.items():
            if number <= last:
                row[column] = text
        if number >= sheet.body and any(row):
            yield row


def _tall_merges(page: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """Return cells that are merged over several rows: (column, last row) by first row."""
    left = 0 if page.start is None else page.start[1]
    found: dict[int, list[tuple[int, int]]] = {}
    for first, last in page.merged_cell_ranges or ():
        if last[0] > first[0] and first[1] >= left and first[1] - left < page.width:
            found.setdefault(first[0], []).append((first[1] - left, last[0]))
    return found


def _text_rows(page: CalamineSheet) -> Iterator[list[str]]:
    for row in page.iter_rows():
        yield [cell_text(cell).strip() for cell in row]

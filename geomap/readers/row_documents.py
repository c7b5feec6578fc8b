"""Rows of a table to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from geomap.model import Document, Problem
from geomap.model.document import EMPTY
from geomap.readers.article import document_id
from geomap.readers.columns import require_place
from geomap.readers.inputs import InputFile
from geomap.readers.seen import Seen
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import TableHeader, open_table
from geomap.readers.totals import is_total

__all__ = ["RowIds", "iter_row_documents", "report_width", "row_document", "row_fields"]

_AT_ONCE = 250
"""Rows that are read ahead."""
_PLACE_ROLES = frozenset(["place", "admin1", "admin2", "country"])


def iter_row_documents(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """Yield the rows of a table in order, none left out but blank lines and, reported, rows of totals.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: The table says nothing about places and the settings need it to.
    """
    with open_table(file, settings, report) as table:
        header = table.header
        if settings.needs_place:
            require_place(header.roles, header.columns, source=header.source, encoding=header.encoding)
        ids, id_column, first = RowIds(header, report), header.roles.get("id"), 1
        while rows := list(islice(table.rows, _AT_ONCE)):
            fields = [row_fields(header.columns, cells) for cells in rows]
            key_of = ids.keys([] if id_column is None else [cells[id_column] for cells in fields], first)
            for at, cells in enumerate(rows):
                number = first + at
                if len(cells) != header.width:
                    report_width(header, number, cells, report)
                if is_total(fields[at], header.roles):
                    report(_total(header, number, cells))
                    continue
                yield row_document(header, fields[at], number, document_id(file.name, key_of(at)), settings)
            first += len(rows)


def row_fields(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells by column; missing ones are empty, those beyond the header get made-up names."""
    fields = dict(zip(columns, cells, strict=False))
    for name in columns[len(cells) :]:
        fields[name] = ""
    for number, cell in enumerate(cells[len(columns) :], start=len(columns) + 1):
        if cell.strip() != "":
            fields[f"column_{number}"] = cell
    return fields


def row_document(
    header: TableHeader, fields: dict[str, str], number: int, doc_id: str, settings: ReadSettings
) -> Document:
    """Return the document of a row.

    Args:
        header: Of its table.
        fields: Its cells, by column.
        number: 1-based number of the row.
        doc_id: What it is known by.
        settings: The date of documents that state none.
    """
    meanings, roles = EMPTY, header.roles
    if header.understanding.has_meanings:
        meanings, used = header.understanding.read(fields)
        roles = {**roles, **used}
    written = _beside_cells(roles, fields, meanings)
    text, spans = _text({**fields, **{f"({role})": value for role, value in written.items()}})
    # What a code says of the place has a line of its own, so that it can be quoted like a cell.
    if written:
        roles = {**roles, **{role: f"({role})" for role in written}}
    day = settings.document_date
    return Document(
        id=doc_id,
        text=text,
        source=header.source,
        title=_cell(fields, roles.get("title")),
        publisher=_cell(fields, roles.get("source")),
        url=_cell(fields, roles.get("url")),
        published=day,
        date_rule="option" if day is not None else None,
        title_span=spans.get(roles.get("title", "")),
        body=spans.get(roles.get("description", "")),
        fields=fields,
        roles=roles,
        conventions=header.conventions,
        spans=spans,
        row=number,
        meanings=meanings,
    )


def _beside_cells(
    roles: Mapping[str, str], fields: Mapping[str, str], meanings: Mapping[str, str]
) -> dict[str, str]:
    """Return what a row says of its place that does not stand in the cell of that role."""
    return {
        role: value
        for role, value in meanings.items()
        if role in _PLACE_ROLES and value not in ("", fields.get(roles.get(role, ""), "").strip())
    }


def _text(fields: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the filled cells as one ``column: cell`` line each, and the span of each cell."""
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    position = 0
    for name, raw in fields.items():
        cell = raw.strip()
        if cell == "":
            continue
        part = f"{name}: {cell}"
        end = position + len(part)
        spans[name] = (end - len(cell), end)
        parts.append(part)
        position = end + 1
    return "\n".join(parts), spans


def _cell(fields: Mapping[str, str], column: str | None) -> str | None:
    cell = fields.get(column, "").strip() if column is not None else ""
    return cell if cell != "" else None


class RowIds:
    """The ids of the rows of a table, by which a row that repeats an earlier one's is known.

    Args:
        header: The table's.
        report: Where repeated ids go.
    """

    def __init__(self, header: TableHeader, report: Report) -> None:
        self._header = header
        self._report = report
        self._used = Seen()

    def keys(self, own: Sequence[str], first: int) -> Callable[[int], str]:
        """Return what some rows are known by, as a function of their index among them.

        That is a row's own id, or else the table's content and the row's number; repeated ids are reported.

        Args:
            own: The cells of their ids; empty for a table without.
            first: 1-based number of the first of them.
        """
        ids = [cell.strip() for cell in own]
        repeated = {at for at, is_new in enumerate(self._used.add_all(ids)) if not is_new}
        reason, advice = "this id stands on an earlier row too", "give each row its own id"
        for at in sorted(repeated):
            if ids[at] != "":
                column = self._header.roles.get("id")
                self._report(_problem(self._header, first + at, column, ids[at], reason, advice))

        def key(at: int) -> str:
            if at < len(ids) and ids[at] != "" and at not in repeated:
                return f"id\x00{ids[at]}"
            return f"{self._header.digest}\x00{first + at}"

        return key


def report_width(header: TableHeader, number: int, cells: Sequence[str], report: Report) -> None:
    """Report a row that has more filled cells, or fewer cells, than the table has columns."""
    wanted = header.width
    extra = [cell for cell in cells[wanted:] if cell.strip() != ""]
    if len(cells) > wanted and not extra:
        return
    reason = f"{len(cells)} cells under {wanted} columns"
    suggestion = "quote cells that hold the delimiter" if extra else "missing cells are read as empty"
    report(_problem(header, number, None, header.delimiter.join(extra), reason, suggestion))


def _total(header: TableHeader, row: int, cells: Sequence[str]) -> Problem:
    words = ", ".join(cell.strip() for cell in cells if cell.strip() != "")
    return _problem(header, row, None, words, "a row of totals, no incident", "row left out")


def _problem(
    header: TableHeader, row: int, column: str | None, value: str, reason: str, suggestion: str
) -> Problem:
    return Problem(
        source=header.source, row=row, column=column, value=value, reason=reason, suggestion=suggestion
    )

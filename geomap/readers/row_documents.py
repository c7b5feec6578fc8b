"""Rows of a table to documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.model import Document, Problem
from geomap.model.document import EMPTY
from geomap.readers.article import document_id
from geomap.readers.columns import require_place
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.table import TableHeader, open_table

__all__ = ["iter_row_documents"]


def iter_row_documents(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[Document]:
    """Yield the rows of a table in order, none left out but blank lines.

    Raises:
        EmptyInputError: The table has no rows.
        MissingColumnError: The table says nothing about places and the settings need it to.
    """
    with open_table(file, settings, report) as table:
        header = table.header
        if settings.needs_place:
            require_place(header.roles, header.columns, source=header.source)
        used: set[str] = set()
        for number, cells in enumerate(table.rows, start=1):
            if len(cells) != header.width:
                _report_width(header, number, cells, report)
            fields = _fields(header.columns, cells)
            key = _row_key(header, fields, number, used, report)
            yield _document(header, fields, number, document_id(file.name, key), settings)


def _fields(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells by column; missing ones are empty, those beyond the header get made-up names."""
    fields = dict(zip(columns, cells, strict=False))
    for name in columns[len(cells) :]:
        fields[name] = ""
    for number, cell in enumerate(cells[len(columns) :], start=len(columns) + 1):
        if cell.strip() != "":
            fields[f"column_{number}"] = cell
    return fields


def _document(
    header: TableHeader, fields: dict[str, str], number: int, doc_id: str, settings: ReadSettings
) -> Document:
    understanding = header.understanding
    text, spans = _text({**fields, **understanding.written})
    roles = header.roles
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
        spans=spans,
        row=number,
        meanings=understanding.read(fields) if understanding.has_meanings else EMPTY,
    )


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


def _cell(fields: dict[str, str], column: str | None) -> str | None:
    cell = fields[column].strip() if column is not None else ""
    return cell if cell != "" else None


def _row_key(header: TableHeader, fields: dict[str, str], number: int, used: set[str], report: Report) -> str:
    """Return what a row is known by: its own id, or else the table's content and the row's number."""
    by_place = f"{header.digest}\x00{number}"
    own = _cell(fields, header.roles.get("id"))
    if own is None:
        return by_place
    if own in used:
        column = header.roles["id"]
        report(
            _problem(
                header,
                number,
                column,
                own,
                "this id stands on an earlier row too",
                "give each row its own id",
            )
        )
        return by_place
    used.add(own)
    return f"id\x00{own}"


def _report_width(header: TableHeader, number: int, cells: Sequence[str], report: Report) -> None:
    wanted = header.width
    extra = [cell for cell in cells[wanted:] if cell.strip() != ""]
    if len(cells) > wanted and not extra:
        return
    reason = f"{len(cells)} cells under {wanted} columns"
    suggestion = "quote cells that hold the delimiter" if extra else "missing cells are read as empty"
    report(_problem(header, number, None, header.delimiter.join(extra), reason, suggestion))


def _problem(
    header: TableHeader, row: int, column: str | None, value: str, reason: str, suggestion: str
) -> Problem:
    return Problem(
        source=header.source, row=row, column=column, value=value, reason=reason, suggestion=suggestion
    )

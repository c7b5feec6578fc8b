"""What a table was understood to hold, in words for people, and as a mapping file to edit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geomap.pipeline.settings import Settings
from geomap.readers import InputFile, TableHeader, open_one_table
from geomap.text import collapse_spaces

__all__ = ["ColumnReport", "TableReport", "mapping_text", "read_columns"]

EXAMPLES = 3
WIDEST = 24
LOOKED_AT = 2000
"""Rows from which examples and shares of filled cells are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReport:
    """What one column was understood to be.

    Attributes:
        roles: What it is; empty for a column that nothing is done with.
        reason: Why, in words.
        filled: Share of the rows looked at in which it has a cell, in [0, 1].
        examples: Some of its cells.
    """

    name: str
    roles: tuple[str, ...]
    reason: str
    filled: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What a table was understood to hold.

    Attributes:
        header: The table's own, with all that is known about it.
        rows: How many rows were looked at.
        complete: True when these are all.
    """

    header: TableHeader
    columns: tuple[ColumnReport, ...]
    rows: int
    complete: bool

    def lines(self) -> Iterator[str]:
        """Yield the report as text for people."""
        header = self.header
        understood = header.understanding
        written = {"csv": f"{header.encoding}, cells between {_sign(header.delimiter)}"}
        yield f"{header.source}: {header.kind}" + (
            f", {written['csv']}" if header.kind in ("csv", "tsv") else ""
        )
        yield from (f"  {note}" for note in header.notes)
        if understood.format is not None:
            yield f"  known format: {understood.format.name} ({understood.format.about})"
        for role, value in understood.constants.items():
            yield f"  {role} of every row without its own: {value}"
        coded = [meaning for meaning in understood.meanings if meaning.values or meaning.beginnings]
        for meaning in coded:
            count = len(meaning.values) + len(meaning.beginnings)
            yield f"  cells of {collapse_spaces(meaning.column)} are codes, {count} known"
        seen = "rows" if self.complete else "first rows"
        yield f"  {len(header.columns)} columns, {self.rows:,} {seen} looked at"
        yield ""
        yield from _table(
            [
                ("COLUMN", "ROLE", "FILLED", "WHY", "EXAMPLES"),
                *(
                    (
                        _short(column.name, 32),
                        ", ".join(column.roles) or "-",
                        f"{column.filled:.0%}",
                        column.reason,
                        " | ".join(_short(one, WIDEST) for one in column.examples),
                    )
                    for column in self.columns
                ),
            ]
        )

    def record(self) -> dict[str, object]:
        """Return the report ready for JSON."""
        header = self.header
        return {
            "source": header.source,
            "format": header.kind,
            "encoding": header.encoding,
            "delimiter": header.delimiter,
            "known_format": None if header.understanding.format is None else header.understanding.format.name,
            "notes": list(header.notes),
            "constants": dict(header.understanding.constants),
            "rows_looked_at": self.rows,
            "columns": [
                {
                    "name": column.name,
                    "roles": list(column.roles),
                    "reason": column.reason,
                    "filled": round(column.filled, 4),
                    "examples": list(column.examples),
                }
                for column in self.columns
            ],
        }


def read_columns(source: str | Path | InputFile, settings: Settings) -> TableReport:
    """Return what a table is understood to hold.

    Raises:
        InputError: The table is missing, empty or unreadable.
    """
    with open_one_table(source, settings=settings.read) as table:
        rows = list(islice(table.rows, LOOKED_AT))
        complete = next(table.rows, None) is None
        header = table.header
    return TableReport(
        header=header,
        columns=tuple(_column(header, index, rows) for index in range(len(header.columns))),
        rows=len(rows),
        complete=complete,
    )


def _column(header: TableHeader, index: int, rows: Sequence[Sequence[str]]) -> ColumnReport:
    name = header.columns[index]
    cells = [cell for row in rows if index < len(row) and (cell := row[index].strip()) != ""]
    found = [(role, header.understanding.roles[role]) for role, own in header.roles.items() if own == name]
    further = header.understanding.further.items()
    found += [(role, one.found) for role, others in further for one in others if one.found.column == name]
    roles = tuple(role for role, _ in found)
    told = next((one for one in header.understanding.meanings if one.column == name), None)
    by_code = (
        sorted({role for meaning in told.values.values() for role in meaning}) if told is not None else []
    )
    if found:
        reason = f"{found[0][1].how}: {found[0][1].reason}"
    elif by_code:
        reason = f"its codes tell {', '.join(by_code)}"
    else:
        reason = ""
    examples = tuple(islice(dict.fromkeys(collapse_spaces(cell) for cell in cells), EXAMPLES))
    return ColumnReport(
        name=name, roles=roles, reason=reason, filled=len(cells) / max(1, len(rows)), examples=examples
    )


def mapping_text(report: TableReport) -> str:
    """Return a mapping file that gives what was understood; columns without a role are comments."""
    header = report.header
    mapping = header.understanding.mapping
    lines = [
        f"# What {header.source} was understood to hold. Edit it, and use it with: --mapping THIS_FILE",
        "# Roles that are not named below stay empty; with guess = true they are looked for again.",
        "guess = false",
        f'date_order = {_quoted(mapping.date_order)} # dmy, mdy, ymd, or "" to find out for each column',
        "",
        "[columns] # role = column",
    ]
    by_column = {column.name: column for column in report.columns}
    for role, name in header.roles.items():
        names = [name, *(one.found.column for one in header.understanding.further.get(role, ()))]
        told = _quoted(name) if len(names) == 1 else f"[{', '.join(map(_quoted, names))}]"
        lines.append(f"{role} = {told} # {_comment(by_column[name])}")
    lines += ["", "# Columns without a role:"]
    lines += [f"# {_quoted(one.name)} {_comment(one)}" for one in report.columns if not one.roles]
    lines += ["", "[constants] # role = what holds for rows that do not say it themselves"]
    lines += [f"{role} = {_quoted(value)}" for role, value in mapping.constants.items()]
    lines += ["", '[nulls] # words for "not known" in a column, in place of the usual ones; "*" adds to them']
    for name, words in mapping.nulls.items():
        lines.append(f"{_quoted(name)} = [{', '.join(_quoted(word) for word in sorted(words))}]")
    for name, cells in _values(header).items():
        lines += ["", f"[values.{_quoted(name)}] # cell = what it means"]
        for word, meaning in cells.items():
            told = ", ".join(f"{role} = {_quoted(value)}" for role, value in meaning.items())
            lines.append(f"{_quoted(word)} = {{ {told} }}")
    return "\n".join(lines) + "\n"


def _values(header: TableHeader) -> dict[str, dict[str, dict[str, str]]]:
    """Return the meanings of cells by column, as a mapping file has them, coarse codes before finer ones."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for meaning in header.understanding.meanings:
        words = {word: dict(told) for word, told in meaning.values.items()}
        words |= {f"{start}*": dict(told) for start, told in meaning.beginnings}
        if words:
            found[meaning.column] = words
    return found


def _quoted(text: str) -> str:
    """Return text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(column: ColumnReport) -> str:
    examples = " | ".join(_short(one, WIDEST) for one in column.examples)
    why = f"{column.reason}; " if column.reason != "" else ""
    return "".join(ch if ch.isprintable() else " " for ch in f"{why}{column.filled:.0%} filled: {examples}")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as columns of even width."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _short(text: str, width: int) -> str:
    plain = collapse_spaces(text)
    return plain if len(plain) <= width else plain[: width - 1] + "…"


def _sign(delimiter: str) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(delimiter, repr(delimiter))

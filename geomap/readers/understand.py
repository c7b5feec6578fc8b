"""What a table's columns and cells mean, and why: options, mapping file, known format, names, content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from geomap.readers.cell_words import null_words
from geomap.readers.columns import ROLES, RoleFound, column_key, explain_roles, given_column
from geomap.readers.known_formats import KnownFormat, find_format
from geomap.readers.mapping import ANY_COLUMN, TableMapping
from geomap.readers.settings import ReadSettings
from geomap.readers.tables.raw import RawTable

__all__ = ["ColumnMeaning", "Understanding", "fold_cell", "understand"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMeaning:
    """What the cells of one column stand for.

    Attributes:
        roles: Roles that the column plays.
        nulls: Cells, folded, that stand for "not known".
        values: Values by role of a cell, by its folded text.
        beginnings: The same, by how a cell begins.
    """

    column: str
    roles: tuple[str, ...]
    nulls: frozenset[str]
    values: Mapping[str, Mapping[str, str]]
    beginnings: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def read(self, cell: str) -> Mapping[str, str]:
        """Return what a cell says beyond its own words, by role; "" is "not known"."""
        word = fold_cell(cell)
        if word in self.nulls:
            return dict.fromkeys(self.roles, "")
        found = self.values.get(word)
        if found is not None:
            return found
        return next((told for start, told in self.beginnings if word.startswith(start)), _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a table is understood to mean.

    Attributes:
        roles: Column, and why, by role.
        format: Name of the known format, or None.
        constants: What holds for every row, by role.
        meanings: Columns whose cells are codes or null words.
        mapping: Everything that was settled by a mapping file or a known format.
    """

    roles: Mapping[str, RoleFound] = field(default_factory=dict)
    format: KnownFormat | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    meanings: tuple[ColumnMeaning, ...] = ()
    mapping: TableMapping = field(default_factory=TableMapping)

    @property
    def has_meanings(self) -> bool:
        """True when cells say more than their own words."""
        return bool(self.meanings) or bool(self.constants)

    def read(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return what a row's cells say beyond their own words, by role; "" is "not known".

        A role that is not there is what its cell says.
        """
        found: dict[str, str] = {}
        for meaning in self.meanings:
            found.update(meaning.read(fields.get(meaning.column, "")))
        for role, value in self.constants.items():
            column = self.roles.get(role)
            if found.get(role, "" if column is None else fields.get(column.column, "")).strip() == "":
                found[role] = value
        return found


def fold_cell(cell: str) -> str:
    """Return a cell as it is compared: ``3.0`` is ``3``, case and spaces around it do not matter."""
    word = cell.strip().casefold()
    whole, dot, rest = word.partition(".")
    return whole if dot == "." and rest.strip("0") == "" and whole.lstrip("-").isdigit() else word


def understand(
    raw: RawTable, columns: Sequence[str], sample: Sequence[Sequence[str]], settings: ReadSettings
) -> Understanding:
    """Return what a table's columns and cells mean.

    The user's options go before the mapping file, that before a known format, and names and content last.

    Args:
        columns: The table's columns, made unique.
        sample: Its first rows.

    Raises:
        MissingColumnError: A column that the user named is not there.
        UnknownNameError: The user named a role that does not exist.
    """
    given = {
        role: RoleFound(given_column(role, name, columns, raw.source), "option", "named by an option")
        for role, name in settings.columns.items()
    }
    mapping = settings.mapping_of(raw.source)
    known = find_format(columns, raw.tags) if mapping.guess else None
    told = dict(given)
    closed: set[str] = set(given)
    _add_told(told, closed, mapping, columns, raw.source, must=True)
    if known is not None:
        _add_told(told, closed, known.mapping, columns, raw.source, must=False)
    found = explain_roles(columns, sample, told=told, closed=closed, tags=raw.tags) if mapping.guess else told
    if mapping.guess and "latlon" not in found and not {"lat", "lon"} <= found.keys() | closed:
        # Points of a geometry are its points even where none of them is on Earth: each row says so.
        found |= {role: RoleFound(name, "geometry", "its geometry") for role, name in _points(raw, columns)}
    merged = _merged(mapping, None if known is None else known.mapping)
    return Understanding(
        roles={role: found[role] for role in ROLES if role in found},
        format=known,
        constants=merged.constants,
        meanings=tuple(_meanings(merged, found, columns, sample)),
        mapping=merged,
    )


def _points(raw: RawTable, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a geometry's latitude and longitude."""
    for role, name in zip(("lat", "lon"), raw.points, strict=False):
        if name in columns:
            yield role, name


def _add_told(
    told: dict[str, RoleFound],
    closed: set[str],
    mapping: TableMapping,
    columns: Sequence[str],
    source: str,
    *,
    must: bool,
) -> None:
    """Add the columns that a mapping names; one that says "" closes the role.

    Args:
        must: Whether a column that is not there is an error; a known format has variants.
    """
    keys = {column_key(name): name for name in reversed(columns)}
    for role, name in mapping.columns.items():
        if role in closed:
            continue
        if name == "":
            closed.add(role)
            continue
        # A known format lists the names that a column has had in its releases.
        there = [keys[column_key(one)] for one in name.split("|") if column_key(one) in keys]
        if must or there:
            column = given_column(role, name, columns, source) if must else there[0]
            told[role] = RoleFound(column, "mapping" if must else "format", f"named by {mapping.name}")
            closed.add(role)


def _merged(first: TableMapping, second: TableMapping | None) -> TableMapping:
    """Return two mappings as one; what the first says goes before what the second says."""
    if second is None:
        return first
    return TableMapping(
        name=first.name or second.name,
        columns={**second.columns, **first.columns},
        constants={**second.constants, **first.constants},
        nulls={**second.nulls, **first.nulls},
        values={**second.values, **first.values},
        date_order=first.date_order or second.date_order,
        guess=first.guess,
    )


def _meanings(
    mapping: TableMapping,
    roles: Mapping[str, RoleFound],
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> Iterator[ColumnMeaning]:
    """Yield the columns of which some cells mean something else than they say."""
    nulls = {column_key(name): words for name, words in mapping.nulls.items()}
    values = {column_key(name): cells for name, cells in mapping.values.items()}
    order = list(values)
    everywhere = mapping.nulls.get(ANY_COLUMN, frozenset())
    # What a later column of the mapping says goes before what an earlier one does: codes, then finer codes.
    ranked = sorted(
        enumerate(columns), key=lambda one: order.index(key) if (key := column_key(one[1])) in order else -1
    )
    for index, column in ranked:
        own = tuple(role for role, found in roles.items() if found.column == column)
        cells = values.get(column_key(column), {})
        stated = nulls.get(column_key(column))
        sampled = [row[index] for row in sample if index < len(row)]
        words = null_words(own, sampled) if stated is None else {fold_cell(word) for word in stated}
        words |= {fold_cell(word) for word in everywhere}
        words -= {fold_cell(word) for word in cells}
        if (own and words) or cells:
            yield ColumnMeaning(
                column=column,
                roles=own,
                nulls=frozenset(words) if own else frozenset(),
                values={fold_cell(word): told for word, told in cells.items() if not word.endswith("*")},
                beginnings=tuple(
                    (word[:-1].strip().casefold(), told) for word, told in cells.items() if word.endswith("*")
                ),
            )

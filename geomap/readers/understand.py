"""What a table's columns and cells mean, and why: options, mapping file, known format, names, content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from geomap.readers.cell_words import null_words
from geomap.readers.columns import ROLES, RoleFound, column_key, explain_roles, given_column
from geomap.readers.further_columns import FurtherColumn, further_columns
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
        further: Columns that are asked in turn where a role's own says nothing.
        format: Name of the known format, or None.
        constants: What holds for every row, by role.
        meanings: Columns whose cells are codes or null words.
        mapping: Everything that was settled by a mapping file or a known format.
    """

    roles: Mapping[str, RoleFound] = field(default_factory=dict)
    further: Mapping[str, tuple[FurtherColumn, ...]] = field(default_factory=dict)
    format: KnownFormat | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    meanings: tuple[ColumnMeaning, ...] = ()
    mapping: TableMapping = field(default_factory=TableMapping)

    @property
    def has_meanings(self) -> bool:
        """True when cells say more than their own words."""
        return bool(self.meanings) or bool(self.constants) or bool(self.further)

    def read(self, fields: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return what a row's cells say beyond their own words, and where a further column is used.

        Returns:
            By role, what is said; "" is "not known", and a role that is not there is what its cell says.
            And by role, the column in which that cell stands where it is not the role's first.
        """
        found: dict[str, str] = {}
        for meaning in self.meanings:
            found.update(meaning.read(fields.get(meaning.column, "")))
        used: dict[str, str] = {}
        for role, others in self.further.items():
            if self._said(role, fields, found) == "":
                column = next((one.found.column for one in others if _is_filled(one, fields)), None)
                if column is not None:
                    used[role] = column
                    found.pop(role, None)
        for role, value in self.constants.items():
            if role not in used and self._said(role, fields, found) == "":
                found[role] = value
        return found, used

    def _said(self, role: str, fields: Mapping[str, str], found: Mapping[str, str]) -> str:
        """Return what a row says of a role in its first column."""
        column = self.roles.get(role)
        return found.get(role, "" if column is None else fields.get(column.column, "")).strip()


def _is_filled(one: FurtherColumn, fields: Mapping[str, str]) -> bool:
    cell = fields.get(one.found.column, "").strip()
    return cell != "" and fold_cell(cell) not in one.nulls


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
    named = _add_told(told, closed, mapping, columns, raw.source, must=True)
    if known is not None:
        named |= _add_told(told, closed, known.mapping, columns, raw.source, must=False)
    found = explain_roles(columns, sample, told=told, closed=closed, tags=raw.tags) if mapping.guess else told
    if mapping.guess and "latlon" not in found and not {"lat", "lon"} <= found.keys() | closed:
        # Points of a geometry are its points even where none of them is on Earth: each row says so.
        found |= {role: RoleFound(name, "geometry", "its geometry") for role, name in _points(raw, columns)}
    merged = _merged(mapping, None if known is None else known.mapping)
    further = further_columns(found, closed, columns, sample) if mapping.guess else {}
    further |= named
    return Understanding(
        roles={role: found[role] for role in ROLES if role in found},
        further=_with_nulls(further, merged, columns, sample),
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
) -> dict[str, list[RoleFound]]:
    """Add the columns that a mapping names, and return the further ones; a name of "" closes the role.

    Args:
        must: Whether a column that is not there is an error; a known format has variants.
    """
    keys = {column_key(name): name for name in reversed(columns)}
    further: dict[str, list[RoleFound]] = {}
    for role, name in mapping.columns.items():
        if role in closed:
            continue
        if name == "":
            closed.add(role)
            continue
        names = (name, *mapping.further.get(role, ()))
        if must:
            there = [given_column(role, one, columns, source) for one in names]
        else:
            # A known format lists the names that a column has had in its releases.
            found = ([keys.get(column_key(one)) for one in group.split("|")] for group in names)
            there = [one for group in found if (one := next(filter(None, group), None)) is not None]
        if there:
            how, why = "mapping" if must else "format", f"named by {mapping.name}"
            told[role] = RoleFound(there[0], how, why)
            further[role] = [RoleFound(one, how, f"where '{there[0]}' is empty; {why}") for one in there[1:]]
            closed.add(role)
    return further


def _with_nulls(
    further: Mapping[str, Sequence[RoleFound]],
    mapping: TableMapping,
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> dict[str, tuple[FurtherColumn, ...]]:
    """Return further columns with their words for "not known"."""
    return {
        role: tuple(
            FurtherColumn(
                one, frozenset(_nulls(mapping, (role,), one.column, columns.index(one.column), sample))
            )
            for one in found
        )
        for role, found in further.items()
        if found
    }


def _merged(first: TableMapping, second: TableMapping | None) -> TableMapping:
    """Return two mappings as one; what the first says goes before what the second says."""
    if second is None:
        return first
    return TableMapping(
        name=first.name or second.name,
        columns={**second.columns, **first.columns},
        further={
            **{role: names for role, names in second.further.items() if role not in first.columns},
            **first.further,
        },
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
    values = {column_key(name): cells for name, cells in mapping.values.items()}
    order = list(values)
    # What a later column of the mapping says goes before what an earlier one does: codes, then finer codes.
    ranked = sorted(
        enumerate(columns), key=lambda one: order.index(key) if (key := column_key(one[1])) in order else -1
    )
    for index, column in ranked:
        own = tuple(role for role, found in roles.items() if found.column == column)
        cells = values.get(column_key(column), {})
        words = _nulls(mapping, own, column, index, sample)
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


def _nulls(
    mapping: TableMapping,
    roles: Sequence[str],
    column: str,
    index: int,
    sample: Sequence[Sequence[str]],
) -> set[str]:
    """Return the words, folded, that stand for "not known" in a column."""
    stated = next(
        (words for name, words in mapping.nulls.items() if column_key(name) == column_key(column)), None
    )
    sampled = [row[index] for row in sample if index < len(row)]
    words = null_words(roles, sampled) if stated is None else {fold_cell(word) for word in stated}
    return words | {fold_cell(word) for word in mapping.nulls.get(ANY_COLUMN, frozenset())}

"""Which column of a table plays which role, told from its name and checked against its cells."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

from geomap.errors import MissingColumnError, UnknownNameError
from geomap.readers.loose_columns import content_role, either_name, loose_name
from geomap.readers.split_points import SPLIT_ROLES, fits_split_role, useless_parts
from geomap.text import collapse_spaces
from geomap.values import read_date_cell, read_degrees, read_point_cell

__all__ = [
    "ROLES",
    "RoleFound",
    "column_key",
    "explain_roles",
    "find_roles",
    "given_column",
    "require_place",
    "role_names",
    "unique_names",
]

SHOWN_COLUMNS = 30
SHOWN_CHARACTERS = 40
# Enough filled cells of the right kind make a column fit its role: a stray "n/a" does not spoil it.
FIT, HALF_FIT = 0.8, 0.5
FILLED = 0.5

ROLES = (
    *("place", "admin1", "admin2", "country", "lat", "lon", "latlon"),
    *SPLIT_ROLES,
    *("date", "date_end", "year", "month", "day"),
    *("title", "description", "event_type", "sub_type", "side_a", "side_b"),
    *("killed", "killed_low", "killed_high", "wounded", "wounded_low", "wounded_high"),
    *("missing", "abducted", "killed_civilians", "killed_side_a", "killed_side_b", "killed_unknown"),
    *("place_precision", "radius_km", "date_precision", "is_aggregate"),
    *("civilian_targeting", "factuality", "weapon", "target", "source", "url", "id"),
)
"""What a column can be."""


class RoleFound(NamedTuple):
    """The column of a role, and how that is known.

    ``how`` is option, mapping, format, header, tag, alias, either, content or geometry.
    """

    column: str
    how: str
    reason: str


_URL = re.compile(r"\s*https?://", re.I)


def find_roles(
    names: Sequence[str],
    sample: Sequence[Sequence[str]],
    *,
    given: Mapping[str, str] | None = None,
    tags: Sequence[str] = (),
    source: str = "the table",
) -> dict[str, str]:
    """Return the column of each role that a table has.

    Args:
        names: The table's columns.
        sample: Its first rows, against which names are checked: a "lat" column of names is no latitude.
        given: Columns that the user named, by role; they are taken as they are.
        tags: HXL tags under the names, if any; they speak where a name does not.

    Raises:
        MissingColumnError: A column that the user named is not there.
        UnknownNameError: The user named a role that does not exist.
    """
    told = {
        role: RoleFound(given_column(role, name, names, source), "option", "named by an option")
        for role, name in (given or {}).items()
    }
    found = explain_roles(names, sample, told=told, tags=tags)
    return {role: found[role].column for role in ROLES if role in found}


def explain_roles(
    names: Sequence[str],
    sample: Sequence[Sequence[str]],
    *,
    told: Mapping[str, RoleFound],
    closed: Collection[str] = (),
    tags: Sequence[str] = (),
) -> dict[str, RoleFound]:
    """Return the column of each role, with the reason, beside those that are known already.

    Args:
        told: What is known; it is kept.
        closed: Roles for which no column is to be looked for.
    """
    roles = dict(told)
    used = {found.column for found in roles.values()}
    loose = [loose_name(name) for name in names]
    first, second = zip(*map(either_name, names), strict=True) if names else ((), ())
    tried = ((names, "header"), (tags, "tag"), (loose, "alias"), (first, "either"), (second, "either"))
    for labels, how in tried:
        by_key: dict[str, list[int]] = {}
        for index, label in enumerate(labels):
            by_key.setdefault(column_key(_plain_tag(label) if how == "tag" else label), []).append(index)
        for role, keys in _synonyms().items():
            if role in roles or role in closed or (how == "either" and role not in _EITHER):
                continue
            indexes = [index for key in keys for index in by_key.get(key, ()) if names[index] not in used]
            best = _best(role, indexes, sample)
            if best is not None:
                roles[role] = RoleFound(names[best], how, _WORDS[how].format(labels[best]))
                used.add(names[best])
    columns = {role: found.column for role, found in roles.items()}
    for role in sorted(useless_parts(columns, names, sample) - told.keys()):
        used.discard(roles.pop(role).column)
    for index, name in enumerate(names):
        found = None if name in used else content_role(index, sample, frozenset((*roles, *closed)))
        if found is not None:
            roles[found[0]] = RoleFound(name, "content", found[1])
            used.add(name)
    return roles


_WORDS = {
    "header": "its name '{}'",
    "tag": "its HXL tag {}",
    "alias": "its name, short '{}'",
    "either": "one of its names, '{}'",
}
"""Why a column has a role, by how that is known."""

_EITHER = frozenset(["place", "admin1", "admin2", "country", "description", "event_type", "source"])
"""Roles of a column that bears two names: of "killed/wounded" nobody can say which its number is."""


def _plain_tag(tag: str) -> str:
    """Return an HXL tag without the attributes that say a language, a code list or a kind of number."""
    hashtag, *attributes = tag.replace(" ", "").casefold().split("+")
    told = (one for one in attributes if one == "id" or (len(one) != 2 and one[1:2] != "_"))
    return "+".join([hashtag, *told])


def require_place(
    roles: Mapping[str, str], names: Sequence[str], *, source: str, encoding: str = "utf-8"
) -> None:
    """Check that a table says where its rows happened.

    Args:
        encoding: That its names were read with; one that was guessed may be the reason.

    Raises:
        MissingColumnError: No column of a place, a unit, a country or coordinates; the columns are listed.
    """
    points = ({"lat", "lon"}, {"easting", "northing"})
    words = {"place", "admin1", "admin2", "country", "latlon"}
    if words & roles.keys() or any(pair <= roles.keys() for pair in points):
        return
    guessed = f", or its encoding, read as {encoding}, with --encoding" if encoding.startswith("cp") else ""
    raise MissingColumnError(
        f"{source} has no place column; columns: {_shown(names)}; name it with --place COLUMN{guessed}"
    )


def column_key(name: str) -> str:
    """Return a column name as it is compared: letters without marks and digits only, in lower case."""
    return "".join(ch for ch in unicodedata.normalize("NFKD", name.casefold()) if ch.isalnum())


def unique_names(header: Sequence[str]) -> list[str]:
    """Return column names without blanks and repeats: ``["a", "", "a"]`` → ``a, column_2, a_2``."""
    taken = {name.strip() for name in header}
    used: set[str] = set()
    counts: Counter[str] = Counter()
    names: list[str] = []
    for number, raw in enumerate(header, start=1):
        name = raw.strip()
        if name == "":
            name = f"column_{number}"
            while name in taken:
                name += "_"
        elif name in used:
            base, counts[name] = name, max(counts[name], 1)
            while name in taken:
                counts[base] += 1
                name = f"{base}_{counts[base]}"
        taken.add(name)
        used.add(name)
        names.append(name)
    return names


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, list[str]]:
    """Return the names of each role, best first, from the table of column names."""
    text = files("geomap.readers").joinpath("data/column_roles.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    synonyms: dict[str, list[str]] = {}
    for row in csv.DictReader(lines, delimiter="\t"):
        synonyms.setdefault(row["role"], []).append(row["name"])
    return synonyms


def role_names(role: str) -> Sequence[str]:
    """Return what columns of a role are called, best first, as :func:`column_key` compares them."""
    return _synonyms().get(role, ())


def given_column(role: str, name: str, names: Sequence[str], source: str) -> str:
    """Return the column that a user means by a name.

    Raises:
        MissingColumnError: No column, or more than one, has that name.
        UnknownNameError: No such role.
    """
    if role not in ROLES:
        raise UnknownNameError(f"no column role is called '{role}'; known: {', '.join(ROLES)}")
    if name in names:
        return name
    same = [other for other in names if column_key(other) == column_key(name) and column_key(name) != ""]
    if len(same) != 1:
        raise MissingColumnError(f"{source} has no column '{name}'; columns: {_shown(names)}")
    return same[0]


def _best(role: str, indexes: Sequence[int], sample: Sequence[Sequence[str]]) -> int | None:
    """Return the first column whose cells fit the role, one that is well filled before others.

    Where none fits, the one of which half of the cells do: many of them may be spoilt.
    """
    check = _CHECKS.get(role)
    fitting = []
    for index in indexes:
        cells = [row[index] for row in sample if index < len(row) and row[index].strip() != ""]
        share = 1.0 if check is None or not cells else sum(check(cell) for cell in cells) / len(cells)
        if share >= HALF_FIT:
            fitting.append((share < FIT, len(cells) < FILLED * len(sample), index))
    return min(fitting, default=(False, False, None))[2]


def _is_latitude(cell: str) -> bool:
    return _in_range(cell, "lat", 90)


def _is_longitude(cell: str) -> bool:
    return _in_range(cell, "lon", 180)


def _in_range(cell: str, axis: str, limit: float) -> bool:
    degrees = read_degrees(cell, axis, o_is="W")
    if degrees is None:
        return _is_pair(cell)
    return abs(degrees) <= limit


def _is_pair(cell: str) -> bool:
    return read_point_cell(cell, o_is="W").numbers is not None


def _is_words(cell: str) -> bool:
    return any(ch.isalpha() for ch in cell) and _URL.match(cell) is None and not _is_pair(cell)


def _is_date(cell: str) -> bool:
    """Say whether a cell can hold a date: a number of one or two digits cannot."""
    return read_date_cell(cell) is not None or (len(cell.strip()) >= 6 and any(ch.isdigit() for ch in cell))


def _is_small_number(cell: str) -> bool:
    return cell.strip().lstrip("-").isdigit() and len(cell.strip()) <= 4


_CHECKS: dict[str, Callable[[str], bool]] = {
    "place": _is_words,
    "lat": _is_latitude,
    "lon": _is_longitude,
    "latlon": _is_pair,
    "date": _is_date,
    "date_end": _is_date,
    "year": _is_small_number,
    "month": _is_small_number,
    "day": _is_small_number,
    **{role: partial(fits_split_role, role) for role in SPLIT_ROLES},
}


def _shown(names: Sequence[str]) -> str:
    rest = len(names) - SHOWN_COLUMNS
    short = [collapse_spaces(name)[:SHOWN_CHARACTERS] for name in names[:SHOWN_COLUMNS]]
    return ", ".join(short) + (f" and {rest} more" if rest > 0 else "")

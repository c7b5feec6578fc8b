"""One transaction that brings a PostGIS table up to date with an incident table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.errors import OutputError
from geomap.exporters.rings import RING_COLUMNS, to_rings
from geomap.exporters.settings import ExportSettings
from geomap.exporters.typed import encodable, rings_table, typed_table
from geomap.frame import COLUMNS
from geomap.frame.merge import BY_HAND
from geomap.frame.validate import DATE_COLUMNS

if TYPE_CHECKING:
    import geopandas

__all__ = ["Upsert"]

KEYS = ("incident_id", "place_index")
POINTS, AREAS = "geometry(Point, 4326)", "geometry(Geometry, 4326)"
_KINDS = {"Int64": "bigint", "float64": "double precision", "boolean": "boolean", "object": "jsonb"}
_JSON_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


class Upsert:
    """One transaction.

    Args:
        cursor: Of an open connection.
        table: Its name, maybe with a schema.
    """

    def __init__(self, cursor: Any, table: str) -> None:  # noqa: ANN401
        self._sql = import_module("psycopg.sql")
        self._cursor = cursor
        self._table = table
        self._columns = {name: _kind(name) for name in COLUMNS if name != "geometry"}

    def write(self, frame: geopandas.GeoDataFrame, settings: ExportSettings) -> dict[str, int]:
        """Bring the table up to date, and say what became of the rows."""
        lock = int.from_bytes(hashlib.sha256(self._table.encode()).digest()[:8], "big", signed=True)
        self._cursor.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
        self._check_postgis()
        self._make(self._table, self._columns, POINTS)
        self._comment(self._table, settings)
        self._stage("geomap_new", self._columns, POINTS, typed_table(frame, settings))
        reviewed = self._keep_reviewed()
        counts = {"kept": reviewed, "removed": self._remove_former()}
        counts |= self._put()
        if settings.rings:
            self._put_rings(frame, settings)
        return counts

    def _check_postgis(self) -> None:
        self._cursor.execute("SELECT to_regtype('geometry')")
        if self._cursor.fetchone()[0] is None:
            raise OutputError("the database has no PostGIS; as its owner run: CREATE EXTENSION postgis")

    def _name(self, table: str) -> Any:  # noqa: ANN401
        return self._sql.Identifier(*table.split("."))

    def _run(self, statement: str, **names: Any) -> int:  # noqa: ANN401
        """Run a statement with names put into it, and return how many rows it changed."""
        self._cursor.execute(self._sql.SQL(statement).format(**names))
        return int(self._cursor.rowcount)

    def _definition(self, columns: dict[str, str], shape: str) -> Any:  # noqa: ANN401
        fields = [
            self._sql.SQL("{} {}").format(self._sql.Identifier(name), self._sql.SQL(kind))
            for name, kind in [*columns.items(), ("geom", shape)]
        ]
        return self._sql.SQL(", ").join(fields)

    def _make(self, table: str, columns: dict[str, str], shape: str) -> None:
        """Make a table with its indexes where there is none, and refuse one that is not ours."""
        name, bare = self._name(table), table.rpartition(".")[2]
        self._cursor.execute("SELECT to_regclass(%s)", (self._cursor_text(name),))
        if self._cursor.fetchone()[0] is not None:
            self._check_columns(table, columns)
            return
        fields = self._definition(columns, shape)
        self._run(
            "CREATE TABLE {name} ({fields}, PRIMARY KEY (incident_id, place_index))", name=name, fields=fields
        )
        for ending, on in (("geom", "USING gist (geom)"), ("time", "(date_start, date_end)")):
            index = self._sql.Identifier(f"{bare}_{ending}")
            self._run(f"CREATE INDEX {{index}} ON {{name}} {on}", index=index, name=name)

    def _cursor_text(self, composed: Any) -> str:  # noqa: ANN401
        return str(composed.as_string(self._cursor))

    def _check_columns(self, table: str, columns: dict[str, str]) -> None:
        self._cursor.execute(
            "SELECT attname FROM pg_attribute "
            "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            (self._cursor_text(self._name(table)),),
        )
        held = {row[0] for row in self._cursor.fetchall()}
        missing = [name for name in [*columns, "geom"] if name not in held]
        if missing:
            raise OutputError(
                f"the table {table} has no column {missing[0]}, so it is not one of geomap; "
                "name another: --table NAME"
            )

    def _comment(self, table: str, settings: ExportSettings) -> None:
        """Let the table say whose data it holds."""
        comment = self._sql.Literal(_storable(settings.provenance))
        self._run("COMMENT ON TABLE {name} IS {comment}", name=self._name(table), comment=comment)

    def _stage(self, name: str, columns: dict[str, str], shape: str, table: Any) -> None:  # noqa: ANN401
        """Copy rows into a table that is gone when the transaction ends."""
        fields = self._definition(columns, shape)
        self._run(
            "CREATE TEMPORARY TABLE {name} ({fields}) ON COMMIT DROP", name=self._name(name), fields=fields
        )
        listed = self._listed([*columns, "geom"])
        copy = self._sql.SQL("COPY {name} ({listed}) FROM STDIN").format(name=self._name(name), listed=listed)
        with self._cursor.copy(copy) as stream:
            for row in _iter_rows(table):
                stream.write_row(row)

    def _listed(self, names: Any) -> Any:  # noqa: ANN401
        return self._sql.SQL(", ").join(map(self._sql.Identifier, names))

    def _keep_reviewed(self) -> int:
        """Leave out incidents that somebody has reviewed in the database, unless the new are reviewed."""
        words = self._sql.SQL(", ").join(map(self._sql.Literal, sorted(BY_HAND)))
        return self._run(
            "DELETE FROM geomap_new new WHERE new.review_status NOT IN ({words}) AND EXISTS "
            "(SELECT 1 FROM {name} old WHERE old.incident_id = new.incident_id "
            "AND old.review_status IN ({words}))",
            words=words,
            name=self._name(self._table),
        )

    def _remove_former(self) -> int:
        """Remove places that incidents do not have any more."""
        return self._run(
            "DELETE FROM {name} old USING (SELECT DISTINCT incident_id FROM geomap_new) new WHERE "
            "old.incident_id = new.incident_id AND NOT EXISTS (SELECT 1 FROM geomap_new place WHERE "
            "place.incident_id = old.incident_id AND place.place_index = old.place_index)",
            name=self._name(self._table),
        )

    def _put(self) -> dict[str, int]:
        """Put the staged rows into the table, and count those that are new and those that were there."""
        names = [*self._columns, "geom"]
        sets = self._sql.SQL(", ").join(
            self._sql.SQL("{0} = excluded.{0}").format(self._sql.Identifier(name))
            for name in names
            if name not in KEYS
        )
        self._run(
            "WITH put AS (INSERT INTO {name} ({listed}) SELECT {listed} FROM geomap_new "
            "ON CONFLICT (incident_id, place_index) DO UPDATE SET {sets} RETURNING (xmax = 0) AS is_new) "
            "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM put",
            name=self._name(self._table),
            listed=self._listed(names),
            sets=sets,
        )
        added, updated = self._cursor.fetchone()
        return {"added": added, "updated": updated}

    def _put_rings(self, frame: geopandas.GeoDataFrame, settings: ExportSettings) -> None:
        """Put the rings of the incidents that were put in place of those that they had."""
        table = f"{self._table}_rings"
        columns = {name: _kind(name) for name in RING_COLUMNS}
        self._make(table, columns, AREAS)
        self._comment(table, settings)
        self._stage("geomap_rings", columns, AREAS, rings_table(to_rings(frame)))
        self._run(
            "DELETE FROM {name} old USING geomap_new new WHERE old.incident_id = new.incident_id",
            name=self._name(table),
        )
        self._run(
            "INSERT INTO {name} ({listed}) SELECT {listed} FROM geomap_rings ring WHERE EXISTS "
            "(SELECT 1 FROM geomap_new new WHERE new.incident_id = ring.incident_id "
            "AND new.place_index = ring.place_index)",
            name=self._name(table),
            listed=self._listed([*columns, "geom"]),
        )


def _kind(name: str) -> str:
    return "date" if name in DATE_COLUMNS else _KINDS.get(COLUMNS[name].dtype, "text")


def _iter_rows(table: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401
    """Yield rows as PostgreSQL takes them: a point as hexadecimal WKB, text without NUL."""
    from shapely import from_wkb, set_srid, to_wkb

    shapes = to_wkb(
        set_srid(from_wkb(table["geometry"].to_numpy(zero_copy_only=False)), 4326),
        hex=True,
        include_srid=True,
    )
    names = [name for name in table.column_names if name != "geometry"]
    columns = [_cells(table[name].to_pylist(), is_json=COLUMNS[name].is_list) for name in names]
    yield from zip(*columns, shapes, strict=True)


def _cells(cells: list[Any], *, is_json: bool) -> list[Any]:
    return [_storable(cell, is_json=is_json) if isinstance(cell, str) else cell for cell in cells]


def _storable(text: str, *, is_json: bool = False) -> str:
    """Return a text that PostgreSQL can hold: it has neither NUL nor, in JSON, its escape."""
    whole = encodable(text).replace("\0", "\ufffd")
    return _JSON_NUL.sub("\\1\ufffd", whole) if is_json else whole

"""Incidents in a real PostgreSQL with PostGIS, started here; skips, and says so, where there is none."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from geomap.errors import InputError, MissingDependencyError, OutputError
from geomap.exporters import ExportSettings, export_frame, to_rings
from geomap.frame import from_records, iter_records

CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'geomap'"
WRITER = """
import sys
from geomap.exporters import export_frame
from geomap.frame import read_frame
export_frame(read_frame(sys.argv[1]), sys.argv[2])
"""


def programs():
    """Return the folder of PostgreSQL's server programs, or None."""
    named = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((path for path in (named and Path(named).parent, *folders) if path is not None), None)


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL with PostGIS that only this test session reaches: the folder of its socket."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL: apt install postgresql-postgis; the database is NOT tested")
    pytest.importorskip("psycopg", reason="psycopg is not installed; the database is NOT tested")
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="geomap-pg-"))
    if who:
        shutil.chown(home, "postgres", "postgres")
    home.chmod(0o755)
    run = {**who, "cwd": home, "check": True, "capture_output": True}
    subprocess.run(
        [folder / "initdb", "-D", home / "data", "-U", "geomap", "-A", "trust", "-E", "UTF8", "--no-sync"],
        **run,
    )
    options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
    control = [folder / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", options, "start"], **run)
    try:
        yield home
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def database(server):
    """A new database with PostGIS: ``database(sql, *values)`` runs a query, ``.url`` is its address."""
    import psycopg

    admin = f"postgresql://geomap@/postgres?host={quote(str(server), safe='')}"
    name = f"t{time.monotonic_ns()}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = admin.replace("/postgres?", f"/{name}?")
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute("CREATE EXTENSION postgis")
        except psycopg.errors.Error as error:
            pytest.skip(f"no PostGIS: apt install postgresql-postgis; the database is NOT tested ({error})")

        def ask(sql, *values):
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else None

        ask.url, ask.connection = url, connection
        yield ask


@pytest.fixture
def changed(frame):
    """Make a changed copy of the two incidents: ``changed({"title": "x"}, {"place_index": 1})``."""

    def make(*changes):
        rows = list(iter_records(frame))
        return from_records({**rows[min(at, 1)], **change} for at, change in enumerate(changes))

    return make


def written(target, url, **options):
    told = []
    export_frame(target, url, settings=ExportSettings(report=told.append), **options)
    return told


def test_rows_types_points_and_indexes(frame, records, database):
    table = from_records(records)
    assert written(table, database.url) == [f"incidents: 0 kept, 0 removed, {len(table)} added, 0 updated"]
    kinds = dict(
        database(
            "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = 'incidents'"
        )
    )
    shown = ("date_start", "place_index", "sources", "is_background", "lat", "title", "geom")
    assert [kinds[name] for name in shown] == ["date", "int8", "jsonb", "bool", "float8", "text", "geometry"]
    rows = database(
        "SELECT incident_id, place_index, date_start, lon, lat, ST_X(geom), ST_Y(geom) FROM incidents"
    )
    assert {row[:2] for row in rows} == set(zip(table["incident_id"], table["place_index"], strict=True))
    assert all(row[3:5] == row[5:7] for row in rows)
    assert all(isinstance(row[2], date) for row in rows if row[2] is not None)
    assert database("SELECT Find_SRID('public', 'incidents', 'geom')") == [(4326,)]
    indexes = " ".join(
        row[0] for row in database("SELECT indexdef FROM pg_indexes WHERE tablename = 'incidents'")
    )
    assert "USING gist (geom)" in indexes
    assert "(date_start, date_end)" in indexes
    assert "UNIQUE INDEX incidents_pkey" in indexes


def test_arabic_lists_and_awkward_text(changed, database):
    quote_text = 'nul \0 and "quoted" \\u0000 \\ حمص'
    odd = changed(
        {
            "title": "قصف في حمص\0\\u0000",
            "description": "tab\tline\nback\\slash",
            "evidence": [{"field": "place", "quote": quote_text}],
        }
    )
    written(odd, database.url)
    ((title, description, evidence, text),) = database(
        "SELECT title, description, evidence, obj_description('incidents'::regclass) FROM incidents"
    )
    assert title == "قصف في حمص\ufffd\\u0000"
    assert description == "tab\tline\nback\\slash"
    assert evidence == [{"field": "place", "quote": quote_text.replace("\0", "\ufffd")}]
    assert text == "geomap 1.2 | gazetteer abc | Example Names, CC BY 4.0 | Example Lines, CC0"


def test_writing_twice_doubles_nothing(frame, database):
    written(frame, database.url)
    before = database("SELECT * FROM incidents ORDER BY incident_id")
    assert written(frame, database.url) == ["incidents: 0 kept, 0 removed, 0 added, 2 updated"]
    assert database("SELECT * FROM incidents ORDER BY incident_id") == before


def test_rows_are_updated_added_and_places_that_are_gone_removed(changed, database):
    further = {"incident_id": "a", "place_index": 1, "killed_best": None}
    written(changed({"incident_id": "a"}, further), database.url)
    new = changed({"incident_id": "a", "weapon": "drone"}, {"incident_id": "c"})
    assert written(new, database.url) == ["incidents: 0 kept, 1 removed, 1 added, 1 updated"]
    rows = database("SELECT incident_id, place_index, weapon FROM incidents ORDER BY 1")
    assert rows == [("a", 0, "drone"), ("c", 0, None)]


def test_what_somebody_has_reviewed_stays(frame, changed, database):
    written(frame, database.url)
    database("UPDATE incidents SET review_status = 'edited', title = 'checked' WHERE incident_id = 'a'")
    assert written(frame, database.url) == ["incidents: 1 kept, 0 removed, 0 added, 1 updated"]
    assert database("SELECT title FROM incidents WHERE incident_id = 'a'") == [("checked",)]
    reviewed = changed({"title": "checked again", "review_status": "confirmed"})
    assert written(reviewed, database.url) == ["incidents: 0 kept, 0 removed, 0 added, 1 updated"]
    assert database("SELECT title FROM incidents WHERE incident_id = 'a'") == [("checked again",)]


def test_rings_are_a_table_of_their_own(records, database):
    table = from_records(records)
    settings = ExportSettings(rings=True)
    for _ in range(2):
        export_frame(table, database.url, table="incidents", settings=settings)
        rows = database(
            "SELECT incident_id, place_index, radius_km, ST_Area(geom::geography) FROM incidents_rings"
        )
        assert len(rows) == len(to_rings(table))
    for _, _, km, area in rows:
        assert area / 1e6 == pytest.approx(3.14159 * km**2, rel=0.01)


def test_a_table_in_a_schema(frame, database):
    database("CREATE SCHEMA osint")
    written(frame, database.url, table="osint.events")
    written(frame, database.url, table="osint.events")
    assert database("SELECT count(*) FROM osint.events") == [(2,)]


def test_a_writer_that_is_killed_half_way_leaves_the_table_as_it_was(frame, changed, database, tmp_path):
    import psycopg

    written(frame, database.url)
    before = database("SELECT * FROM incidents ORDER BY incident_id")
    path = tmp_path / "new.geojson"
    export_frame(changed({"title": "new"}, {"title": "new"}, {"incident_id": "c"}), path)
    with psycopg.connect(database.url) as holder:
        # the writer waits for this row with the others already written
        holder.execute("SELECT 1 FROM incidents WHERE incident_id = 'b' FOR UPDATE")
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), database.url])
        try:
            waiting = f"{CONNECTED} AND wait_event_type = 'Lock'"
            deadline = time.monotonic() + 90
            while database(waiting) == [(0,)]:
                assert writer.poll() is None, "the writer was not stopped by the lock"
                assert time.monotonic() < deadline
                time.sleep(0.1)
        finally:
            writer.send_signal(signal.SIGKILL)
            writer.wait(30)
        holder.rollback()
    deadline = time.monotonic() + 30
    while database(CONNECTED) != [(0,)]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert database("SELECT * FROM incidents ORDER BY incident_id") == before
    written(frame, database.url)
    assert database("SELECT count(*) FROM incidents") == [(2,)]


def test_a_table_of_somebody_else_is_left_alone(frame, database):
    database("CREATE TABLE incidents (incident_id text)")
    with pytest.raises(OutputError, match=r"incidents has no column place_index.*--table NAME"):
        written(frame, database.url)
    assert database("SELECT count(*) FROM incidents") == [(0,)]
    with pytest.raises(InputError, match="no name for a table"):
        written(frame, database.url, table="x; DROP TABLE incidents")


def test_a_database_without_postgis(frame, server):
    admin = f"postgresql://geomap@/postgres?host={quote(str(server), safe='')}"
    with pytest.raises(OutputError, match="CREATE EXTENSION postgis"):
        written(frame, admin)


def test_the_command(frame, geomap, database, tmp_path):
    export_frame(frame, tmp_path / "x.geojson")
    done = geomap("export", tmp_path / "x.geojson", "--to", database.url, "--table", "mine", "--rings")
    assert done.code == 0, done.err
    assert "mine: 0 kept, 0 removed, 2 added, 0 updated" in done.err
    assert "2 rows written to postgresql://" in done.err
    assert done.out == b""
    assert database("SELECT count(*) FROM mine_rings") == [(1,)]
    refused = geomap("export", tmp_path / "x.geojson", "--to", database.url, "--coarsen", "adm1")
    assert refused.code == 2
    assert "renumber" in refused.err


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret@127.0.0.1:1/db",
        "postgres://me:s3cret@127.0.0.1:1/db?connect_timeout=1",
        "postgresql://127.0.0.1:1/db?user=me&password=s3cret",
        "postgresql://me:x/s3cret@127.0.0.1/db",
        "postgresql://me:x@s3cret@127.0.0.1:1/db",
        "postgresql://me:x?s3cret@127.0.0.1:1/db",
        "postgresql://me:%zz-s3cret@127.0.0.1:1/db",
        "mysql://me:s3cret@127.0.0.1/db",
        "postgresql:// me:s3cret@127.0.0.1:1/db",
    ],
)
@pytest.mark.parametrize("flag", ["--to", "-o"])
def test_a_password_is_never_shown(frame, geomap, tmp_path, url, flag):
    pytest.importorskip("psycopg")
    export_frame(frame, tmp_path / "x.geojson")
    done = geomap("export", tmp_path / "x.geojson", flag, url)
    assert done.code == 1
    assert done.err.startswith("Error: ")
    assert "s3cret" not in done.err


def test_a_traceback_shows_no_password_either(frame, tmp_path):
    pytest.importorskip("psycopg")
    export_frame(frame, tmp_path / "x.geojson")
    args = ["--debug", "export", tmp_path / "x.geojson", "--to", "postgresql://me:s3cret@127.0.0.1:1/db"]
    done = subprocess.run(
        [sys.executable, "-m", "geomap", *args], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "s3cret" not in done.stderr


def test_without_the_driver_the_pip_command_is_told(frame, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'geomap-incidents\[postgis\]'"):
        export_frame(frame, "postgresql://127.0.0.1:1/db")


def test_lists_are_told_as_json(frame, database):
    written(frame, database.url)
    ((sources,),) = database("SELECT sources::text FROM incidents WHERE incident_id = 'a'")
    assert json.loads(sources)[0]["doc_id"] == "d"

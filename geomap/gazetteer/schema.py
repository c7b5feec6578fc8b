"""The tables of a gazetteer file, and the marks by which a whole one is known."""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "DIGEST_QUERIES", "KINDS", "PAGE_SIZE", "SCHEMA_VERSION", "TABLES"]

APPLICATION_ID = 0x67656F6D
"""Set in the file header as the last step of a build ("geom"); a half-built file lacks it."""

SCHEMA_VERSION = 2
PAGE_SIZE = 4096

KINDS = ("strong", "weak", "historical")
"""Kinds of names; the index is what the ``name.kind`` column holds."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, version TEXT NOT NULL,
    date TEXT NOT NULL, licence TEXT NOT NULL, attribution TEXT NOT NULL, url TEXT NOT NULL,
    places INTEGER NOT NULL
);
CREATE TABLE kind (
    id INTEGER PRIMARY KEY, fclass TEXT NOT NULL, fcode TEXT NOT NULL, source TEXT NOT NULL,
    space TEXT NOT NULL
);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, cc TEXT NOT NULL, code1 TEXT, code2 TEXT, a1 INTEGER, a2 INTEGER
);
CREATE TABLE country (cc TEXT PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, ext NOT NULL, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
    kind INTEGER NOT NULL, unit INTEGER NOT NULL, population INTEGER NOT NULL, radius INTEGER NOT NULL
);
CREATE TABLE name (
    k TEXT NOT NULL, place INTEGER NOT NULL, spelling TEXT, lang TEXT NOT NULL, kind INTEGER NOT NULL,
    PRIMARY KEY (k, place)
) WITHOUT ROWID;
CREATE TABLE skel (sk TEXT NOT NULL, k TEXT NOT NULL, PRIMARY KEY (sk, k)) WITHOUT ROWID;
CREATE TABLE prefix (
    start TEXT NOT NULL, place INTEGER NOT NULL, k TEXT NOT NULL, PRIMARY KEY (start, place)
) WITHOUT ROWID;
CREATE TABLE cell (cell INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (cell, place)) WITHOUT ROWID;
CREATE TABLE tile (cell INTEGER PRIMARY KEY, areas BLOB NOT NULL);
CREATE TABLE link (
    ext NOT NULL, space TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (ext, space, place)
) WITHOUT ROWID;
CREATE TABLE demonym (
    k TEXT NOT NULL, form TEXT NOT NULL, cc TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (k, form, cc)
) WITHOUT ROWID;
CREATE TABLE abbreviation (
    form TEXT NOT NULL, place INTEGER NOT NULL, style TEXT NOT NULL, PRIMARY KEY (form, place)
) WITHOUT ROWID;
"""
"""``place.id`` counts places by importance, most important first, so that homonyms read in index order are
already in that order. What places have in common is told once: ``kind`` (feature, source, id space) and
``unit`` (country, codes and places of the first- and second-level unit). A place's public id is
``kind.space:ext``; ``lat`` and ``lon`` are in 100,000ths of a degree (a metre), ``radius`` in tenths of a km;
``name.spelling`` is packed (see rows.py); ``link`` holds the ids of the same place in other sources;
``tile`` the outlines of countries (see areas.py); ``demonym.cc`` an ISO code, or the id of a place that is no
country;
``prefix`` the most important places under common beginnings, ``cell`` the reverse index."""

_KEYS = {
    "source": "id",
    "kind": "id",
    "unit": "id",
    "country": "cc",
    "place": "id",
    "name": "k, place",
    "link": "ext, space, place",
    "tile": "cell",
    "demonym": "k, form, cc",
    "abbreviation": "form, place",
}
DIGEST_QUERIES = tuple(f"SELECT * FROM {table} ORDER BY {key}" for table, key in _KEYS.items())
"""What the content digest is taken over, in this order: what is not computed from other tables."""

"""Skeletons that an index does not have are left out, and none that it has."""

import sqlite3

from geomap.gazetteer import known_skeletons
from geomap.gazetteer.known_skeletons import KnownSkeletons


def test_only_skeletons_of_the_index_are_looked_up_when_many_are_asked_for(monkeypatch):
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE skel (sk TEXT, k TEXT)")
        known = {f"k{number}" for number in range(300)}
        connection.executemany("INSERT INTO skel VALUES (?, 'x')", [(bones,) for bones in sorted(known)])
        skeletons = KnownSkeletons(connection)
        asked = known | {f"n{number}" for number in range(3000)}
        assert set(skeletons.among(asked)) == asked
        monkeypatch.setattr(known_skeletons, "_WORTH_READING", 1000)
        left = set(skeletons.among(asked))
    connection.close()
    assert known <= left
    assert len(left) < len(known) + 100

"""What leads back to people and sources is gone, whatever the row held."""

import json

import pytest

from geomap.frame import COLUMNS, from_records, iter_records, redact_frame
from geomap.frame.coarsen import cell_centre, coarse_cell, parse_coarseness
from geomap.geo import distance_km

MARK = "Zyxw"


@pytest.fixture
def marked(records):
    """Rows in which every text that is not a closed word of geomap's holds a mark."""
    rows = []
    for number, row in enumerate(iter_records(from_records(records))):
        texts = {
            name: f"{MARK} {name}"
            for name, column in COLUMNS.items()
            if column.is_text
            and not column.choices
            and not name.startswith(("date_start", "date_end", "date_anchor"))
        }
        counts = row["place_index"] == 0
        rows.append(
            {
                **row,
                **{name: text for name, text in texts.items() if counts or not name.endswith("_text")},
                "place_text": f"{MARK} village",
                "incident_id": f"{MARK}{row['incident_id']}",
                "cluster_id": f"{MARK}{number // 2}",
                "date_anchor": "2024-02-09",
                "actors": [{"name": f"{MARK} army", "role": "target", "class": "state_forces"}],
                "side_a": f"{MARK} army",
                "sources": [
                    {"publisher": MARK, "date": None, "url": f"https://{MARK}", "title": MARK, "doc_id": MARK}
                ],
                "evidence": [{"field": "place", "quote": MARK, "doc_id": MARK}],
                "counts_by_group": [
                    {"kind": "killed", "group": MARK, "low": 1, "best": 1, "high": 1, "text": MARK}
                ]
                if counts
                else [],
                "place_alternatives": [{"name": MARK, "reasons": [f"'{MARK}' is near"]}],
                "provenance": f"geomap 1 | pins {MARK}.csv abc | Names, CC BY",
            }
        )
    return rows


PLACES = {
    "place_name",
    "place_id",
    "feature_class",
    "feature_code",
    "country",
    "country_code",
    "admin1",
    "admin2",
}


def test_nothing_of_a_source_is_left(marked):
    redacted = redact_frame(from_records(marked))
    for row in iter_records(redacted):
        kept = {name: value for name, value in row.items() if name not in PLACES}
        assert MARK not in json.dumps(kept), kept
    assert redacted.attrs == {}


def test_what_may_be_known_stays(marked):
    table = from_records(marked)
    redacted = redact_frame(table)
    assert len(redacted) == len(table)
    for name in ("event_type", "date_start", "killed_best", "lat"):
        assert sorted(redacted[name].dropna()) == sorted(table[name].dropna())
    assert set(redacted["side_a"]) == {"state_forces"}
    assert redacted["actors"].iloc[0] == [{"name": "state_forces", "role": "target", "class": "state_forces"}]
    assert set(redacted["confidence"].dropna() * 10 % 1) <= {0.0}
    assert redacted["cluster_id"].nunique() == table["cluster_id"].nunique()
    assert (
        redacted["provenance"].iloc[0] == "geomap 1 | Names, CC BY | words, names, sources and ids left out"
    )


def test_ids_and_order_tell_nothing_of_the_old_ones(marked):
    first = redact_frame(from_records(marked))
    renamed = [{**row, "incident_id": f"{hash(row['incident_id']) % 10**9}"} for row in marked]
    again = redact_frame(from_records(renamed))
    pairs = zip(iter_records(first), iter_records(again), strict=True)
    dropped = {"incident_id", "cluster_id"}
    for one, other in pairs:
        assert {k: v for k, v in one.items() if k not in dropped} == {
            k: v for k, v in other.items() if k not in dropped
        }
    assert list(first["incident_id"]) == list(again["incident_id"])


@pytest.mark.parametrize("km", [1.0, 20.0, 500.0])
@pytest.mark.parametrize(
    ("lat", "lon"),
    [(34.7, 36.7), (-89.9, 10), (90, 180), (-90, -180), (0, 0), (60.1, -179.99), (51.5, 179.99)],
)
def test_a_cell_holds_its_points_and_its_radius_covers_it(km, lat, lon):
    middle, east, corner = cell_centre(lat, lon, km)
    assert -90 <= middle <= 90
    assert -180 <= east <= 180
    assert distance_km(lat, lon, middle, east) <= corner * 1.001
    assert cell_centre(middle, east, km)[:2] == (middle, east)
    assert corner < km * 1.5


def test_points_of_one_cell_cannot_be_told_apart():
    row = {"radius_km": 2.0, "place_precision": "site"}
    one = coarse_cell({**row, "lat": 34.70, "lon": 36.70}, 50.0)
    other = coarse_cell(
        {**row, "lat": 34.75, "lon": 36.75, "radius_km": 5.0, "place_precision": "settlement"}, 50.0
    )
    assert one == other
    assert one["place_name"] is None
    assert one["admin1"] is None
    assert one["place_precision"] in ("adm2", "adm1")


def test_coarseness_is_read():
    assert parse_coarseness("ADM1 ") == "adm1"
    assert parse_coarseness("20 km") == 20.0
    for text in ("adm2", "0.5", "-3", "1000", "nan", "inf", ""):
        with pytest.raises(ValueError, match="is no coarseness; write adm1, or km from 1 to 500"):
            parse_coarseness(text)

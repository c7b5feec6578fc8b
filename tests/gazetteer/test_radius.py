import csv
from importlib import resources

import pytest

from geomap.gazetteer.radius import class_of_code, default_radius, settlement_radius


@pytest.mark.parametrize(
    ("feature_class", "feature_code", "population", "radius"),
    [
        ("P", "PPL", 0, 3.0),
        ("P", "PPL", 7_000_000, 14.9),
        ("P", "PPLX", 7_000_000, 2.0),
        ("S", "AIRB", 0, 3.0),
        ("S", "HTL", 0, 0.5),
        ("S", "NEW", 0, 1.0),
        ("A", "ADM1", 0, 60.0),
        ("H", "SEA", 0, 400.0),
        ("", "", 0, 10.0),
    ],
)
def test_radius_by_kind(feature_class: str, feature_code: str, population: int, radius: float):
    assert default_radius(feature_class, feature_code, population) == radius


def test_wider_kinds_have_wider_radii():
    chain = ["PCLI", "ADM1", "ADM2", "ADM3", "ADM4", "ADM5"]
    radii = [default_radius("A", code) for code in chain]
    assert radii == sorted(radii, reverse=True)
    assert settlement_radius(100) <= settlement_radius(1_000_000) <= 15.0


@pytest.mark.parametrize(
    ("code", "feature_class"),
    [("AIRB", "S"), ("PPLA4", "P"), ("MILB", "L"), ("WAD", "H"), ("XYZ", None), ("", None)],
)
def test_class_of_code(code: str, feature_class: str | None):
    assert class_of_code(code) == feature_class


def test_the_table_is_sorted_and_whole():
    text = resources.files("geomap.gazetteer").joinpath("feature_radii.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    kinds = [(row["class"], row["code"]) for row in rows]
    assert kinds == sorted(set(kinds))
    codes = [code for _, code in kinds if code != ""]
    assert len(codes) == len(set(codes))  # so that a code tells its class
    assert {kind for kind, code in kinds if code == ""} == set("AHLRSTUV")
    assert all(0.5 <= float(row["radius_km"]) <= 3000 for row in rows)

from geomap.model import (
    DatePrecision,
    EventType,
    MatchKind,
    MentionKind,
    PlacePrecision,
    PlaceRelation,
    PlaceStatus,
)


def test_the_words_of_the_columns():
    assert [str(kind) for kind in EventType] == [
        "battle", "explosion_remote", "violence_against_civilians", "protest", "riot", "strategic", "crime",
        "accident", "natural_hazard", "other",
    ]  # fmt: skip
    assert [str(kind) for kind in PlacePrecision] == [
        "site",
        "neighbourhood",
        "settlement",
        "near",
        "adm2",
        "adm1",
        "feature",
        "country",
        "sea_air",
        "unresolved",
    ]
    assert [str(kind) for kind in PlaceRelation] == [
        "near", "outskirts", "direction", "distance_direction", "between", "road", "border", "off_coast",
    ]  # fmt: skip
    assert [str(kind) for kind in DatePrecision] == ["day", "days", "week", "month", "year", "unknown"]
    assert [str(kind) for kind in PlaceStatus] == ["given", "resolved", "ambiguous", "unresolved"]
    assert [str(kind) for kind in MentionKind] == ["literal", "associative", "demonym"]
    assert [str(kind) for kind in MatchKind] == [
        "exact", "folded", "article", "variant", "fuzzy", "prefix",
    ]  # fmt: skip

"""Known formats: headers as published, rows made up; what their codes mean."""

from pathlib import Path

import pytest

from geomap.incidents.row_facts import with_stated_precision
from geomap.incidents.rows import incident_of_row
from geomap.model import DatePrecision, EventType, PlacePrecision
from geomap.readers import ROLES, ReadSettings, iter_documents, read_table_header
from geomap.readers.known_formats import known_formats

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
    "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
    "tags,timestamp"
)
GTD = (
    "eventid,iyear,imonth,iday,approxdate,extended,country,country_txt,region_txt,provstate,city,latitude,"
    "longitude,specificity,vicinity,location,summary,attacktype1,attacktype1_txt,targtype1_txt,target1,gname,"
    "weaptype1_txt,nkill,nkillter,nwound,nhostkid,scite1,dbsource"
)
AWSD = (
    "Incident ID,Year,Month,Day,Country Code,Country,Region,District,City,Total killed,Total wounded,"
    "Total kidnapped,Means of attack,Location,Latitude,Longitude,Actor name,Details,Verified,Source"
)
ATLOS = "slug,attr_status,attr_description,attr_date,attr_geolocation,attr_geolocation_resolution"
AIRWARS = (
    "code,date,date_type,location,coordinates,accuracy,civilian_killed_min,civilian_killed_max,"
    "civilian_injured_min,civilian_injured_max,belligerent,strike_type,grading"
)
NOAA = (
    "I_D,FLAG_TSUNAMI,YEAR,MONTH,DAY,EQ_PRIMARY,COUNTRY,STATE,LOCATION_NAME,LATITUDE,LONGITUDE,TOTAL_DEATHS"
)
NASA = (
    "event_id,event_date,location_description,location_accuracy,landslide_category,landslide_size,"
    "country_name"
)


def incident(tmp_path, header, **cells):
    """Return document and incident of one row under a header."""
    path = tmp_path / "t.csv"
    row = ",".join(f'"{cells.get(name, "")}"' for name in header.split(","))
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    (doc,) = iter_documents([path], settings=ReadSettings(needs_place=False), problems=[])
    return doc, incident_of_row(doc, None)


def name_of(tmp_path, header):
    path = tmp_path / "t.csv"
    path.write_text(header + "\n" + ",".join(["x"] * len(header.split(","))) + "\n", encoding="utf-8")
    known = read_table_header(path).understanding.format
    return None if known is None else known.name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (ACLED, "ACLED"),
        (ACLED.replace("event_id_cnty", "data_id,iso3,event_id_cnty"), "ACLED"),
        (GTD, "GTD"),
        (AWSD, "AWSD"),
        (ATLOS, "ATLOS"),
        (AIRWARS, "Airwars"),
        (NOAA, "NOAA significant earthquakes"),
        (NASA, "NASA landslides"),
        ("id,place,date,killed", None),
    ],
)
def test_formats_are_known_by_their_header(tmp_path, header, name):
    assert name_of(tmp_path, header) == name


def test_every_format_names_its_columns_once_and_is_described():
    names = [known.name for known in known_formats()]
    assert len(names) == len(set(names)) >= 13
    for known in known_formats():
        assert known.about != ""
        assert known.needs or known.tags, known.name
        assert len(known.header) == len(set(known.header))


def test_all_codes_lead_to_types_that_there_are():
    from geomap.incidents.types.tables import load_sub_types

    kinds = {entry.value for entry in EventType}
    subs = set(load_sub_types())
    for known in known_formats():
        meanings = [told for cells in known.mapping.values.values() for told in cells.values()]
        for told in (*meanings, known.mapping.constants):
            assert told.get("event_type", "other") in kinds, known.name
            assert told.get("sub_type", "unknown") in subs, (known.name, told)
            assert told.get("place_precision", "") in {"", *(entry.value for entry in PlacePrecision)}
            assert told.get("date_precision", "day") in {entry.value for entry in DatePrecision}


def test_acled_codes(tmp_path):
    doc, found = incident(
        tmp_path,
        ACLED,
        event_date="2024-02-07",
        time_precision="2",
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        civilian_targeting="Civilian targeting",
        location="Baghdad",
        latitude="33.34",
        longitude="44.40",
        geo_precision="2",
        fatalities="3",
    )
    assert (found.event_type, found.sub_type) == (EventType.EXPLOSION_REMOTE, "air_drone_strike")
    assert found.when.precision is DatePrecision.WEEK
    assert found.civilian_targeting is True
    assert found.killed.best == 3
    assert (found.places[0].precision, found.places[0].radius_km) == (PlacePrecision.NEAR, 25.0)
    assert doc.value("sub_type") == "air_drone_strike"
    assert doc.fields["sub_event_type"] == "Air/drone strike"


def test_gtd_unknown_is_not_a_number(tmp_path):
    doc, found = incident(
        tmp_path,
        GTD,
        iyear="1998",
        imonth="5",
        iday="0",
        city="Unknown",
        provstate="Basra",
        attacktype1_txt="Bombing/Explosion",
        nkill="-99",
        nwound="0",
        latitude="30.5",
        longitude="47.8",
        specificity="4",
    )
    assert found.killed.best is None
    assert found.wounded.best == 0
    assert found.when.precision is DatePrecision.MONTH
    assert (doc.value("place"), doc.value("admin1")) == (None, "Basra")
    assert (found.event_type, found.sub_type) == (EventType.EXPLOSION_REMOTE, "explosion")
    assert found.places[0].precision is PlacePrecision.ADM1


def test_awsd_location_is_no_place(tmp_path):
    doc, found = incident(
        tmp_path,
        AWSD,
        City="",
        District="Unknown",
        Region="Borno",
        Location="Road",
        **{"Means of attack": "Kidnapping"},
    )
    assert (doc.value("place"), doc.value("admin2"), doc.value("admin1")) == (None, None, "Borno")
    assert found.sub_type == "abduction"


def test_atlos_and_airwars_precision(tmp_path):
    _, found = incident(
        tmp_path, ATLOS, attr_geolocation="49.1, 36.2", attr_geolocation_resolution="Vicinity (±100 m)"
    )
    assert (found.places[0].precision, found.places[0].radius_km) == (PlacePrecision.SITE, 0.1)
    _, found = incident(
        tmp_path,
        AIRWARS,
        coordinates="35.2, 36.6",
        accuracy="village",
        civilian_killed_min="2",
        civilian_killed_max="5",
        strike_type="Airstrike",
        grading="Contested",
    )
    assert (found.places[0].precision, found.places[0].radius_km) == (PlacePrecision.SETTLEMENT, 5.0)
    assert (found.killed.low, found.killed.best, found.killed.high) == (2, None, 5)
    assert (found.factuality, found.sub_type) == ("claimed", "air_drone_strike")


def test_a_quake_needs_no_column_to_be_one(tmp_path):
    _, found = incident(tmp_path, NOAA, YEAR="2001", TOTAL_DEATHS="")
    assert (found.event_type, found.sub_type) == (EventType.NATURAL_HAZARD, "earthquake")
    assert found.killed.best is None


def test_gdelt_event_files_come_without_a_header(tmp_path):
    gdelt = next(known for known in known_formats() if known.name.startswith("GDELT"))
    told = {
        "GLOBALEVENTID": "1",
        "SQLDATE": "20240207",
        "EventCode": "1831",
        "EventBaseCode": "183",
        "EventRootCode": "18",
        "QuadClass": "4",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Beijing, Beijing, China",
        "ActionGeo_CountryCode": "CH",
        "ActionGeo_Lat": "39.9289",
        "ActionGeo_Long": "116.388",
        "DATEADDED": "20240208103000",
    }
    path = tmp_path / "20240208103000.export.CSV"
    lines = [
        "\t".join({**told, "GLOBALEVENTID": str(number)}.get(name, "") for name in gdelt.header)
        for number in range(3)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    problems = []
    docs = list(iter_documents([path], problems=problems))
    assert (len(gdelt.header), len(docs), problems) == (61, 3, [])
    assert docs[0].value("place") == "Beijing, Beijing, China"
    assert docs[0].value("country") is None  # FIPS: CH is China there, Switzerland elsewhere
    found = incident_of_row(docs[0], None)
    assert (found.event_type, found.sub_type) == (EventType.EXPLOSION_REMOTE, "suicide_bomb")
    assert found.when.start.isoformat() == "2024-02-07"


def test_ucdp_candidate_files_may_lack_a_header(tmp_path):
    ucdp = next(known for known in known_formats() if known.name == "UCDP GED")
    told = {
        "id": "7",
        "year": "2024",
        "type_of_violence": "3",
        "where_prec": "4",
        "where_coordinates": "Al Anbār province",
        "latitude": "33.0",
        "longitude": "42.0",
        "date_prec": "5",
        "date_start": "2024-01-01",
        "date_end": "2024-12-31",
        "event_clarity": "2",
        "deaths_civilians": "4",
        "deaths_a": "0",
        "best": "4",
        "low": "4",
        "high": "9",
    }
    path = tmp_path / "c.csv"
    path.write_text(",".join(told.get(name, "") for name in ucdp.header) + "\n", encoding="utf-8")
    (doc,) = iter_documents([path], problems=[])
    found = incident_of_row(doc, None)
    assert found.event_type is EventType.VIOLENCE_AGAINST_CIVILIANS
    assert (found.killed.low, found.killed.best, found.killed.high) == (4, 4, 9)
    assert {(one.group, one.count.best) for one in found.counts_by_group} == {("civilians", 4), ("side_a", 0)}
    assert found.is_aggregate
    assert found.when.precision is DatePrecision.YEAR
    assert found.places[0].precision is PlacePrecision.ADM1
    assert with_stated_precision(doc, found.places[0]).radius_km == 100.0


def test_a_headerless_table_of_no_known_format_says_so(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("1,Homs,34.7\n2,Hama,35.1\n3,Idlib,35.9\n", encoding="utf-8")
    problems = []
    settings = ReadSettings(columns={"place": "column_2"})
    docs = list(iter_documents([path], settings=settings, problems=problems))
    assert [doc.value("place") for doc in docs] == ["Homs", "Hama", "Idlib"]
    assert [problem.reason for problem in problems] == ["the table has no header row"]


def test_timemap_dates_are_month_first(tmp_path):
    header = "id,description,date,time,location,latitude,longitude,sources"
    doc, found = incident(tmp_path, header, date="02/03/2022", location="Kyiv")
    assert doc.conventions["date"] == "month_first"
    assert found.when.start.isoformat() == "2022-02-03"


def test_hxl_tags_speak_whatever_their_attributes(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "a,b,c\n#loc +name +en,#affected+killed+f_total,#geo+lat\nHoms,3,34.7\n", encoding="utf-8"
    )
    header = read_table_header(path)
    assert header.understanding.format.name == "HXL"
    assert (header.roles["place"], header.roles["killed"]) == ("a", "b")
    assert header.understanding.roles["place"].how == "tag"


def test_the_page_about_tables_names_every_format():
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    assert all(f"| {known.name} |" in page for known in known_formats())
    assert all(f"`{role}`" in page or role.endswith(("_low", "_high")) for role in ROLES)


def test_what_was_understood_can_be_sent_to_another_process(tmp_path):
    import pickle

    path = tmp_path / "t.csv"
    path.write_text(f"{NASA}\n{','.join('x' * 7)}\n", encoding="utf-8")
    understood = read_table_header(path).understanding
    assert pickle.loads(pickle.dumps(understood)).read({"location_accuracy": "5km"}) == understood.read(
        {"location_accuracy": "5km"}
    )

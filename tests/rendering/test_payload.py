from geomap.frame import from_records
from geomap.rendering.payload import to_payload


def test_incident_with_two_places_is_one_incident(frame):
    payload = to_payload(frame)
    position = payload["incidents"]["id"].index("bombers")
    assert payload["size"] == 7
    assert payload["places"]["incident"].count(position) == 2
    assert payload["incidents"]["killed"][position] == [40, 40, 40, "forty"]


def test_null_counts_stay_null(frame):
    payload = to_payload(frame)
    position = payload["incidents"]["id"].index("border")
    assert payload["incidents"]["wounded"][position] == [12, None, None, "dozens"]
    assert payload["incidents"]["killed"][payload["incidents"]["id"].index("homs")] is None


def test_stated_zero_is_kept(records):
    payload = to_payload(from_records([{**records[0], "killed_low": 0, "killed_best": 0, "killed_high": 0}]))
    assert payload["incidents"]["killed"] == [[0, 0, 0, None]]


def test_columns_without_content_are_left_out(frame):
    payload = to_payload(frame)
    assert "weapon" not in payload["incidents"]
    assert "abducted" not in payload["incidents"]


def test_only_web_addresses_can_become_links(records):
    urls = [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "http://[bad",
        " https://example.org/ok ",
    ]
    source = records[0]["sources"][0]
    rows = [
        {**records[0], "incident_id": f"i{n}", "sources": [{**source, "url": url}]}
        for n, url in enumerate(urls)
    ]
    sources = [cell[0] for cell in to_payload(from_records(rows))["incidents"]["sources"]]
    assert [cell[3] for cell in sources] == [None, None, None, None, "https://example.org/ok"]
    assert [cell[4] for cell in sources] == [*urls[:4], None]


def test_point_on_zero_is_a_point(records):
    payload = to_payload(from_records([{**records[0], "lat": 0.0, "lon": 0.0}]))
    assert payload["places"]["lat"] == [0.0]
    assert payload["places"]["lon"] == [0.0]


def test_repeated_evidence_is_kept_once(records):
    entry = records[0]["evidence"][1]
    payload = to_payload(from_records([{**records[0], "evidence": [entry, entry]}]))
    assert payload["incidents"]["evidence"] == [[["wounded", "hurt dozens", "count_verb"]]]


def test_reports_of_one_cluster_are_one_incident_that_tells_what_each_says(records):
    rows = [row for row in records if row["place_index"] == 0][:3]
    frame = from_records({**row, "cluster_id": cluster} for row, cluster in zip(rows, "xxy", strict=True))
    payload = to_payload(frame)
    assert payload["size"] == 2
    at = payload["incidents"]["id"].index("x")
    reports = payload["incidents"]["reports"][at]
    assert {report["title"] for report in reports} == {rows[0]["title"], rows[1]["title"]}
    assert all(report["sources"] and report["place_text"] for report in reports)
    assert payload["incidents"]["sources"][at] is None
    assert payload["incidents"]["reports"][1 - at] is None
    assert to_payload(frame, link=False)["size"] == 3
    assert to_payload(frame.drop(columns="actors"))["size"] == 3

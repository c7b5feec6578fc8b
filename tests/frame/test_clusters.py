"""Reports of one incident, put into one."""

from geomap.frame import combine_reports, from_records, reported_together


def told(records, clusters):
    """Return the first rows with ids of clusters; each row is an incident of its own."""
    rows = [row for row in records if row["place_index"] == 0]
    return from_records(
        {**row, "cluster_id": cluster, "provenance": f"made {number}"}
        for number, (row, cluster) in enumerate(zip(rows, clusters, strict=False))
    )


def test_reports_of_one_cluster_become_one_row_and_others_stay(records):
    frame = told(records, ["c1", "c1", "c2", None])
    assert len(reported_together(frame)) == 2
    one = combine_reports(frame)
    assert sorted(one["incident_id"]) == sorted([
        "c1", *frame.loc[(frame["cluster_id"] != "c1").fillna(value=True), "incident_id"]
    ])  # fmt: skip
    row = one[one["incident_id"] == "c1"].iloc[0]
    assert row["provenance"] == "made 0 | made 1"
    assert list(one["date_start"]) == sorted(one["date_start"])
    assert len(frame) == 4


def test_a_table_without_clusters_is_returned_as_it_is(records):
    frame = told(records, [None] * 4)
    assert combine_reports(frame) is frame
    assert len(reported_together(frame.drop(columns="cluster_id"))) == 0

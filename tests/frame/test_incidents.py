"""The incident table back to incidents."""

from geomap.frame import from_records, iter_records, to_frame, to_incidents


def test_a_table_survives_the_way_through_incidents(records):
    frame = from_records([{**row, "provenance": "p"} for row in records])
    again = to_frame(to_incidents(frame), provenance="p")
    assert list(iter_records(again)) == list(iter_records(frame))


def test_incidents_come_in_the_order_of_the_table(records):
    frame = from_records(records)
    incidents = to_incidents(frame.iloc[::-1])
    assert [one.id for one in incidents] == list(dict.fromkeys(frame["incident_id"].iloc[::-1]))
    assert max(len(one.places) for one in incidents) == 2

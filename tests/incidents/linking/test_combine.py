"""One incident out of its reports: sources kept, least of the lows, greatest of the highs."""

from dataclasses import replace

import pytest

from geomap.errors import InvalidRecordError
from geomap.incidents.linking import combine, combine_counts, group_by_cluster
from geomap.model import CasualtyCount


def count(low=None, best=None, high=None):
    return CasualtyCount(low=low, best=best, high=high)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([count(14, 14, 14), count(17, 17, 17)], count(14, None, 17)),
        ([count(14, 14, 14), count(14, 14, 14), count()], count(14, 14, 14)),
        ([count(low=20), count(14, 14, 14)], count(14, 14, None)),
        ([count(low=10), count(14, 14, 14)], count(10, 14, 14)),
        ([count(best=5), count(high=9)], count(5, 5, 9)),
        ([count(0, 0, 0), count(2, 2, 2)], count(0, None, 2)),
        ([count(), count()], count()),
    ],
)
def test_counts_are_the_least_low_and_the_greatest_high(counts, expected):
    assert combine_counts(counts) == expected


def test_every_source_is_kept_once_and_the_finest_place_and_date_are_taken(told):
    one = told("a", "A bomb in Oruro kills 14", killed=14, outlet="One", side_a=None)
    two = told("b", "A bomb kills 17", killed=17, outlet="Two", side_a="rebels")
    two = replace(two, places=(replace(two.places[0], precision="country"),))
    one, two = (replace(incident, cluster_id="c1") for incident in (one, two))
    found = combine([two, one])
    assert (found.id, found.title, found.side_a) == ("c1", "A bomb in Oruro kills 14", "rebels")
    assert [source.publisher for source in found.sources] == ["One", "Two"]
    assert (found.killed.low, found.killed.best, found.killed.high) == (14, None, 17)
    assert combine([one, two]) == found


def test_an_empty_cluster_cannot_be_combined():
    with pytest.raises(InvalidRecordError, match="without incidents"):
        combine([])


def test_groups_keep_the_order_and_incidents_without_cluster_alone(told):
    incidents = [
        told("a", "one", cluster_id="x"),
        told("b", "two"),
        told("c", "three", cluster_id="x"),
        told("d", "four"),
    ]
    groups = group_by_cluster(incidents)
    assert ["".join(incident.id for incident in group) for group in groups] == ["ac", "b", "d"]

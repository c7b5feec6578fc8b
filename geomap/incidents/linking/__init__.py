"""One incident, many mentions: which reports, of articles and tables alike, are of one incident."""

from geomap.incidents.linking.combine import combine, combine_counts, group_by_cluster
from geomap.incidents.linking.headline import incident_of_headline
from geomap.incidents.linking.link import Linked, Suggestion, link_incidents

__all__ = [
    "Linked",
    "Suggestion",
    "combine",
    "combine_counts",
    "group_by_cluster",
    "incident_of_headline",
    "link_incidents",
]

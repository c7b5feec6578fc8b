"""Mentions to places: candidates, documented scoring features, a resolver that records its reasons."""

from geomap.resolution.features import FEATURES, ScoringFeature
from geomap.resolution.resolver import ResolverSettings, resolve_mentions

__all__ = ["FEATURES", "ResolverSettings", "ScoringFeature", "resolve_mentions"]

"""Places: countries and regions as news names them, with their codes, from complete tables."""

from summaries.evidence.places.lookup import (
    country_of,
    government_of,
    is_adjective,
    lies_within,
    place_at,
    place_of,
    places_in,
)

__all__ = [
    "country_of",
    "government_of",
    "is_adjective",
    "lies_within",
    "place_at",
    "place_of",
    "places_in",
]

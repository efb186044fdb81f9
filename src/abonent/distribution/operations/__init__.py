"""The verbs of distribution."""

from abonent.distribution.operations.stops import find_stops_of_new_places, refresh_stops

__all__ = ["find_stops_of_new_places", "refresh_stops"]

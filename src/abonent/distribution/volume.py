"""Routes by the thousand for the bench, over the places that the bench of copies makes: each takes some postal codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from abonent.distribution.operations import find_stops_of_new_places
from abonent.editions.models import Issue
from abonent.subscriptions.copies_volume import fill_with_an_issue

ROUTES = """
INSERT INTO route (entity_id, number, name, delivery_method, weekdays)
SELECT %(entity)s::bigint, numbered.number::text, '', 'carrier', 127
FROM generate_series(1, %(routes)s::integer) AS numbered (number)
"""
STRETCHES = """
INSERT INTO route_stretch (route_id, ordinal, entity_id, delivery_method, weekdays, country, postal_code, street, side, downwards, during)
SELECT
    route.id, row_number() OVER (PARTITION BY route.id ORDER BY coded.postal_code), route.entity_id, 'carrier', 127, 'SE', coded.postal_code,
    '', 'all', false, daterange(%(first)s::date, NULL)
FROM (SELECT DISTINCT place.postal_code FROM place) AS coded
JOIN route ON route.number = (1 + mod(coded.postal_code::integer, %(routes)s::integer))::text
"""


def fill_with_routes(*, subscriptions: int, routes: int, products: int, years: int, published_on: date) -> Issue:
    """An issue that all of the subscriptions bring, most of them early in the morning, to doors of so many routes."""
    issue = fill_with_an_issue(subscriptions=subscriptions, products=products, years=years, published_on=published_on)
    numbers: dict[str, Any] = {"entity": issue.edition.title.entity_id, "routes": routes, "first": date(2015, 1, 1)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (ROUTES, STRETCHES):
            cursor.execute(statement, numbers)
        find_stops_of_new_places()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE route, route_stretch, route_stop, frozen_list, frozen_copy, frozen_sum")
    return issue

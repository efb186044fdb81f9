"""A publisher of many customers for the bench of pages: the register by SQL, the rest by the runs that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from abonent.billing.testing import a_billing, a_publisher
from abonent.catalog.models.price import FIXED
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.customers.volume import fill_register
from abonent.editions.testing import issues_on
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.testing import a_renewal_run

# Every second customer takes the paper; they began on the days of the past year, and the renewal run makes their terms.
_SUBSCRIPTIONS = """
WITH subscribed AS (
    INSERT INTO subscription (entity_id, product_id, price_list_id, subscriber_id, payer_id, copies, weekdays, term_kind, term_unit,
                              term_length, started_on, anchor_on, delivery_method, sales_channel, reference)
    SELECT %(entity)s::bigint, %(product)s::bigint, %(price_list)s::bigint, customer.id, customer.id, 1, 63, %(fixed)s::text, 'month',
           CASE WHEN mod(customer.id, 3) = 0 THEN 3 ELSE 12 END, began.on_day, began.on_day, 'carrier', 'desk', ''
    FROM customer
    CROSS JOIN LATERAL (SELECT %(today)s::date - mod(customer.id * 7919, 360)::int AS on_day) AS began
    WHERE mod(customer.id, 2) = 0
    RETURNING id, entity_id, started_on
)
INSERT INTO subscription_expiry (subscription_id, entity_id, term_ordinal, expires_on)
SELECT subscribed.id, subscribed.entity_id, 0, subscribed.started_on
FROM subscribed
"""

# Two conversations of each customer, on any day of the past ten years.
_CONVERSATIONS = """
INSERT INTO interaction (customer_id, kind, direction, happened_at, subject, body, result)
SELECT customer.id, said.kind, said.direction,
       (%(until)s::date - mod(customer.id * 7919 + said.place * 977, 3650)::int) + time '10:15' AT TIME ZONE 'Europe/Stockholm',
       said.subject, said.body, said.result
FROM customer
CROSS JOIN (VALUES
    (1, 'note', '', '', 'Prefers to be called in the evening.', ''),
    (2, 'call', 'in', 'Missing paper', 'The paper of Saturday was missing; a new one was brought.', 'settled')
) AS said (place, kind, direction, subject, body, result)
"""

MONDAY_TO_SATURDAY = 63


@dataclass(frozen=True)
class Volume:
    """The publisher that was made, and its billing run."""

    entity: LegalEntity
    billing: Run


def fill(*, customers: int, today: date) -> Volume:
    """`customers` in the register, half of them subscribers with all their terms, and the first invoices posted."""
    fill_register(customers, since=today - timedelta(days=700))
    entity = a_publisher()
    edition = an_edition(entity=entity)
    product = a_product(entity=entity, weekdays=MONDAY_TO_SATURDAY, editions=[edition])
    price_list = a_price_list(entity=entity)
    prices_from(today - timedelta(days=800), price_list, {(product, 3): "799", (product, 12): "2949"})
    issues_on(edition, MONDAY_TO_SATURDAY, first=today - timedelta(days=400), until=today + timedelta(days=500))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        cursor.execute(
            _SUBSCRIPTIONS,
            {"entity": entity.pk, "product": product.pk, "price_list": price_list.pk, "fixed": FIXED, "today": today},
        )
    StopReason.objects.get_or_create(code="moved", defaults={"name": {"en": "Moved away"}})
    a_renewal_run(entity, today)
    billing = a_billing(entity, as_of=today.isoformat())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Volume(entity, billing)


def fill_conversations(*, until: date) -> None:
    """Two conversations with every customer of the register."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        cursor.execute(_CONVERSATIONS, {"until": until})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE interaction")

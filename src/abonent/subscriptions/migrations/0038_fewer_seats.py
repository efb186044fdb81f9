"""Seats are counted from the day on which a product came to have fewer of them: who read before that day is not judged by it."""

from django.db import migrations

COUNT = """
CREATE OR REPLACE VIEW seat_count AS
SELECT turn.subscription_id, turn.turns_on, product.seats * present.copies AS seats, present.taken
FROM (
    SELECT seat.subscription_id, lower(seat.during) AS turns_on FROM seat WHERE seat.withdrawn_at IS NULL
    UNION
    SELECT copies_change.subscription_id, copies_change.from_on FROM copies_change WHERE copies_change.withdrawn_at IS NULL
    UNION
    SELECT seat.subscription_id, product.seats_from
    FROM seat
    JOIN subscription ON subscription.id = seat.subscription_id
    JOIN product ON product.id = subscription.product_id
    WHERE seat.withdrawn_at IS NULL AND seat.during @> product.seats_from
) AS turn
JOIN subscription ON subscription.id = turn.subscription_id
JOIN product ON product.id = subscription.product_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(
            (
                SELECT copies_change.copies
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id
                  AND copies_change.withdrawn_at IS NULL
                  AND copies_change.from_on <= turn.turns_on
                ORDER BY copies_change.from_on DESC
                LIMIT 1
            ),
            (
                SELECT copies_change.copies_before
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id AND copies_change.withdrawn_at IS NULL
                ORDER BY copies_change.from_on
                LIMIT 1
            ),
            subscription.copies
        ) AS copies,
        (
            SELECT count(*)
            FROM seat
            WHERE seat.subscription_id = turn.subscription_id AND seat.withdrawn_at IS NULL AND seat.during @> turn.turns_on
        ) AS taken
) AS present
WHERE product.seats_from IS NULL OR turn.turns_on >= product.seats_from
"""

FORMER = """
CREATE OR REPLACE VIEW seat_count AS
SELECT turn.subscription_id, turn.turns_on, product.seats * present.copies AS seats, present.taken
FROM (
    SELECT seat.subscription_id, lower(seat.during) AS turns_on FROM seat WHERE seat.withdrawn_at IS NULL
    UNION
    SELECT copies_change.subscription_id, copies_change.from_on FROM copies_change WHERE copies_change.withdrawn_at IS NULL
) AS turn
JOIN subscription ON subscription.id = turn.subscription_id
JOIN product ON product.id = subscription.product_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(
            (
                SELECT copies_change.copies
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id
                  AND copies_change.withdrawn_at IS NULL
                  AND copies_change.from_on <= turn.turns_on
                ORDER BY copies_change.from_on DESC
                LIMIT 1
            ),
            (
                SELECT copies_change.copies_before
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id AND copies_change.withdrawn_at IS NULL
                ORDER BY copies_change.from_on
                LIMIT 1
            ),
            subscription.copies
        ) AS copies,
        (
            SELECT count(*)
            FROM seat
            WHERE seat.subscription_id = turn.subscription_id AND seat.withdrawn_at IS NULL AND seat.during @> turn.turns_on
        ) AS taken
) AS present
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_fewer_seats"),
        ("subscriptions", "0037_parts_of_stops"),
    ]

    operations = [migrations.RunSQL(COUNT, FORMER)]

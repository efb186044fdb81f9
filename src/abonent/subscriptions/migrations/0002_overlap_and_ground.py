"""The guard against overlapping terms, and the view of what a next term depends on."""

from django.db import migrations

# A run moves half a million of these rows in place: room on the page keeps the updates off the index.
FILL = "ALTER TABLE subscription_expiry SET (fillfactor = 60)"

# Compares each changed term with its neighbours only; an exclusion constraint made a run of 500,000 terms nine times as long.
OVERLAP = """
CREATE FUNCTION refuse_overlapping_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    clash record;
BEGIN
    SELECT changed.subscription_id, changed.during, earlier.during AS earlier, later.during AS later INTO clash
    FROM changed
    LEFT JOIN LATERAL (
        SELECT term.during FROM term
        WHERE term.subscription_id = changed.subscription_id AND lower(term.during) < lower(changed.during)
        ORDER BY lower(term.during) DESC LIMIT 1
    ) AS earlier ON true
    LEFT JOIN LATERAL (
        SELECT term.during FROM term
        WHERE term.subscription_id = changed.subscription_id AND lower(term.during) > lower(changed.during)
        ORDER BY lower(term.during) LIMIT 1
    ) AS later ON true
    WHERE earlier.during && changed.during OR later.during && changed.during
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'terms of subscription % overlap: % with % or %',
            clash.subscription_id, clash.during, clash.earlier, clash.later
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'term_no_overlap';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER term_no_overlap_insert AFTER INSERT ON term
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlapping_terms();
CREATE TRIGGER term_no_overlap_update AFTER UPDATE ON term
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlapping_terms();
"""

GROUND = """
CREATE VIEW renewal_ground AS
SELECT
    subscription_expiry.subscription_id, subscription_expiry.entity_id, subscription_expiry.latest_term_id,
    subscription_expiry.term_ordinal, subscription_expiry.expires_on,
    subscription.product_id, subscription.price_list_id, subscription.payer_id, subscription.subscriber_id,
    subscription.copies, subscription.weekdays, subscription.term_kind, subscription.term_unit, subscription.term_length,
    subscription.anchor_on, price_group_member.price_group_id, cancellation.from_on AS cancelled_from,
    md5(ROW(
        subscription_expiry.term_ordinal, subscription_expiry.expires_on, subscription.product_id, subscription.price_list_id,
        subscription.payer_id, subscription.subscriber_id, subscription.copies, subscription.weekdays, subscription.term_kind,
        subscription.term_unit, subscription.term_length, subscription.anchor_on, price_group_member.price_group_id, cancellation.from_on
    )::text || coalesce(subscription.promotion_id::text, ''))::uuid AS ground,
    subscription.promotion_id
FROM subscription_expiry
JOIN subscription ON subscription.id = subscription_expiry.subscription_id
LEFT JOIN price_group_member
    ON price_group_member.entity_id = subscription.entity_id AND price_group_member.customer_id = subscription.payer_id
LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]
    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(OVERLAP, "DROP FUNCTION refuse_overlapping_terms() CASCADE"),
        migrations.RunSQL(GROUND, "DROP VIEW renewal_ground"),
    ]

-- The value of credited issues: the share of the term's price that the paused parts have, by issues of the term; never more than is left.
-- Reads   term, pause, charge, charge_component, product_component, edition, issue, currency
-- Writes  term_adjustment.amount
-- Again   safe: one that has its value is left alone
WITH waiting AS (
    SELECT term_adjustment.id, term_adjustment.term_id, term_adjustment.credited, pause.digital_goes_on
    FROM term_adjustment
    JOIN pause ON pause.id = term_adjustment.pause_id
    WHERE pause.subscription_id = ANY(%(subscriptions)s::bigint[])
      AND term_adjustment.amount IS NULL
), valued AS (
    SELECT waiting.id, waiting.credited, parts.amount AS whole, counted.issues, decimals.exponent, others.credited AS others_credited,
           others.amount AS others_amount
    FROM waiting
    JOIN term ON term.id = waiting.term_id
    JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(charge_component.amount), 0) AS amount
        FROM charge_component
        LEFT JOIN product_component
          ON product_component.product_id = term.product_id AND product_component.ordinal = charge_component.ordinal
        LEFT JOIN edition ON edition.id = product_component.edition_id
        WHERE charge_component.charge_id = charge.id
          AND (NOT waiting.digital_goes_on OR edition.medium <> 'electronic')
    ) AS parts
    CROSS JOIN LATERAL (
        SELECT product_component.edition_id, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        WHERE product_component.product_id = term.product_id AND product_component.edition_id IS NOT NULL
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition
    CROSS JOIN LATERAL (
        SELECT count(*) AS issues
        FROM issue
        WHERE issue.edition_id = leading_edition.edition_id
          AND issue.published_on >= lower(term.sold_during)
          AND issue.published_on < upper(term.sold_during)
          AND term.weekdays & leading_edition.weekdays & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
    ) AS counted
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(other.credited), 0) AS credited, coalesce(sum(other.amount), 0) AS amount
        FROM term_adjustment AS other
        WHERE other.term_id = waiting.term_id AND other.id <> waiting.id
    ) AS others
    LEFT JOIN LATERAL (
        SELECT currency.exponent
        FROM currency
        WHERE currency.code = term.currency AND currency.valid_from <= lower(term.sold_during)
        ORDER BY currency.valid_from DESC
        LIMIT 1
    ) AS decimals ON true
)
UPDATE term_adjustment
SET amount = CASE
    -- Who misses the last issues of a term gets all that is left of it, to the cent.
    WHEN valued.credited > 0 AND valued.credited + valued.others_credited >= valued.issues
        THEN greatest(0, valued.whole - valued.others_amount)
    WHEN valued.credited > 0
        THEN least(round(valued.whole * valued.credited / valued.issues, coalesce(valued.exponent, 2)), valued.whole - valued.others_amount)
    ELSE round(valued.whole * valued.credited / greatest(valued.issues, 1), coalesce(valued.exponent, 2))
END
FROM valued
WHERE term_adjustment.id = valued.id

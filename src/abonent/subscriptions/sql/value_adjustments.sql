-- The value of credited issues: the share of the term's price that the paused parts have, by issues of the term; never more than is left of
-- them. Of pauses that are to be valued for one term the first; the next one once what that credits is written.
-- Reads   term, pause, charge, charge_component, charge_of_term, product_component, edition, issue, currency
-- Writes  term_adjustment.amount
-- Again   safe: one that has its value is left alone
WITH waiting AS (
    SELECT DISTINCT ON (term_adjustment.term_id)
        term_adjustment.id, term_adjustment.term_id, term_adjustment.credited, pause.digital_goes_on
    FROM term_adjustment
    JOIN pause ON pause.id = term_adjustment.pause_id
    WHERE pause.subscription_id = ANY(%(subscriptions)s::bigint[])
      AND term_adjustment.amount IS NULL
    ORDER BY term_adjustment.term_id, term_adjustment.id
), sold AS (
    SELECT waiting.*, term.currency, term.sold_during, charge.id AS charge_id, term.product_id, counted.issues
    FROM waiting
    JOIN term ON term.id = waiting.term_id
    JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
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
), part AS (
    SELECT
        sold.id, charge_component.amount * sold.credited / greatest(sold.issues, 1) AS share, left_over.amount AS left_over,
        sold.credited > 0 AND sold.credited + others.credited >= sold.issues AS is_last
    FROM sold
    JOIN charge_component ON charge_component.charge_id = sold.charge_id
    LEFT JOIN product_component
      ON product_component.product_id = sold.product_id AND product_component.ordinal = charge_component.ordinal
    LEFT JOIN edition ON edition.id = product_component.edition_id
    CROSS JOIN LATERAL (
        -- Issues of this part that other pauses credit.
        SELECT coalesce(sum(other.credited), 0) AS credited
        FROM term_adjustment AS other
        JOIN pause ON pause.id = other.pause_id
        WHERE other.term_id = sold.term_id
          AND other.id <> sold.id
          AND other.amount IS NOT NULL
          AND (NOT pause.digital_goes_on OR edition.medium IS DISTINCT FROM 'electronic')
    ) AS others
    CROSS JOIN LATERAL (
        -- What is left of this part, whatever gave something of it back: but for what is to be valued anew.
        SELECT coalesce(sum(written.amount), 0) AS amount
        FROM charge_of_term
        JOIN charge ON charge.id = charge_of_term.charge_id
        JOIN charge_component AS written ON written.charge_id = charge.id
        LEFT JOIN term_adjustment AS other ON charge.source_kind = 'pause_credit' AND other.id = charge.source_id
        WHERE charge_of_term.term_id = sold.term_id
          AND written.ordinal = charge_component.ordinal
          AND (other.id IS NULL OR other.amount IS NOT NULL)
    ) AS left_over
    WHERE NOT sold.digital_goes_on OR edition.medium IS DISTINCT FROM 'electronic'
), valued AS (
    -- Who misses the last issues of a part gets all that is left of it, to the cent.
    SELECT
        part.id, sum(CASE WHEN part.is_last THEN greatest(part.left_over, 0) ELSE part.share END) AS share,
        greatest(sum(part.left_over), 0) AS left_over
    FROM part
    GROUP BY part.id
)
UPDATE term_adjustment
SET amount = CASE
    WHEN sold.credited > 0 THEN least(round(coalesce(valued.share, 0), coalesce(decimals.exponent, 2)), valued.left_over)
    ELSE round(coalesce(valued.share, 0), coalesce(decimals.exponent, 2))
END
FROM sold
LEFT JOIN valued ON valued.id = sold.id
LEFT JOIN LATERAL (
    SELECT currency.exponent
    FROM currency
    WHERE currency.code = sold.currency AND currency.valid_from <= lower(sold.sold_during)
    ORDER BY currency.valid_from DESC
    LIMIT 1
) AS decimals ON true
WHERE term_adjustment.id = sold.id

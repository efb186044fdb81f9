-- A charge beside that of a term, shared by its parts as the term's charge is, over those that it is for; cents left over go to the largest
-- remainders. No part gives back more than is left of it, and what evens a credit out is shared as that was. For an issue that is given back it
-- is for the parts that came with the issue; what they earned is not deferred.
-- Reads   work_credit, a work table of the session; charge, charge_of_term, charge_component, product_component, edition
-- Writes  nothing
-- Feeds   charges/write_components
WITH part AS (
    SELECT
        work_credit.charge_id, charge_component.ordinal, charge_component.tax_category, charge_component.revenue_class,
        charge_component.deferred AND work_credit.earned_edition_id IS NULL AS deferred, charge_component.unit_id, charge_component.description, work_credit.amount AS whole,
        apart.digital,
        CASE
            WHEN apart.digital IS NULL THEN work_credit.amount
            WHEN apart.digital THEN work_credit.digital_amount
            ELSE work_credit.amount - work_credit.digital_amount
        END AS shared,
        CASE WHEN evened.out THEN -so_far.amount ELSE charge_component.amount END AS weight,
        CASE WHEN evened.out THEN -so_far.amount WHEN work_credit.amount < 0 THEN so_far.left_over END AS room
    FROM work_credit
    JOIN charge ON charge.id = work_credit.charge_id
    JOIN charge AS of_term ON of_term.id = work_credit.term_charge_id
    JOIN charge_component ON charge_component.charge_id = of_term.id
    LEFT JOIN product_component
      ON product_component.product_id = work_credit.product_id AND product_component.ordinal = charge_component.ordinal
    LEFT JOIN edition ON edition.id = product_component.edition_id
    CROSS JOIN LATERAL (
        -- What is left of this part of the term, and what of it this very source has given back.
        SELECT
            coalesce(sum(written.amount), 0) AS left_over,
            coalesce(sum(written.amount) FILTER (WHERE beside.source_kind = charge.source_kind AND beside.source_id = charge.source_id), 0) AS amount
        FROM charge_of_term
        JOIN charge AS beside ON beside.id = charge_of_term.charge_id
        JOIN charge_component AS written ON written.charge_id = beside.id AND written.ordinal = charge_component.ordinal
        WHERE charge_of_term.term_id = of_term.source_id
          AND beside.id <> charge.id
    ) AS so_far
    CROSS JOIN LATERAL (
        SELECT work_credit.amount > 0 AND EXISTS (
            SELECT
            FROM charge AS beside
            WHERE beside.source_kind = charge.source_kind AND beside.source_id = charge.source_id AND beside.id <> charge.id
            HAVING sum(beside.amount) <= -work_credit.amount
        ) AS out
    ) AS evened
    CROSS JOIN LATERAL (
        SELECT CASE WHEN work_credit.digital_amount IS NOT NULL AND NOT evened.out THEN edition.medium IS NOT DISTINCT FROM 'electronic' END AS digital
    ) AS apart
    LEFT JOIN LATERAL (
        SELECT leading_component.edition_id
        FROM product_component AS leading_component
        WHERE leading_component.product_id = work_credit.product_id AND leading_component.edition_id IS NOT NULL
        ORDER BY leading_component.ordinal
        LIMIT 1
    ) AS leading_edition ON true
    WHERE (NOT work_credit.digital_goes_on OR edition.medium IS DISTINCT FROM 'electronic')
      AND (
          work_credit.earned_edition_id IS NULL
          OR coalesce(product_component.edition_id, leading_edition.edition_id) = work_credit.earned_edition_id
      )
), exact AS (
    SELECT
        part.*,
        coalesce(abs(part.shared) * part.weight / nullif(sum(part.weight) OVER (PARTITION BY part.charge_id, part.digital), 0), 0) AS share,
        -- What is more than all that is left is a fault of whoever asked, and is not hidden here.
        CASE WHEN sum(part.room) OVER (PARTITION BY part.charge_id) >= abs(part.whole) THEN part.room ELSE abs(part.whole) END AS most
    FROM part
), cut AS (
    SELECT exact.*, least(trunc(exact.share, 2), exact.most) AS cut
    FROM exact
), ranked AS (
    SELECT
        cut.*, least(cut.most - cut.cut, 0.01) AS a_cent,
        abs(cut.whole) - sum(cut.cut) OVER (PARTITION BY cut.charge_id) AS left_over,
        row_number() OVER (PARTITION BY cut.charge_id ORDER BY cut.most > cut.cut DESC, cut.share - cut.cut DESC, cut.ordinal) AS place
    FROM cut
), rounded AS (
    SELECT
        ranked.*, ranked.most - ranked.cut - given.cent AS spare, given.cent,
        ranked.left_over - sum(given.cent) OVER (PARTITION BY ranked.charge_id) AS still_over
    FROM ranked
    CROSS JOIN LATERAL (SELECT CASE WHEN ranked.place <= 100 * ranked.left_over THEN ranked.a_cent ELSE 0 END AS cent) AS given
)
SELECT
    rounded.charge_id, rounded.ordinal, rounded.tax_category, rounded.revenue_class, rounded.deferred, rounded.unit_id, rounded.description,
    sign(rounded.whole) * (
        rounded.cut + rounded.cent + greatest(0, least(
            rounded.spare,
            rounded.still_over - coalesce(sum(rounded.spare) OVER (
                PARTITION BY rounded.charge_id ORDER BY rounded.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0)
        ))
    ) AS amount
FROM rounded

-- A pause's charge split as the term's charge is, over the parts that were paused; cents left over go to the largest remainders.
-- Reads   work_credit, a work table of the session; charge_component, product_component, edition
-- Writes  nothing
-- Feeds   charges/write_components
WITH part AS (
    SELECT
        work_credit.charge_id, charge_component.ordinal, charge_component.tax_category, charge_component.revenue_class,
        charge_component.deferred, charge_component.unit_id, charge_component.description, work_credit.amount AS whole,
        work_credit.amount * charge_component.amount
            / sum(charge_component.amount) OVER (PARTITION BY work_credit.charge_id) AS exact
    FROM work_credit
    JOIN charge_component ON charge_component.charge_id = work_credit.term_charge_id
    LEFT JOIN product_component
      ON product_component.product_id = work_credit.product_id AND product_component.ordinal = charge_component.ordinal
    LEFT JOIN edition ON edition.id = product_component.edition_id
    WHERE NOT work_credit.digital_goes_on OR edition.medium <> 'electronic'
), ranked AS (
    SELECT
        part.*, trunc(part.exact, 2) AS cut,
        round(100 * (part.whole - sum(trunc(part.exact, 2)) OVER (PARTITION BY part.charge_id)))::integer AS left_over,
        row_number() OVER (
            PARTITION BY part.charge_id ORDER BY abs(part.exact - trunc(part.exact, 2)) DESC, part.ordinal
        ) AS place
    FROM part
)
SELECT
    ranked.charge_id, ranked.ordinal, ranked.tax_category, ranked.revenue_class, ranked.deferred, ranked.unit_id, ranked.description,
    ranked.cut + CASE WHEN ranked.place <= abs(ranked.left_over) THEN sign(ranked.left_over) * 0.01 ELSE 0 END AS amount
FROM ranked

-- What customers last said about being contacted by a channel for a purpose. No row means that nothing was said.
-- customer_number     who said it
-- channel             by which channel: telephone, e-mail, letter ...
-- purpose             for which purpose
-- said                given or withdrawn
-- said_at             when it was said
SELECT customer.number AS customer_number, latest.channel, latest.purpose, latest.said, latest.said_at
FROM (
    SELECT DISTINCT ON (record.canonical_id, consent.channel, consent.purpose)
        record.canonical_id, consent.channel, consent.purpose, consent.said, consent.said_at
    FROM consent
    JOIN customer AS record ON record.id = consent.customer_id
    ORDER BY record.canonical_id, consent.channel, consent.purpose, consent.id DESC
) AS latest
JOIN customer ON customer.id = latest.canonical_id
WHERE latest.said <> 'retracted'
  AND :my_customers

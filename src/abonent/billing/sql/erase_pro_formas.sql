-- Take people out of their pro formas: the law keeps none of them, and the number tells of nobody.
-- Reads   nothing
-- Writes  pro_forma.buyer
-- Again   safe: what is taken away is taken once
UPDATE pro_forma
SET buyer = jsonb_build_object('number', pro_forma.buyer -> 'number', 'name', '–', 'country', pro_forma.buyer -> 'country')
WHERE pro_forma.payer_id = ANY(%(people)s::bigint[])
  AND pro_forma.buyer ->> 'name' <> '–'

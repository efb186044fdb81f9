-- Write what customers say in own fields, each text in the column of its kind.
-- Reads   own_field
-- Writes  own_value, one row per customer and field that says something
-- Takes   handed_over (customer_id bigint, field_id bigint, said text)
-- Again   safe: values that say the same are left alone
INSERT INTO own_value (customer_id, field_id, text, number, day, yes, option_id, options)
SELECT
    handed_over.customer_id, handed_over.field_id,
    CASE WHEN own_field.kind IN ('text', 'long_text') THEN handed_over.said END,
    CASE WHEN own_field.kind IN ('whole_number', 'decimal') THEN handed_over.said::numeric END,
    CASE WHEN own_field.kind = 'day' THEN handed_over.said::date END,
    CASE WHEN own_field.kind = 'yes_no' THEN handed_over.said = 'yes' END,
    CASE WHEN own_field.kind = 'choice' THEN ltrim(handed_over.said, '#')::bigint END,
    CASE WHEN own_field.kind = 'choices' THEN ARRAY(
        SELECT ltrim(part.code, '#')::bigint FROM unnest(string_to_array(handed_over.said, ', ')) AS part (code) ORDER BY 1
    ) END
FROM handed_over
JOIN own_field ON own_field.id = handed_over.field_id
WHERE handed_over.said <> ''
ORDER BY handed_over.customer_id, handed_over.field_id
ON CONFLICT (customer_id, field_id) DO UPDATE
SET text = excluded.text, number = excluded.number, day = excluded.day, yes = excluded.yes,
    option_id = excluded.option_id, options = excluded.options
WHERE (own_value.text, own_value.number, own_value.day, own_value.yes, own_value.option_id, own_value.options)
    IS DISTINCT FROM (excluded.text, excluded.number, excluded.day, excluded.yes, excluded.option_id, excluded.options)

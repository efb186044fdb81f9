"""The database says no to components that do not sum to their charge. All components of a charge come in one statement."""

from django.db import migrations

SUM = """
CREATE FUNCTION refuse_components_that_do_not_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT parts.charge_id, parts.amount, charge.amount AS whole INTO wrong
    FROM (SELECT written.charge_id, sum(written.amount) AS amount FROM written GROUP BY written.charge_id) AS parts
    LEFT JOIN charge ON charge.id = parts.charge_id
    WHERE charge.amount IS DISTINCT FROM parts.amount
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'components of charge % sum to %, not to %', wrong.charge_id, wrong.amount, wrong.whole
            USING ERRCODE = 'check_violation', CONSTRAINT = 'charge_components_sum';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER charge_components_sum AFTER INSERT ON charge_component
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_components_that_do_not_sum();
"""


class Migration(migrations.Migration):
    dependencies = [("charges", "0001_initial")]
    operations = [migrations.RunSQL(SUM, "DROP FUNCTION refuse_components_that_do_not_sum() CASCADE")]

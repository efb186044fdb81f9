"""Whom staff reaches that sees some customers alone (docs/decisions/0015)."""

from django.db import migrations

# Two reaches, each by its own index; a reader who sees everybody has no row.
REACHED = """
CREATE VIEW reached_customer AS
SELECT staff_user.id AS staff_user_id, record.id AS customer_id
FROM staff_user
JOIN customer ON customer.responsible_id = staff_user.id
JOIN customer AS record ON record.canonical_id = customer.id
WHERE staff_user.reach = 'own' AND customer.canonical_id = customer.id
UNION ALL
SELECT staff_user.id, record.id
FROM staff_user
JOIN staff_unit ON staff_unit.staff_user_id = staff_user.id
JOIN customer ON customer.unit_id = staff_unit.unit_id
JOIN customer AS record ON record.canonical_id = customer.id
WHERE staff_user.reach = 'units' AND customer.canonical_id = customer.id
"""


class Migration(migrations.Migration):
    replaces = [("customers", "0011_reach")]  # as it was called in databases made before
    dependencies = [("customers", "0002_customer_traits"), ("access", "0001_initial"), ("organisation", "0001_initial")]
    operations = [migrations.RunSQL(REACHED, "DROP VIEW reached_customer")]

"""What the register does in a worker."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from abonent.customers.operations.own_fields import find_by_own_field
from abonent.kit import clock


@app.task(name="customers.find_by_own_field")
def find_customers_by_own_field(field_id: int) -> None:
    """Let the many customers of a field be found by it, or not any more."""
    with transaction.atomic():
        clock.hand_over()
        find_by_own_field(field_id=field_id)

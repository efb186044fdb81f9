"""Two people who begin the same price list at the same moment: one has it, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from abonent.catalog.models import PriceList
from abonent.catalog.operations import CannotChangePrices, open_price_list
from abonent.catalog.testing import an_entity

AT_ONCE = 6


@pytest.mark.django_db(transaction=True)
def test_a_code_that_somebody_takes_at_the_same_moment_is_refused():
    entity, together = an_entity(), Barrier(AT_ONCE)

    def begin(_number: int) -> str:
        try:
            together.wait(timeout=60)
            open_price_list(entity=entity, code="spring", name={"en": "Spring"}, currency="SEK", basis="gross", actor=None)
        except CannotChangePrices as refusal:
            return refusal.code
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = sorted(threads.map(begin, range(AT_ONCE)))
    assert answers == ["begun", *["prices.list_code_taken"] * (AT_ONCE - 1)]
    assert PriceList.objects.count() == 1

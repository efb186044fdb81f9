"""Several people who say at the same moment when an edition comes out: the rules follow each other, nobody meets an error."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from abonent.catalog.testing import an_edition, an_entity
from abonent.editions.models import PublicationRule
from abonent.editions.operations.calendar_changes import publish_from
from abonent.editions.testing import MON
from abonent.kit.periods import day

DAYS = [day("2026-03-01"), day("2026-04-01"), day("2026-04-01"), day("2026-05-01")]


@pytest.mark.django_db(transaction=True)
def test_rules_said_at_the_same_moment_follow_each_other():
    edition, together = an_edition(entity=an_entity()), Barrier(len(DAYS))

    def say(number: int) -> None:
        try:
            together.wait(timeout=60)
            publish_from(edition=edition, begins=DAYS[number], weekdays=MON, actor=None, today=day("2026-02-01"))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(DAYS)) as threads:
        list(threads.map(say, range(len(DAYS))))
    spans = [rule.during for rule in PublicationRule.objects.order_by("during")]
    assert spans[0].lower == min(DAYS)
    assert spans[-1].upper is None
    assert [span.upper for span in spans[:-1]] == [span.lower for span in spans[1:]]

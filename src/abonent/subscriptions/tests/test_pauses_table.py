"""Pauses, held to the worked table of docs/algorithms/pauses.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from abonent.charges.models import OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day
from abonent.subscriptions.models import TermAdjustment
from abonent.subscriptions.operations import pause_subscription, set_pause_rule
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "pauses.md"
TODAY = day("2026-07-09")


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['gives']} {row['first']} with {row['invoiced']} invoiced")
def test_a_pause_does_what_the_page_says(with_issues, price_list, row):
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    set_pause_rule(product=with_issues, begins=TODAY, gives=row["gives"], actor=None, today=TODAY)
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    a_renewal_run(subscription.entity, TODAY)
    terms = list(subscription.terms.order_by("ordinal"))[: int(row["invoiced"])]
    OpenCharge.objects.filter(charge__source_kind="term", charge__source_id__in=[term.pk for term in terms]).delete()

    pause_subscription(subscription=subscription, first=day(row["first"]), last=day(row["last"]), actor=None, today=TODAY)

    done = TermAdjustment.objects.aggregate(*[Sum(name) for name in ("missed", "prolonged", "credited", "amount")])
    assert " ".join(str(term.during.upper) for term in subscription.terms.order_by("ordinal")) == row["terms end on"]
    assert [str(done[f"{name}__sum"]) for name in ("missed", "prolonged", "credited")] == [row["missed"], row["prolonged"], row["credited"]]
    assert done["amount__sum"] == Decimal(row["credit"])

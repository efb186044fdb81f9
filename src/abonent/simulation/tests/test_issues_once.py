"""R9: every issue that was sold came once, was credited once, or was given up with the stop; what is credited is invoiced once."""

from __future__ import annotations

from decimal import Decimal

from abonent.billing.models import InvoiceLine
from abonent.charges.models import Charge, OpenCharge
from abonent.simulation.staff import MANAGER, at_work
from abonent.simulation.testing import WorldAtHand
from abonent.simulation.tests.issue_accounts import accounts, misvalued, promised
from abonent.subscriptions.models import EarlyEnd, Pause, Redirect


def test_in_a_year_readers_rest_have_papers_sent_elsewhere_and_stop_at_once(tiny_world: WorldAtHand):
    for model in (Pause, Redirect, EarlyEnd):
        assert model._default_manager.exists(), model


def test_every_issue_that_was_sold_came_or_was_credited_once(tiny_world: WorldAtHand):
    kept = accounts(tiny_world.today, at_work(MANAGER))
    assert len(kept) > 100
    assert not {term.pk: account for term, account in kept.items() if not account.is_even}


def test_what_is_credited_is_on_one_invoice_or_waits_for_the_next(tiny_world: WorldAtHand):
    billed = InvoiceLine.objects.exclude(charge=None).values_list("charge", flat=True)
    waiting = OpenCharge.objects.values_list("charge", flat=True)
    for kind, amount in promised().items():
        charges = Charge.objects.filter(source_kind=kind)
        assert sum((charge.amount for charge in charges), Decimal(0)) == amount, kind
        assert not charges.exclude(pk__in=billed).exclude(pk__in=waiting).exists(), kind


def test_every_issue_is_worth_its_share_of_what_the_term_comes_to(tiny_world: WorldAtHand):
    assert misvalued(tiny_world.today) == []

"""R9: every issue that was sold came once, was credited once, or was given up with the stop; what is credited is invoiced once."""

from __future__ import annotations

from abonent.billing.models import InvoiceLine
from abonent.charges.models import Charge, OpenCharge
from abonent.simulation.staff import MANAGER, at_work
from abonent.simulation.testing import WorldAtHand
from abonent.simulation.tests.issue_accounts import charged, promised, uneven
from abonent.simulation.tests.issue_worths import misvalued
from abonent.subscriptions.models import AgreedPrice, EarlyEnd, Pause, Premium, ProductSwitch, Redirect, Term


def test_in_a_year_readers_rest_have_papers_sent_elsewhere_switch_and_stop_at_once_and_prices_rise(tiny_world: WorldAtHand):
    for model in (Pause, Redirect, EarlyEnd, ProductSwitch, AgreedPrice, Premium):
        assert model._default_manager.exists(), model


def test_every_issue_that_was_sold_came_or_was_credited_once(tiny_world: WorldAtHand):
    assert Term.objects.count() > 100
    assert not uneven(tiny_world.today, at_work(MANAGER))


def test_what_is_credited_is_on_one_invoice_or_waits_for_the_next(tiny_world: WorldAtHand):
    billed = InvoiceLine.objects.exclude(charge=None).values_list("charge", flat=True)
    waiting = OpenCharge.objects.values_list("charge", flat=True)
    for kind, amount in promised().items():
        assert charged(kind) == amount, kind
        assert not Charge.objects.filter(source_kind=kind).exclude(pk__in=billed).exclude(pk__in=waiting).exists(), kind


def test_every_issue_is_worth_its_share_of_what_the_term_comes_to(tiny_world: WorldAtHand):
    assert misvalued(tiny_world.today) == []

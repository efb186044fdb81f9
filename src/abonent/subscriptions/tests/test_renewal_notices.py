"""Renewal notices: who is asked by which step and who is not, at which price, written down once, printed and listed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from pypdf import PdfReader

from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import prices_from
from abonent.customers.models import Consent
from abonent.customers.testing import a_customer
from abonent.kit import clock, statements
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs import registry
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, cancel_run, commit_run, plan_run, undo_act
from abonent.runs.testing import go_on_with_kills
from abonent.subscriptions.models import RenewalNotice, RenewalNoticeFile, RenewalNoticePlan, RenewalNoticeStep, StopReason, Term
from abonent.subscriptions.notice_forms import usual_words
from abonent.subscriptions.operations import (
    cancel_subscription,
    install_stop_reasons,
    pause_subscription,
    start_subscriptions,
)
from abonent.subscriptions.operations.notice_steps import CannotSetUpNotice, set_notice_step
from abonent.subscriptions.operations.renewal_notices import forget_notice_files, hold_notices, notices_of, preview_notice
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
# A year from then has its last issue on 20 August, six weeks after today.
SIX_WEEKS_LEFT = "2025-08-21"


def a_step(product, days=-42, **said):
    words = usual_words("after" if days > 0 else "before")
    asked = {"product": product, "days": days, "channel": "letter", "offers": True, "begins_on": day("2026-01-01"), **words, **said}
    return set_notice_step(step=RenewalNoticeStep(), actor=None, today=TODAY, **asked)


@pytest.fixture
def series(with_issues):
    """A letter six weeks and three weeks before the last issue, and one a week after it."""
    return [a_step(with_issues, days) for days in (-42, -21, 7)]


@pytest.fixture
def subscribed(with_issues, price_list):
    """`subscribed("Anna", "2025-08-20")`: a year for 2929 from that day."""

    def subscribe(name, starts_on=SIX_WEEKS_LEFT, subscriber=None, **said):
        order = an_order(product=with_issues, price_list=price_list, starts_on=starts_on, subscriber=subscriber or a_customer(name), **said)
        return a_subscription(order=order)

    return subscribe


def a_plan(entity, as_of=TODAY):
    return plan_run(run=begin_run(kind="renewal_notices", entity=entity, as_of=as_of, actor=None))


def committed(run):
    return commit_run(run=approve_run(run=run, actor=None))


def planned(run):
    rows = RenewalNoticePlan.objects.filter(run=run).select_related("customer", "step")
    return {row.customer.given_name: (row.step.days, row.finding) for row in rows}


def test_each_is_asked_by_the_latest_step_that_is_due(daily, series, subscribed):
    subscribed("Anna")
    subscribed("Bo", "2025-07-31")
    subscribed("Cia", "2025-07-03")
    subscribed("Dan", "2025-12-01")
    run = a_plan(daily.entity)
    assert planned(run) == {"Anna": (-42, ""), "Bo": (-21, ""), "Cia": (7, "")}
    anna = RenewalNoticePlan.objects.get(run=run, customer__given_name="Anna")
    assert (anna.last_on, anna.begins_on, anna.term_ordinal) == (day("2026-08-20"), day("2026-08-21"), 2)
    assert (run.planned_rows, run.total_amount) == (3, Decimal("8787.00"))
    assert not RenewalNotice.objects.exists()


def test_a_step_is_caught_up_with_for_two_weeks_and_then_left(daily, series, subscribed):
    subscribed("Anna")
    seen = []
    for days in (-1, 0, 8, 14, 15):
        run = a_plan(daily.entity, TODAY + timedelta(days=days))
        seen.append(planned(run).get("Anna"))
        cancel_run(run=run)
    assert seen == [None, (-42, ""), (-42, "late"), (-42, "late"), None]


def test_whoever_is_not_asked_stands_in_the_plan_with_the_reason(daily, price_list, series, subscribed):
    install_stop_reasons()
    reason = StopReason.objects.get(pk="price")
    cancel_subscription(subscription=subscribed("Anna"), reason=reason, actor=None, today=TODAY)
    refused = subscribed("Cia").payer
    Consent.objects.create(customer=refused, channel="mail", purpose="service", said="withdrawn", source="telephone")
    subscribed("Dan", subscriber=a_customer("Dan", street_line="", town="", postal_code=""))
    resting = subscribed("Eva")
    pause_subscription(subscription=resting, first=TODAY + timedelta(days=10), last=None, actor=None, today=TODAY)
    subscribed("Fia")
    run = a_plan(daily.entity)
    found = {name: finding for name, (_days, finding) in planned(run).items()}
    assert found == {"Anna": "stopped", "Cia": "barred", "Dan": "no_address", "Eva": "resting", "Fia": ""}
    assert run.planned_rows == 1
    assert RenewalNoticePlan.objects.get(run=run, ordinal=1).customer.given_name == "Fia"


def test_who_runs_until_further_notice_is_not_asked(daily, series, subscribed):
    subscribed("Bo", "2026-05-21", term_kind=UNTIL_FURTHER_NOTICE, term_length=3)
    assert planned(a_plan(daily.entity)) == {"Bo": (-42, "rolling")}


def test_who_is_renewed_already_is_not_asked(daily, series, subscribed):
    subscribed("Anna")
    a_renewal_run(daily.entity, TODAY)
    run = a_plan(daily.entity)
    assert (planned(run), run.planned_rows) == ({"Anna": (-42, "renewed")}, 0)


def test_the_offer_is_what_the_renewal_run_makes(daily, price_list, series, subscribed):
    anna = subscribed("Anna")
    prices_from("2026-08-01", price_list, {(daily, 12): "3111.00"})
    notice = notices_of(committed(a_plan(daily.entity)), "letter").get()
    a_renewal_run(daily.entity, TODAY)
    term = Term.objects.get(subscription=anna, ordinal=notice.term_ordinal)
    assert (notice.amount, notice.begins_on) == (term.amount, term.sold_during.lower) == (Decimal("3111.00"), day("2026-08-21"))


def test_a_notice_is_sent_once_for_a_term_and_a_step(daily, series, subscribed):
    anna = subscribed("Anna")
    assert committed(a_plan(daily.entity)).committed_rows == 1
    again = a_plan(daily.entity, TODAY + timedelta(days=1))
    assert (planned(again), again.planned_rows) == ({"Anna": (-42, "sent")}, 0)
    cancel_run(run=again)

    # Three weeks later the next step asks again.
    later = committed(a_plan(daily.entity, TODAY + timedelta(days=21)))
    assert later.committed_rows == 1
    assert list(RenewalNotice.objects.order_by("pk").values_list("step__days", flat=True)) == [-42, -21]

    first = RenewalNotice.objects.order_by("pk").first()
    with pytest.raises(IntegrityError, match="renewal_notice_once"):
        RenewalNotice.objects.create(
            subscription=anna, term_ordinal=2, step=first.step, customer=anna.payer, channel="letter", last_on=TODAY, begins_on=TODAY,
            amount=1, currency="SEK", run_id=later.pk,
        )  # fmt: skip


def test_the_commit_writes_what_was_planned_and_leaves_out_what_is_held_or_has_changed(daily, series, subscribed):
    kept, changed, held = subscribed("Anna"), subscribed("Bo"), subscribed("Cia")
    run = a_plan(daily.entity)
    row = RenewalNoticePlan.objects.get(run=run, subscription=held)
    assert hold_notices(run=run, ordinals=[row.ordinal], held=True, actor=None) == 1
    type(changed).objects.filter(pk=changed.pk).update(copies=2)
    done = committed(run)
    assert list(RenewalNotice.objects.values_list("subscription", flat=True)) == [kept.pk]
    assert (done.committed_rows, done.left_out_rows) == (1, 2)


def test_holding_back_is_undone(daily, series, subscribed):
    subscribed("Anna")
    run = a_plan(daily.entity)
    hold_notices(run=run, ordinals=[1], held=True, actor=None)
    undo_act(act=Act.objects.get(verb="hold_renewal_notices"), actor=None, today=TODAY)
    assert not RenewalNoticePlan.objects.get(run=run).held


def test_a_text_that_was_changed_since_the_plan_is_not_sent(daily, series, subscribed):
    subscribed("Anna")
    run = a_plan(daily.entity)
    set_notice_step(step=series[0], actor=None, today=TODAY, text={"sv": "Annat."})
    assert committed(run).committed_rows == 0


def test_the_letters_are_one_file_a_page_each_in_the_language_of_the_customer(daily, series, subscribed):
    subscribed("Anna", subscriber=a_customer("Anna", language="sv"))
    subscribed("Aino", subscriber=a_customer("Aino", "Virtanen", language="fi", country="FI", postal_code="00100", town="Helsinki"))
    run = committed(a_plan(daily.entity))
    file = RenewalNoticeFile.objects.get(run_id=run.pk)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(read_stored(file.stored_file))).pages]
    assert (file.channel, file.notices, len(pages)) == ("letter", 2, 2)
    assert "Din prenumeration löper ut den 20 augusti 2026" in pages[0]
    assert "Strandvägen 14 B" in pages[0]
    assert "2 929,00" in pages[0].replace("\N{NO-BREAK SPACE}", " ")
    assert "Tilauksesi päättyy 20. elokuuta 2026" in pages[1]


def test_emails_are_a_list_with_address_subject_and_text(daily, with_issues, subscribed):
    a_step(with_issues, channel="email", subject={"en": "=Go on, {name}?"}, text={"en": "Until {last_day}: {price}."})
    subscribed("Anna", subscriber=a_customer("Anna", language="en", email="anna@example.com"))
    subscribed("Bo")
    run = a_plan(daily.entity)
    assert planned(run) == {"Anna": (-42, ""), "Bo": (-42, "no_email")}
    committed(run)
    lines = read_stored(RenewalNoticeFile.objects.get(run_id=run.pk).stored_file).decode("utf-8-sig").splitlines()
    assert "anna@example.com;en;" in lines[1]
    # What a spreadsheet would take for a formula is none.
    assert "'=Go on, Anna Lindqvist?;Until 20 August 2026: " in lines[1]


def test_files_are_taken_away_and_that_they_were_sent_stays(daily, series, subscribed):
    subscribed("Anna")
    run = committed(a_plan(daily.entity))
    assert forget_notice_files(before=clock.now() - timedelta(days=1)) == 0
    assert forget_notice_files(before=clock.now() + timedelta(days=1)) == 1
    assert not RenewalNoticeFile.objects.exists()
    assert RenewalNotice.objects.filter(run_id=run.pk).count() == 1


def test_a_preview_says_the_price_and_keeps_nothing(with_issues, series, subscribed):
    anna = subscribed("Anna", "2026-05-01")
    asked = preview_notice(step=series[0], subscription=type(anna).objects.select_related("expiry").get(pk=anna.pk), today=TODAY)
    assert (asked.amount, asked.last_on, asked.begins_on) == (Decimal("2929.00"), date(2026, 12, 31), day("2027-05-01"))
    assert not RenewalNoticePlan.objects.exists()


def test_two_notices_of_a_product_do_not_go_out_on_one_day(with_issues, series):
    with pytest.raises(CannotSetUpNotice) as refusal:
        a_step(with_issues, -42)
    assert refusal.value.code == "notice_step.same_day"


def test_a_change_of_a_step_is_undone_and_a_new_one_is_never_sent(daily, series, subscribed):
    subscribed("Anna")
    set_notice_step(step=series[0], actor=None, today=TODAY, days=-40)
    undo_act(act=Act.objects.filter(verb="set_notice_step").latest("pk"), actor=None, today=TODAY)
    assert RenewalNoticeStep.objects.get(pk=series[0].pk).days == -42
    for act in Act.objects.filter(verb="set_notice_step", undone_at=None).order_by("-pk"):
        undo_act(act=act, actor=None, today=TODAY)
    assert planned(a_plan(daily.entity)) == {}


def test_planning_and_writing_twice_is_once(daily, series, subscribed):
    subscribed("Anna")
    run = a_plan(daily.entity)
    # The work tables of the plan above are still filled in this transaction.
    contacted = {"today": TODAY, "channels": [], "purposes": [], "needs_consent": [], "persons_agree_in": [], "obeys_registers": []}
    source = ("customers/contactable", "subscriptions/asked_of_notices")
    assert twice("subscriptions/plan_renewal_notices", source=source, run=run.pk + 1, **contacted) == 1
    assert twice("subscriptions/write_renewal_notices", run=run.pk, first=1, latest=100) == 1
    assert statements.run("subscriptions/write_renewal_notices", run=run.pk, first=1, latest=100) == 0


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_killed_at_random_points_everybody_is_asked_once(daily, with_issues, price_list, monkeypatch):
    monkeypatch.setitem(registry._kinds, "renewal_notices", replace(registry.kind_of("renewal_notices"), chunk_rows=1))
    # By e-mail: the compiler of letters does not outlive the fork that the workers of this test are.
    a_step(with_issues, channel="email")
    reader = a_customer(email="anna@example.com")
    orders = [an_order(product=daily, price_list=price_list, starts_on=SIX_WEEKS_LEFT, subscriber=reader) for _number in range(40)]
    start_subscriptions(orders=orders, actor=None, today=day(SIX_WEEKS_LEFT))
    run = a_plan(daily.entity)
    approve_run(run=run, actor=None)
    assert go_on_with_kills(run, kills=4, seed=6) > 0

    assert run.state == Run.State.DONE
    assert run.committed_rows == run.planned_rows == RenewalNotice.objects.count() == 40
    assert RenewalNoticeFile.objects.get(run_id=run.pk).notices == 40

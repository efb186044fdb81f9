"""Letters of a new price: who is told of what, in which words, by which day, that it is noted, and that it is taken back with the change."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.catalog.rules.rounding import ROUNDINGS
from abonent.customers.models import ContactPoint
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act
from abonent.subscriptions.documents.price_letter import words_of
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import PriceNotice, PriceNoticeFile
from abonent.subscriptions.operations import Cohort, Raise, begin_price_change
from abonent.subscriptions.operations.price_notices import CannotTell, forget_price_files, make_price_files, note_told, told_of
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
WHY = {"en": "Paper has become dearer.", "sv": "Papperet har blivit dyrare."}


@pytest.fixture
def anna(with_issues, price_list):
    """A year for 2929, until 1 November; she reads Swedish and wants letters."""
    order = an_order(product=with_issues, price_list=price_list, starts_on="2025-11-01", subscriber=a_customer("Anna", language="sv"))
    return a_subscription(order=order)


@pytest.fixture
def bo(with_issues, price_list):
    """By the month for 249, until 1 August; he has an address for e-mails."""
    customer = a_customer("Bo", language="en")
    ContactPoint.objects.create(customer=customer, kind="email", value="bo@example.com", normalised="bo@example.com", preferred=True)
    order = an_order(
        product=with_issues,
        price_list=price_list,
        starts_on="2026-07-01",
        subscriber=customer,
        term_kind=UNTIL_FURTHER_NOTICE,
        term_length=1,
    )
    return a_subscription(order=order, today="2026-06-01")


def a_change(price_list, **change):
    asked = Raise(**{"notice_on": TODAY, "effective_on": day("2026-09-01"), "percent": Decimal(10), "rounding": ROUNDINGS["whole"],
                     "notice_days": 30, "why": WHY, "by_email": True, **change})  # fmt: skip
    return plan_run(run=begin_price_change(price_list=price_list, cohort=Cohort(), change=asked, actor=None, today=TODAY))


def committed(run):
    return commit_run(run=approve_run(run=run, actor=None))


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def plain(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def run(price_list, anna, bo):
    run = committed(a_change(price_list))
    assert make_price_files(run) == 3
    assert make_price_files(run) == 0
    return run


def test_whoever_pays_more_is_to_be_told_by_the_last_day_that_leaves_the_notice(run, anna, bo):
    told = {one.subscription_id: one for one in PriceNotice.objects.all()}
    assert (told[anna.pk].channel, told[anna.pk].price_before, told[anna.pk].price_then) == ("letter", Decimal(2929), Decimal(3222))
    assert (told[anna.pk].from_on, told[anna.pk].latest_on) == (day("2026-11-01"), day("2026-10-02"))
    assert (told[bo.pk].channel, told[bo.pk].from_on, told[bo.pk].latest_on) == ("email", day("2026-09-01"), day("2026-08-02"))
    assert told_of(run, TODAY).latest_on == day("2026-08-02")
    assert told_of(run, day("2026-08-03")).late == 1


def test_nobody_is_told_of_a_price_that_falls_or_stays(price_list, anna, bo):
    run = committed(a_change(price_list, percent=Decimal(-10)))
    assert not PriceNotice.objects.exists() and make_price_files(run) == 0


def test_without_asking_for_e_mails_everybody_gets_a_letter(price_list, anna, bo):
    committed(a_change(price_list, by_email=False))
    assert set(PriceNotice.objects.values_list("channel", flat=True)) == {"letter"}


def test_the_letter_says_both_prices_the_day_why_and_until_when_one_can_stop(run, anna):
    [file] = PriceNoticeFile.objects.filter(kind="letter")
    page = plain(PdfReader(io.BytesIO(read_stored(file.stored_file))).pages[0].extract_text())
    for words in ("2 929,00", "3 222,00", "1 november 2026", "31 oktober 2026", WHY["sv"], str(anna.number)):
        assert words in page, words
    addresses = read_stored(PriceNoticeFile.objects.get(kind="address").stored_file).decode()
    assert str(anna.subscriber.number) in addresses and "Anna" in addresses


def test_the_e_mail_is_in_the_customers_language(run, bo):
    said = plain(read_stored(PriceNoticeFile.objects.get(kind="email").stored_file).decode())
    assert "bo@example.com" in said and WHY["en"] in said
    assert "274" in said and "249" in said
    assert "tell us by" in said and str(bo.number) in said


def test_a_language_without_words_gets_those_of_the_company_or_none(run, bo):
    notice = PriceNotice.objects.get(subscription=bo)
    assert len(words_of(notice, {}).paragraphs) == 3
    assert WHY["sv"] in words_of(notice, {"sv": WHY["sv"]}).paragraphs


def test_that_they_are_told_is_noted_and_undone(run):
    assert note_told(run=run, told_on=TODAY, actor=None, today=TODAY) == 2
    assert told_of(run, TODAY).waiting == 0
    with pytest.raises(CannotTell, match="Nobody waits"):
        note_told(run=run, told_on=TODAY, actor=None, today=TODAY)
    undo_act(act=Act.objects.get(verb="note_told"), actor=None, today=TODAY)
    assert told_of(run, TODAY).waiting == 2
    for told_on, words in (("2026-07-10", "not yet past"), ("2026-07-08", "told before")):
        with pytest.raises(CannotTell, match=words):
            note_told(run=run, told_on=day(told_on), actor=None, today=TODAY)


def test_a_term_at_a_price_that_nobody_was_told_of_in_time_is_found(run, daily, bo, clock_at):
    a_renewal_run(daily.entity, "2026-08-20")
    assert bo.terms.latest("ordinal").amount == Decimal("274.00")
    assert broken() == {"subscriptions/check_price_notices"}
    with clock_at("2026-08-20"):
        note_told(run=run, told_on=day("2026-08-03"), actor=None, today=day("2026-08-20"))
        assert broken() == {"subscriptions/check_price_notices"}, "a day too late"
        undo_act(act=Act.objects.get(verb="note_told"), actor=None, today=day("2026-08-20"))
        note_told(run=run, told_on=day("2026-08-02"), actor=None, today=day("2026-08-20"))
    assert broken() == set()


def test_the_change_is_taken_back_though_some_are_told(run):
    note_told(run=run, told_on=TODAY, actor=None, today=TODAY)
    undo_act(act=Act.objects.get(verb="change_prices_of_subscriptions"), actor=None, today=TODAY)
    assert PriceNotice.objects.exclude(withdrawn_at=None).filter(told_on=TODAY).count() == 2


def test_taken_back_nobody_waits_to_be_told(run):
    undo_act(act=Act.objects.get(verb="change_prices_of_subscriptions"), actor=None, today=TODAY)
    assert told_of(Run.objects.get(pk=run.pk), TODAY).all == 0
    assert not PriceNotice.objects.filter(withdrawn_at=None).exists()
    with pytest.raises(CannotTell, match="only|noted once"):
        note_told(run=run, told_on=TODAY, actor=None, today=TODAY)


def test_files_are_taken_away_and_who_was_told_stays(run, clock_at):
    note_told(run=run, told_on=TODAY, actor=None, today=TODAY)
    assert forget_price_files(before=PriceNoticeFile.objects.latest("made_at").made_at) < 3
    forget_price_files(before=Run.objects.get(pk=run.pk).planned_at.replace(year=2027))
    assert not PriceNoticeFile.objects.exists() and PriceNotice.objects.filter(told_on=TODAY).count() == 2


def test_statements_write_once(price_list, anna, bo):
    run = a_change(price_list)
    chunk = {**run.parameters, "run": run.pk, "entity": run.entity_id, "as_of": run.as_of, "first": 1, "latest": 100}
    statements.run("subscriptions/write_agreed_prices", **chunk)
    contacted = {"channels": ["email"], "purposes": ["service"], "needs_consent": [False], "persons_agree_in": [""],
                 "obeys_registers": [False], "today": TODAY}  # fmt: skip
    source = ("customers/contactable", "subscriptions/told_of_prices")
    asked = {"run": run.pk, "first": 1, "latest": 100, "by_email": True, **contacted}
    assert twice("subscriptions/write_price_notices", source=source, **asked) == 2
    statements.run("subscriptions/withdraw_agreed_prices", run=run.pk)
    assert twice("subscriptions/withdraw_price_notices", run=run.pk) == 2


def test_the_plan_of_the_change_has_the_files_and_who_is_told(signed_in, daily, price_list, anna, bo):
    run = committed(a_change(price_list))
    desk = signed_in("circulation", daily.entity)
    desk.post(f"/price-changes/{run.pk}/files/")
    page = plain(desk.get(f"/price-changes/{run.pk}/").content.decode())
    assert "2 of 2 wait to be told" in page and f"/price-changes/{run.pk}/files/letter/" in page
    assert desk.get(f"/price-changes/{run.pk}/files/letter/").headers["Content-Type"] == "application/pdf"
    assert desk.get(f"/price-changes/{run.pk}/files/email/").headers["Content-Type"] == "text/csv"
    desk.post(f"/price-changes/{run.pk}/told/", {"told_on": "9/7"})
    assert "All 2 who pay more are told" in plain(desk.get(f"/price-changes/{run.pk}/").content.decode())
    assert "told on" in plain(desk.get(bo.url).content.decode())
    timeline = plain(desk.get(f"/correspondence/of-customer/{bo.subscriber.pk}/timeline/").content.decode())
    assert "Told of the new price of Daily" in timeline


def test_why_the_price_rises_is_written_with_the_change(signed_in, daily, price_list, anna):
    desk = signed_in("circulation", daily.entity)
    asked = {"by": "percent", "percent": "10", "rounding": "whole", "effective_on": "1/10", "notice_on": "9/7", "notice_days": "30",
             "over_percent": "9,9", "why_sv": WHY["sv"], "by_email": "on"}  # fmt: skip
    desk.post(f"/price-changes/new/{price_list.pk}/", asked)
    run = Run.objects.get(kind="price_change")
    assert (run.parameters["why"], run.parameters["by_email"]) == ({"sv": WHY["sv"]}, True)


def test_another_run_has_no_letters(daily):
    run = plan_run(run=begin_run(kind="renewal", entity=daily.entity, as_of=TODAY, actor=None))
    assert told_of(run, TODAY).all == 0

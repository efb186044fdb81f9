"""The screens of renewal notices: a series is set up, seen on a customer, planned, held back, committed, and its files are taken."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from abonent.catalog.testing import a_product, an_entity
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import RenewalNotice, RenewalNoticePlan, RenewalNoticeStep
from abonent.subscriptions.notice_forms import usual_words
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
SERIES = "subscriptions:notice_steps"


@pytest.fixture
def anna(with_issues, price_list):
    """A year for 2929, whose last issue comes on 20 August."""
    order = an_order(product=with_issues, price_list=price_list, starts_on="2025-08-21", subscriber=a_customer("Anna", language="en"))
    return a_subscription(order=order)


@pytest.fixture
def step(with_issues):
    return RenewalNoticeStep.objects.create(product=with_issues, days=-42, begins_on=TODAY, **usual_words("before"))


def typed(product, **said):
    words = usual_words("before")
    told = {f"{name}_{language}": text for name in words for language, text in words[name].items()}
    return {"product": product.pk, "count": 42, "when": "before", "channel": "letter", "offers": "on", "begins_on": "9/7", **told, **said}


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def a_plan(entity):
    return plan_run(run=begin_run(kind="renewal_notices", entity=entity, as_of=TODAY, actor=None))


def test_an_empty_series_says_what_to_do(desk):
    page = said(desk.get(reverse(SERIES)))
    assert "No notices yet" in page
    assert reverse("subscriptions:new_notice_step") in page


def test_a_notice_is_set_up_with_the_usual_words_and_undone(desk, with_issues):
    address = reverse("subscriptions:new_notice_step")
    assert "Your subscription ends on {last_day}" in said(desk.get(address))
    answer = desk.post(address, typed(with_issues))
    step = RenewalNoticeStep.objects.get()
    assert answer.url == reverse("subscriptions:edit_notice_step", args=[step.pk])
    assert (step.days, step.begins_on, sorted(step.text)) == (-42, TODAY, ["en", "fi", "hu", "pl", "sv"])
    assert "42 days before the last issue" in said(desk.get(reverse(SERIES)))

    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="set_notice_step").pk]))
    step.refresh_from_db()
    assert step.ended_on == step.begins_on
    assert "Not sent any more" in said(desk.get(reverse(SERIES)))


def test_errors_name_the_field_and_the_cure(desk, with_issues, step):
    address = reverse("subscriptions:new_notice_step")
    page = said(desk.post(address, typed(with_issues, text_en="Dear {nmae}", subject_sv="")))
    assert "{nmae} is no field" in page
    assert "Write a subject too" in page
    assert "goes out on the same day already" in said(desk.post(address, typed(with_issues)))
    assert RenewalNoticeStep.objects.count() == 1


def test_a_change_stands_in_the_history(desk, with_issues, step):
    address = reverse("subscriptions:edit_notice_step", args=[step.pk])
    desk.post(address, typed(with_issues, count=7, when="after", ended_on="1/12"))
    step.refresh_from_db()
    assert (step.days, step.ended_on) == (7, day("2026-12-01"))
    page = said(desk.get(address))
    assert "7 days after the last issue" in page
    assert "Eva Berg" in page


def test_the_letter_is_seen_on_a_real_customer_and_nothing_is_sent(desk, anna, step):
    address = reverse("subscriptions:notice_letter", args=[step.pk])
    for asked in ("", f"?number={anna.number}"):
        answer = desk.get(address + asked)
        assert answer["Content-Type"] == "application/pdf"
        text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
        assert "Your subscription ends on 20 August 2026" in text
        assert "Dear Anna Lindqvist," in text
    assert desk.get(f"{address}?number=nobody").status_code == 302
    assert not RenewalNotice.objects.exists()
    assert not RenewalNoticePlan.objects.exists()


def test_the_plan_says_who_is_asked_and_who_is_not_and_rows_are_held_back(desk, daily, with_issues, price_list, anna, step):
    nobody = a_customer("Dan", street_line="", town="", postal_code="")
    a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2025-08-21", subscriber=nobody))
    run = a_plan(daily.entity)
    address = reverse("subscriptions:renewal_notice_plan", args=[run.pk])
    page = said(desk.get(address))
    assert "Anna Lindqvist" in page
    assert "No address" in page
    assert "Dan" not in said(desk.get(f"{address}?finding=to_be_sent"))

    row = RenewalNoticePlan.objects.get(run=run, subscription=anna)
    desk.post(reverse("subscriptions:hold_renewal_notices"), {"chosen": row.notice_id})
    assert RenewalNoticePlan.objects.get(run=run, subscription=anna).held
    desk.post(reverse("subscriptions:release_renewal_notices"), {"chosen": row.notice_id})
    assert not RenewalNoticePlan.objects.get(run=run, subscription=anna).held


def test_the_file_is_taken_and_the_customer_s_timeline_says_that_he_was_asked(desk, daily, anna, step):
    run = commit_run(run=approve_run(run=a_plan(daily.entity), actor=None))
    address = reverse("subscriptions:renewal_notice_file", args=[run.pk, "letter"])
    assert address in said(desk.get(reverse("subscriptions:renewal_notice_plan", args=[run.pk])))
    answer = desk.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages) == 1
    assert desk.get(reverse("subscriptions:renewal_notice_file", args=[run.pk, "email"])).status_code == 404
    assert "Asked to go on with" in said(desk.get(reverse("correspondence:timeline", args=[anna.payer_id])))


def test_a_series_of_another_company_is_not_there(desk, anna):
    foreign = RenewalNoticeStep.objects.create(
        product=a_product(entity=an_entity(code="other"), code="foreign"), days=-42, begins_on=TODAY, **usual_words("before")
    )
    for name in ("edit_notice_step", "notice_letter"):
        assert desk.get(reverse(f"subscriptions:{name}", args=[foreign.pk])).status_code == 404


def test_pages_ask_the_database_little(desk, daily, anna, step, django_assert_max_num_queries):
    run = a_plan(daily.entity)
    later = RenewalNoticeStep.objects.create(product=step.product, days=-21, begins_on=TODAY + timedelta(days=1), **usual_words("before"))
    for address in (
        reverse(SERIES),
        reverse("subscriptions:edit_notice_step", args=[later.pk]),
        reverse("subscriptions:renewal_notice_plan", args=[run.pk]),
    ):
        desk.get(address)
        with django_assert_max_num_queries(15):
            desk.get(address)

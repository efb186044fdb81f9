"""The form that ends a subscription, and its way back."""

from __future__ import annotations

import pytest

from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.subscriptions.models import Cancellation
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def subscription(with_issues, price_list):
    """For three months from 1 May, invoiced from 17 April."""
    install_stop_reasons()
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_before_saving_it_says_which_paper_is_the_last(desk, subscription):
    page = said(desk.get(f"{subscription.url}cancellation/"))
    assert "The last paper comes on Friday 31 July." in page
    assert "799,00 kr" in page
    assert "23 papers in these weeks come no more" in page
    assert not Cancellation.objects.exists()


def test_it_ends_with_what_is_sold_and_can_be_undone_from_the_toast(desk, subscription):
    answer = desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "remark": "to Spain", "from_on": "2026-08-01"})
    assert answer["Location"] == subscription.url
    made = Cancellation.objects.get()
    assert (made.from_on, made.reason_id, made.remark, made.cancelled_by.username) == (day("2026-08-01"), "moved", "to Spain", "manager")

    page = said(desk.get(subscription.url))
    undo = f"/acts/{Act.objects.get(verb='cancel_subscription').pk}/undoing/"
    assert "Daily ends; the last paper comes on Friday 31 July." in page
    assert undo in page
    desk.post(undo)
    assert Cancellation.objects.get().withdrawn_by.username == "manager"


def test_the_day_shown_must_still_be_the_day_it_ends(desk, subscription):
    a_renewal_run(subscription.entity, "2026-07-09")
    answer = desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "from_on": "2026-08-01"})
    assert answer.status_code == 422
    assert "can end then at the earliest" in said(answer)
    assert answer.context["ending"].from_on == day("2026-11-01")
    assert not Cancellation.objects.exists()


def test_a_reason_is_asked_for(desk, subscription):
    answer = desk.post(f"{subscription.url}cancellation/", {"from_on": "2026-08-01"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason"}


def test_nobody_cancels_twice(desk, subscription):
    typed = {"reason": "moved", "from_on": "2026-08-01"}
    desk.post(f"{subscription.url}cancellation/", typed)
    answer = desk.post(f"{subscription.url}cancellation/", typed)
    assert answer.status_code == 422
    assert "is cancelled already" in said(answer)


def test_a_cancellation_is_taken_back_from_the_page_once(desk, subscription):
    desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "from_on": "2026-08-01"})
    assert "/undoing/" in said(desk.get(subscription.url))
    assert desk.post(f"{subscription.url}cancellation/withdrawal/")["Location"] == subscription.url
    assert Cancellation.objects.get().withdrawn_at is not None
    page = said(desk.get(subscription.url))
    assert "Daily goes on." in page
    assert "Cancellation taken back" in page
    # The first act is done with: nothing offers to undo it again.
    assert "/undoing/" not in page
    desk.post(f"{subscription.url}cancellation/withdrawal/")
    assert "is taken back already" in said(desk.get(subscription.url))

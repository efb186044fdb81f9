"""The panel of a pause, its receipt, and the rules for pauses: what they say before saving, and what saving does."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.catalog.testing import an_entity
from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.runs.models import Act
from abonent.subscriptions.models import Pause, PauseRule
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

RULES = "/subscriptions/pause-rules/"


@pytest.fixture
def subscription(with_issues, price_list):
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, days):
    return client.post(f"{subscription.url}pause/", {"days": days}, headers={"HX-Request": "true", "HX-Target": "pause-effect"})


def test_while_days_are_typed_both_are_read_back_and_the_effect_is_said(desk, subscription):
    page = said(ask(desk, subscription, "10-24 jul"))
    assert "You miss 15 papers, the first on Friday 10 July. The paper comes again on Saturday 25 July." in page
    assert "What you have paid lasts until Sat 15 Aug." in page
    assert "Can be undone until Fri 10 Jul 00:00" in page
    assert not Pause.objects.exists()


def test_what_cannot_be_read_or_done_is_said(desk, subscription):
    assert "is no span of days" in said(ask(desk, subscription, "soon"))
    assert "can no longer be stopped" in said(ask(desk, subscription, "9-24 jul"))


def test_saving_does_what_was_shown_and_is_undone_from_the_toast(desk, subscription):
    shown = ask(desk, subscription, "10-24 jul").context["shown"]
    typed = {"days": "10-24 jul", "remark": "Spain", "effect": shown.effect.digest}
    answer = desk.post(f"{subscription.url}pause/", typed)
    assert answer["Location"] == f"/customers/{subscription.subscriber.number}/"
    made = Pause.objects.get()
    assert (made.during, made.remark, made.placed_by.username) == (period("2026-07-10", "2026-07-25"), "Spain", "manager")
    page = said(desk.get(subscription.url))
    assert "is paused 10 Jul – 24 Jul" in page
    undo = reverse("runs:undo", args=[Act.objects.get(verb="pause_subscription").pk])
    assert undo in page
    desk.post(undo)
    assert Pause.objects.get().withdrawn_by.username == "manager"


def test_what_changed_meanwhile_is_shown_before_it_is_saved(desk, subscription):
    shown = ask(desk, subscription, "10-24 jul").context["shown"]
    a_renewal_run(subscription.entity, "2026-07-09")
    answer = desk.post(f"{subscription.url}pause/", {"days": "10-24 jul", "effect": shown.effect.digest})
    assert answer.status_code == 422
    assert "Something was changed meanwhile. Look at the new effect and save again." in said(answer)
    again = answer.context["shown"].effect.digest
    assert desk.post(f"{subscription.url}pause/", {"days": "10-24 jul", "effect": again}).status_code == 302


def test_a_pause_without_an_end_says_what_happens_later(desk, subscription):
    page = said(ask(desk, subscription, "from 20 jul"))
    assert "No paper comes from Monday 20 July until you tell us." in page
    assert "when the customer says so" in page


def test_a_pause_is_changed_and_taken_back_from_the_page(desk, subscription):
    desk.post(
        f"{subscription.url}pause/", {"days": "10-24 jul", "effect": ask(desk, subscription, "10-24 jul").context["shown"].effect.digest}
    )
    made = Pause.objects.get()
    address = f"/subscriptions/pauses/{made.pk}/"
    proposed = desk.get(address).context["form"]["days"].value()
    shown = desk.post(address, {"days": "12-20 jul"}, headers={"HX-Request": "true", "HX-Target": "pause-effect"}).context["shown"]
    assert proposed == "2026-07-10 – 2026-07-24"
    assert desk.post(address, {"days": "12-20 jul", "effect": shown.effect.digest}).status_code == 302
    assert Pause.objects.get().during == period("2026-07-12", "2026-07-21")
    desk.post(f"{address}withdrawal/")
    assert Pause.objects.get().withdrawn_at is not None
    assert "is taken back" in said(desk.get(subscription.url))


def test_the_receipt_is_in_the_customers_language_and_says_what_happens(desk, subscription):
    desk.post(
        f"{subscription.url}pause/", {"days": "10-24 jul", "effect": ask(desk, subscription, "10-24 jul").context["shown"].effect.digest}
    )
    page = said(desk.get(f"/subscriptions/pauses/{Pause.objects.get().pk}/receipt/"))
    assert 'lang="sv"' in page
    assert "15" in page


def test_paused_days_are_flat_in_the_bar_and_the_card_says_so(desk, subscription):
    Pause.objects.create(subscription=subscription, during=period("2026-07-08", "2026-07-20"), gives="none", digital_goes_on=False)
    page = re.sub("<[^>]+>", "", said(desk.get(reverse("subscriptions:panel", args=[subscription.subscriber_id]))))
    assert "Paused until Sun 19 Jul" in page
    assert "Paused 12" in page
    assert ", paused" in said(desk.get(f"{subscription.url}week/?monday=2026-07-06"))
    assert "Mon 20 Jul" in said(desk.get(subscription.url))


def test_of_another_company_nothing_is_paused(signed_in, subscription):
    client = signed_in("clerk", an_entity(code="other"))
    assert client.get(f"{subscription.url}pause/").status_code == 404


def test_a_rule_is_set_changed_ended_and_undone(desk, with_issues):
    assert "No rules yet" in said(desk.get(RULES))
    typed = {"product": with_issues.pk, "begins": "10 jul", "gives": "credit", "shortest_days": "7", "longest_days": "60",
             "yearly_days": "90", "first_weekdays": ["0", "1"], "last_weekdays": ["6"], "digital_goes_on": "on"}  # fmt: skip
    assert desk.post(f"{RULES}new/", typed)["Location"] == RULES
    rule = PauseRule.objects.get()
    assert (rule.gives, rule.longest_days, rule.first_weekdays, rule.last_weekdays, rule.open_ended) == ("credit", 60, 3, 64, False)
    assert "Credit on the next invoice" in said(desk.get(RULES))
    assert desk.get(f"{RULES}new/?like={rule.pk}").context["form"]["longest_days"].value() == 60
    desk.post(f"{RULES}{rule.pk}/end/", {"ends": "1 aug"})
    assert PauseRule.objects.get().during == period("2026-07-10", "2026-08-01")
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="end_pause_rule").pk]))
    assert PauseRule.objects.get().during == period("2026-07-10", None)
    assert day("2026-07-10") in PauseRule.objects.get().during


def test_what_is_given_away_goes_to_whom_the_rule_names(desk, subscription, with_issues):
    school = a_customer("Norr", "Skolan", street_line="Skolgatan 2")
    typed = {"product": with_issues.pk, "begins": "9 jul", "gives": "donate", "shortest_days": "1", "open_ended": "on",
             "first_weekdays": [*"0123456"], "last_weekdays": [*"0123456"]}  # fmt: skip
    answer = desk.post(f"{RULES}new/", typed)
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"donated_to"}
    assert desk.post(f"{RULES}new/", {**typed, "donated_to": school.number})["Location"] == RULES
    rule = PauseRule.objects.get()
    assert rule.donated_to == school and "Norr Skolan" in said(desk.get(RULES))
    assert desk.get(f"{RULES}new/?like={rule.pk}").context["form"]["donated_to"].value() == school.number
    shown = ask(desk, subscription, "13-14 jul").context["shown"]
    assert "The papers you miss go to Norr Skolan." in shown.say
    desk.post(f"{subscription.url}pause/", {"days": "13-14 jul", "effect": shown.effect.digest})
    placed = Pause.objects.get()
    assert (placed.gives, placed.donated_to) == ("donate", school)
    assert "Norr Skolan" in said(desk.get(subscription.url)) and "Norr Skolan" in said(
        desk.get(f"/subscriptions/pauses/{placed.pk}/receipt/")
    )
    assert "paused, given away" in said(desk.get(f"{subscription.url}week/?monday=2026-07-13"))
    desk.post(f"{RULES}{rule.pk}/end/", {"ends": "1 aug"})
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="end_pause_rule").pk]))
    assert PauseRule.objects.get().donated_to == school
    desk.post(f"{RULES}new/", {**typed, "gives": "credit", "donated_to": school.number})
    assert PauseRule.objects.get(gives="credit").donated_to is None


def test_a_rule_that_contradicts_itself_is_refused_at_its_field(desk, with_issues):
    typed = {"product": with_issues.pk, "begins": "10 jul", "gives": "credit", "shortest_days": "7", "longest_days": "5",
             "first_weekdays": ["0"], "last_weekdays": ["6"], "open_ended": "on"}  # fmt: skip
    answer = desk.post(f"{RULES}new/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"longest_days", "open_ended"}

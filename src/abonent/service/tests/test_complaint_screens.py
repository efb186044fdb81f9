"""The panel of a missing paper, its receipt, where it is told afterwards, the lists and the rules."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.distribution.testing import a_route, a_stretch
from abonent.editions.models import Issue
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.service.models import ComplaintRule, DeliveryComplaint
from abonent.service.operations import AskedComplaint, register_complaint
from abonent.service.quality import BY_POSTAL_CODE, BY_ROUTE, quality_of_delivery
from abonent.service.views.quality import line_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def words(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", said(answer)))


def paper_of(subscription, published_on):
    return Issue.objects.select_related("edition").get(
        edition__components__product=subscription.product, edition__medium="paper", published_on=published_on
    )


def panel(subscription):
    return reverse("service:complaint", args=[subscription.number])


def ask(client, subscription, published_on="2026-07-09", **typed):
    typed = {"issue": paper_of(subscription, published_on).pk, "kind": "not_delivered", "told_by": "telephone", **typed}
    return client.post(panel(subscription), typed, headers={"HX-Request": "true", "HX-Target": "complaint-effect"})


def save(client, subscription, published_on="2026-07-09", **typed):
    effect = ask(client, subscription, published_on, **typed).context["shown"].effect.digest
    typed = {"issue": paper_of(subscription, published_on).pk, "kind": "not_delivered", "told_by": "telephone", "effect": effect, **typed}
    return client.post(panel(subscription), typed)


def complain(subscription, published_on, kind="not_delivered", gives=None):
    asked = AskedComplaint(paper_of(subscription, published_on), kind, gives)
    return register_complaint(subscription=subscription, asked=asked, actor=None, today=TODAY)


def test_it_opens_with_the_latest_printed_paper_that_should_have_come(desk, subscription):
    form = desk.get(panel(subscription)).context["form"]
    choices = form.fields["issue"].choices
    assert choices[0] == (paper_of(subscription, "2026-07-09").pk, "Thu\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}Jul")
    assert len(choices) == 14
    assert form["kind"].initial == "not_delivered" and form["gives"].initial == ""


def test_the_effect_is_said_for_the_caller_and_nothing_kept(desk, subscription):
    page = words(ask(desk, subscription))
    assert "For the paper of Thursday 9 July we take off 6,95 kr" in page
    assert "The carrier is told." in page
    assert "for 1 copy" in page and "within 30 days" in page
    assert not DeliveryComplaint.objects.exists()


def test_it_is_noted_undone_and_told_where_somebody_looks(desk, subscription):
    assert save(desk, subscription)["Location"] == reverse("desk:customer", args=[subscription.subscriber.number])
    complaint = DeliveryComplaint.objects.get()
    assert (complaint.kind, complaint.gives, complaint.reported_on) == ("not_delivered", "credit", TODAY)
    timeline = words(desk.get(reverse("correspondence:timeline", args=[subscription.subscriber_id])))
    assert "Complaint about" in timeline and "Did not come, Credit on the next invoice 6,95 kr" in timeline
    card = words(desk.get(reverse("service:complaint_card", args=[subscription.number])))
    assert "6,95 kr" in card and "Credit on the next invoice" in card
    receipt = words(desk.get(complaint.receipt_url))
    assert "Thursday 9 July" in receipt and "Did not come" in receipt and "6,95 kr" in receipt
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="register_complaint").pk]))
    assert "taken back" in words(desk.get(complaint.receipt_url))
    assert words(desk.get(reverse("service:complaint_card", args=[subscription.number]))).strip() == ""


def test_it_is_taken_back_from_the_page_of_the_subscription(desk, subscription):
    complaint = complain(subscription, "2026-07-08")
    desk.post(reverse("service:complaint_withdrawal", args=[complaint.pk]))
    complaint.refresh_from_db()
    assert complaint.withdrawn_at is not None
    desk.post(reverse("service:complaint_withdrawal", args=[complaint.pk]))
    assert "taken back already" in words(desk.get(subscription.url))


def test_what_is_refused_is_said_at_its_field(desk, subscription):
    save(desk, subscription)
    answer = desk.post(
        panel(subscription), {"issue": paper_of(subscription, "2026-07-09").pk, "kind": "not_delivered", "told_by": "telephone"}
    )
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"issue"}
    assert "noted already for the paper of" in words(answer)


def test_a_clerk_stays_within_the_rule_and_who_leads_the_service_is_told_that_it_is_more(client, desk, subscription):
    ComplaintRule.objects.create(entity=subscription.entity, kind="not_delivered", yearly_credits=0)
    assert "More than the rule allows." in words(ask(desk, subscription))
    install_ready_roles()
    take_on_staff(username="eva", password="not used here", full_name="Eva", roles=["clerk"], entities=[subscription.entity], language="en")
    client.force_login(StaffUser.objects.get(username="eva"))
    refused = words(ask(client, subscription))
    assert "Somebody who leads the service can credit one more." in refused
    assert client.get(reverse("service:complaint_rules")).status_code == 403


def test_the_third_complaint_alarms_in_the_panel_and_on_the_strip(desk, subscription):
    for published_on in ("2026-07-06", "2026-07-07"):
        complain(subscription, published_on, gives="none")
    customer = reverse("desk:customer", args=[subscription.subscriber.number])
    assert "within 30 days" not in words(desk.get(customer))
    assert "3 complaints within 30 days." in words(ask(desk, subscription))
    save(desk, subscription)
    assert re.search(r"Complaints 3 within 30 days", words(desk.get(customer)))


def test_the_list_tells_all_that_stand(desk, subscription):
    complain(subscription, "2026-07-07", gives="none")
    complain(subscription, "2026-07-08")
    assert reverse("service:complaints") in said(desk.get(reverse("subscriptions:list")))
    page = words(desk.get(reverse("service:complaints")))
    assert "2 complaints" in page and "6,95" in page
    assert "1 complaint" in words(desk.get(reverse("service:complaints"), {"gives": "credit"}))
    assert "Nobody has complained" not in page


def test_carriers_are_told_by_door_without_names(desk, subscription):
    complain(subscription, "2026-07-07", gives="today")
    complain(subscription, "2026-07-08", gives="next")
    complain(subscription, "2026-07-09")
    page = words(desk.get(reverse("service:redeliveries")))
    home = str(subscription.subscriber.addresses.get().place)
    assert page.count(home) == 2 and subscription.subscriber.name not in page
    assert words(desk.get(reverse("service:redeliveries"), {"day": "2026-07-10"})).count(home) == 1
    assert desk.get(reverse("service:redeliveries"), {"day": "no day"}).status_code == 200


def test_the_page_of_an_issue_tells_what_was_complained_of_and_given_back(desk, subscription):
    complaint = complain(subscription, "2026-07-08")
    complain(subscription, "2026-07-08", kind="late", gives="none")
    card = reverse("service:issue_card", args=[complaint.issue_id])
    assert card in said(desk.get(reverse("subscriptions:issue", args=[complaint.issue_id])))
    assert re.search(r"Complained of 2 of the copies due Given back 1 6,95 kr", words(desk.get(card)))
    listed = {"issue_from": "2026-07-08", "issue_to": "2026-07-08"}
    assert "2 complaints" in words(desk.get(reverse("service:complaints"), listed))
    other = paper_of(subscription, "2026-07-07").pk
    assert words(desk.get(reverse("service:issue_card", args=[other]))).strip() == ""


def test_quality_is_counted_per_thousand_copies_by_postal_code(desk, subscription):
    """One of the 56 papers of eight weeks to the one door; sold since 1 May."""
    complain(subscription, "2026-07-08")
    [code] = quality_of_delivery(BY_POSTAL_CODE, viewer=StaffUser.objects.get(username="manager"), today=TODAY)
    home = subscription.subscriber.addresses.get().place
    assert code.area == f"{home.country} {home.postal_code}"
    assert (code.whole.complained, code.whole.sold) == (1, 56)
    assert [week.complained for week in code.weeks] == [0, 0, 0, 0, 0, 0, 0, 1]
    assert code.weeks[-1].first == TODAY - timedelta(days=3)
    page = words(desk.get(reverse("service:quality")))
    assert home.postal_code in page and "17,9" in page
    assert desk.get(reverse("service:quality"), {"by": "route"}).status_code == 404


def test_where_there_are_routes_quality_is_counted_by_them_too(desk, subscription):
    home = subscription.subscriber.addresses.get().place
    route = a_route(entity=subscription.entity, number="14")
    a_stretch(route, home.street, home.postal_code, country=home.country)
    complain(subscription, "2026-07-08")
    [found] = quality_of_delivery(BY_ROUTE, viewer=StaffUser.objects.get(username="manager"), today=TODAY)
    assert (found.area, found.whole.complained, found.whole.sold) == (str(route.pk), 1, 56)
    page = said(desk.get(reverse("service:quality")))
    assert "?route=14" in page and "17,9" in page
    assert home.postal_code in words(desk.get(reverse("service:quality"), {"by": "postal_code"}))
    assert "1 complaint" in words(desk.get(reverse("service:complaints"), {"route": "14"}))


def test_quality_tells_nothing_to_whoever_sees_some_customers_only(desk, subscription):
    complain(subscription, "2026-07-08")
    StaffUser.objects.update(reach=StaffUser.Reach.OWN)
    page = words(desk.get(reverse("service:quality")))
    assert "These figures tell of all customers." in page


def test_a_line_goes_from_the_first_week_to_the_latest_on_a_common_scale():
    assert line_through([Decimal(0), Decimal(5), Decimal(10)], Decimal(10)) == "0.0,20.0 48.0,10.0 96.0,0.0"
    assert line_through([Decimal(0), Decimal(0)], Decimal(0)) == "0.0,20.0 96.0,20.0"


def test_a_rule_is_set_changed_and_undone(desk, subscription):
    rules = reverse("service:complaint_rules")
    assert "No rules yet" in words(desk.get(rules))
    assert ">any product</option>" in said(desk.get(reverse("service:new_complaint_rule")))
    typed = {"entity": subscription.entity_id, "kind": "damaged", "gives": "next", "report_days": "3", "carrier_amount": "15,00"}
    assert desk.post(reverse("service:new_complaint_rule"), typed)["Location"] == rules
    rule = ComplaintRule.objects.get()
    assert (rule.gives, rule.report_days, rule.yearly_credits, rule.carrier_amount) == ("next", 3, None, Decimal(15))
    assert "Wet or torn" in words(desk.get(rules))
    again = desk.post(reverse("service:new_complaint_rule"), typed)
    assert again.status_code == 422 and "a rule for this kind of complaint" in words(again)
    edit = reverse("service:edit_complaint_rule", args=[rule.pk])
    assert desk.get(edit).context["form"]["report_days"].value() == 3
    desk.post(edit, {**typed, "report_days": "5"})
    rule.refresh_from_db()
    assert (rule.report_days, rule.retired) == (5, True)
    desk.post(reverse("runs:undo", args=[Act.objects.filter(verb="set_complaint_rule").latest("pk").pk]))
    rule.refresh_from_db()
    assert (rule.report_days, rule.retired) == (3, False)

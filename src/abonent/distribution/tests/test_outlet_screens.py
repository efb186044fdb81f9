"""The screens of outlets: found, opened, drawing otherwise with the effect first, single issues, returns with what is proposed."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.catalog.models import Product
from abonent.customers.testing import a_customer
from abonent.distribution.models import Draw, DrawReturn, Outlet
from abonent.distribution.outlet_queries import drawn
from abonent.distribution.testing import an_outlet
from abonent.kit.periods import day, period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]


@pytest.fixture
def kiosk(daily: Product) -> Outlet:
    outlet = an_outlet(entity=daily.entity)
    Draw.objects.create(outlet=outlet, product=daily, copies=[10] * 7, during=period("2026-01-01", None))
    return outlet


@pytest.fixture
def manager(signed_in, daily) -> Client:
    return signed_in("circulation", daily.entity)


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_an_outlet_is_opened_with_a_customer_and_an_address_in_one_line(manager, daily):
    seller = a_customer(family_name="Kioskman")
    said = {
        "entity": daily.entity_id,
        "number": "K-7",
        "name": "Kiosk at the harbour",
        "customer": seller.number,
        "to": "new",
        "address": "Hamngatan 3, 111 22 Stockholm",
        "country": "SE",
        "return_days": 10,
        "return_percent": 25,
    }
    refused = manager.post("/outlets/new/", {**said, "address": "somewhere"})
    assert refused.status_code == 422
    assert "with a comma between" in words(refused)
    page = manager.post("/outlets/new/", said, follow=True)
    assert "Kiosk at the harbour" in words(page)
    assert "Hamngatan 3, 111 22 Stockholm" in words(page)
    outlet = Outlet.objects.get()
    assert (outlet.customer, outlet.return_percent) == (seller, 25)
    assert manager.post("/outlets/new/", said).status_code == 422


def test_the_list_says_the_copies_of_a_week_and_leaves_the_closed_ones_out(manager, kiosk):
    an_outlet(entity=kiosk.entity, number="2", name="Closed kiosk", closed_from=day("2026-01-01"))
    assert "Kiosk at the station" in words(manager.get("/outlets/?state=open"))
    assert ">70<" in manager.get("/outlets/?state=open").content.decode()
    assert "Closed kiosk" not in words(manager.get("/outlets/?state=open"))
    assert "Closed kiosk" in words(manager.get("/outlets/"))


def test_another_draw_shows_its_first_issue_before_it_is_saved(manager, kiosk, daily):
    address = f"/outlets/{kiosk.pk}/draw/"
    said = {"product": daily.pk, "from_on": "13/7", **{f"copies-{weekday}": 12 for weekday in range(7)}}
    shown = manager.post(address, said, headers={"HX-Target": "draw-effect"})
    assert "84" in words(shown)
    assert "70" in words(shown)
    assert Draw.objects.count() == 1
    effect = shown.context["shown"].digest
    page = manager.post(address, {**said, "effect": effect}, follow=True)
    assert "draws that from that day on" in words(page)
    assert list(Draw.objects.order_by("during").values_list("copies", flat=True)) == [[10] * 7, [12] * 7]


def test_single_issues_and_returns_are_written_beside_each_issue(manager, kiosk, daily):
    address = f"/outlets/{kiosk.pk}/draw/{daily.pk}/"
    market = next(issue for issue in drawn(kiosk, first=day("2026-07-14"), until=day("2026-07-15")))
    manager.post(address, {f"issue-{market.issue_id}": 40, "remark": "Market in the square", **_rest(manager, address, market.issue_id)})
    assert "40" in words(manager.get(kiosk.url))
    assert "Market in the square" in words(manager.get(kiosk.url))
    address = f"/outlets/{kiosk.pk}/returns/{daily.pk}/"
    sold = next(issue for issue in drawn(kiosk, first=day("2026-07-06"), until=day("2026-07-07")))
    assert manager.post(address, {f"issue-{sold.issue_id}": 11}).status_code == 422
    assert manager.post(address, {f"issue-{sold.issue_id}": 3}).status_code == 302
    assert DrawReturn.objects.get().copies == 3


def test_the_page_proposes_more_where_it_sold_out(manager, kiosk, daily):
    for issue in drawn(kiosk, first=day("2026-06-01"), until=day("2026-07-09")):
        DrawReturn.objects.create(outlet=kiosk, product=daily, issue_id=issue.issue_id, copies=0, came_on=day("2026-07-09"))
    page = words(manager.get(kiosk.url))
    assert "→ 11" in page
    assert "sold out 5 of 5 times" in page


def test_a_clerk_sees_outlets_and_changes_none(signed_in, kiosk, daily):
    clerk = signed_in("clerk", daily.entity)
    assert "Other draw" not in words(clerk.get(kiosk.url))
    assert clerk.get(f"/outlets/{kiosk.pk}/draw/").status_code == 403


def _rest(client: Client, address: str, without: int) -> dict[str, int]:
    """What stands in the other fields of the form."""
    form = client.get(address).context["form"]
    return {name: issue.copies for name, issue in form.issues.items() if issue.issue_id != without}

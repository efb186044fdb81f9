"""A part that is off leaves no trace: its words stand on no page that the menu leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.test import Client

from abonent.billing.operations.recurring import KIND, LineDescription, RecurringDescription, add_recurring
from abonent.billing.testing import a_billing, invoices_of
from abonent.catalog.models import Product, TaxCategory
from abonent.catalog.operations import (
    ComponentDescription,
    ProductDescription,
    draft_version,
    register_product,
)
from abonent.catalog.testing import a_price_list, prices_from
from abonent.company.parts import MIXED, SERVICE, TRADE
from abonent.customers.testing import a_customer
from abonent.desk.operations import Administrator, begin
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.operations import Order, start_subscription
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run

WORDS = {
    # The law and a verb say copies too.
    "editions": r"(?<!single )(?<!empty )copies|issues?|editions?|titles?|routes?|publication",
    "subscriptions": r"subscriptions?|subscribers?|renewals?",
}
MOST_PAGES = 400
# One says what each kind of business is for, one names laws by their titles, one what grace is for papers and for what comes by days.
SPEAKING_OF_ALL = {"/companies/business/", "/companies/rules/", "/manual/grace/"}
SAYING = ("aria-label", "placeholder", "alt", "title", "value")


class Text(HTMLParser):
    """What a reader sees or hears of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._silent += tag in ("script", "style")
        self.said += [told[name] or "" for name in SAYING if name in told and told.get("type") not in ("hidden", "radio", "checkbox")]
        self.links += [told[name] or "" for name in ("href", "hx-get") if name in told]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from home, with its words; a list is seen once, however it is sorted."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) <= MOST_PAGES:
        address = waiting.pop(0)
        response = client.get(address)
        assert response.status_code < 400, f"a link leads to {address}, which answers {response.status_code}"
        if not response.headers.get("Content-Type", "").startswith("text/html") or response.status_code != 200:
            continue
        text = Text(response.content.decode())
        yield address, " ".join(text.said)
        for link in text.links:
            bare = link.partition("#")[0].partition("?")[0]
            if bare.startswith("/") and bare not in seen and not bare.startswith(("/static/", "/account/")):
                seen.add(bare)
                waiting.append(bare)


COMPANY = {
    "name": "Firman AB",
    "country": "SE",
    "currency": "SEK",
    "zone": "Europe/Stockholm",
    "language": "sv",
    "company_number": "559999-0016",
    "vat_number": "SE559999001601",
    "street_line": "Storgatan 1",
    "postal_code": "111 22",
    "town": "Stockholm",
}


def a_firm(kind: str) -> tuple[Client, LegalEntity]:
    """A firm of a kind of business that has just begun, and its administrator at work."""
    first = Administrator(username="maja", password="long enough", full_name="Maja Berg", email="maja@firman.example", language="en")
    user = begin(business=kind, company=COMPANY, account=None, administrator=first)
    client = Client()
    client.force_login(user)
    return client, user.entities.get()


def something_to_sell(entity: LegalEntity, kind: str) -> Product:
    """A product of a kind with a price in force and a draft to come."""
    component = ComponentDescription(
        name={"en": "Work"}, tax_category=TaxCategory.objects.get(code="standard").pk, revenue_class="work", share=Decimal(1)
    )
    described = ProductDescription(code="work", name={"en": "Work"}, kind=kind, deferred=False, components=(component,))
    product = register_product(entity=entity, described=described, shares_from=day("2025-01-01"), actor=None)
    price_list = a_price_list(entity=entity)
    in_force = prices_from("2025-01-01", price_list, {(product, 3): "500.00"})
    draft_version(price_list=price_list, valid_from=day("2030-01-01"), copy_of=in_force, actor=None)
    return product


def a_year_of_business(product: Product) -> None:
    """An order, its renewal, and the invoices of both."""
    order = Order(
        product=product,
        price_list=product.prices.earliest("version__valid_from").version.price_list,
        subscriber=a_customer(),
        starts_on=day("2026-01-01"),
        term_kind="fixed",
        term_unit="month",
        term_length=3,
        delivery_method="none",
    )
    start_subscription(order=order, actor=None, today=day("2026-01-01"))
    a_renewal_run(product.entity, "2026-03-20")
    assert len(invoices_of(a_billing(product.entity, as_of="2026-04-01"))) == 1
    a_renewal_plan(product.entity, "2026-06-20")


def words_of(parts: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(WORDS[part] for part in parts)})\b", re.IGNORECASE)


def what_recurs(entity: LegalEntity) -> None:
    """A recurring invoice that is made once."""
    line = LineDescription(text="Care", quantity=Decimal(1), unit_price=Decimal(100), tax_category="standard", revenue_class="service")
    described = RecurringDescription(payer=a_customer(), name="Care", starts_on=day("2026-04-01"), lines=[line])
    add_recurring(entity=entity, described=described, actor=None)
    commit_run(run=approve_run(run=plan_run(run=begin_run(kind=KIND, entity=entity, as_of=day("2026-04-01"), actor=None)), actor=None))


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "off"), [(SERVICE, ["editions"]), (TRADE, ["editions", "subscriptions"])])
def test_no_page_speaks_of_a_part_that_is_off(kind: str, off: list[str]):
    client, entity = a_firm(kind)
    product = something_to_sell(entity, "goods" if kind == TRADE else "service")
    if kind == TRADE:
        a_customer()
    else:
        a_year_of_business(product)
    what_recurs(entity)
    forbidden = words_of(off)
    seen = dict(pages(client))
    assert len(seen) > 30
    if kind == SERVICE:
        assert any(re.fullmatch(r"/invoices/\d+/", address) for address in seen)
        assert any(re.fullmatch(r"/subscriptions/\d+/", address) for address in seen)
    assert any(re.fullmatch(r"/invoices/recurring/\d+/", address) for address in seen)
    assert any(re.fullmatch(r"/runs/\d+/recurring-invoices/", address) for address in seen)
    traces = [
        (address, " ".join(found.string[max(0, found.start() - 40) : found.end() + 40].split()))
        for address, words in seen.items()
        if address not in SPEAKING_OF_ALL
        for found in forbidden.finditer(words)
    ]
    assert not traces, "\n".join(map(str, traces))


@pytest.mark.django_db
@pytest.mark.parametrize("part", WORDS)
def test_where_a_part_is_on_its_words_are_found(part: str):
    client, _entity = a_firm(MIXED)
    assert any(words_of([part]).search(words) for _address, words in pages(client))

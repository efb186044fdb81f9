"""Own fields in the list of customers: columns, orders, filters, exports, saved views."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import CLERK
from abonent.customers.models import Customer, OwnField, OwnFieldOption, OwnValue
from abonent.customers.operations.own_fields import add_own_field, change_own_field
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_field_lists import own_filters
from abonent.customers.testing import a_customer
from abonent.customers.views.listing import CustomerList
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
Kind = OwnField.Kind
LIST = "customers:list"


@pytest.fixture
def client() -> Client:
    install_ready_roles()
    client = Client()
    client.force_login(take_on_staff(username="clara", password="not used", full_name="Clara Dahl", roles=[CLERK], entities=[]))
    return client


def a_field(name: str, kind: str, *options: str) -> OwnField:
    return add_own_field(name={"en": name}, kind=kind, options=[{"en": option} for option in options], actor=None, today=TODAY)


def write(customer: Customer, field: OwnField, value: object) -> None:
    change_own_values(customer=customer, seen={}, wanted={field.pk: value}, actor=None, today=TODAY)


def four(field: OwnField, *values: object) -> None:
    """Anna, Bo, Cilla and Dan, who say these values."""
    for name, value in zip(("Anna", "Bo", "Cilla", "Dan"), values, strict=True):
        write(a_customer(name, "Ek"), field, value)


def listed(client: Client, query: str, field: OwnField) -> list[tuple[str, str]]:
    page = client.get(f"{reverse(LIST)}?{query}&column=name&column=own_{field.pk}").context["page"]
    return [tuple(strip_tags(str(cell)).removeprefix("Ek, ") for cell in row.cells) for row in page.rows]


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"{reverse(LIST)}?{query}&column=name").context["page"]
    return [strip_tags(row.cells[0]).removeprefix("Ek, ") for row in page.rows]


def test_a_text_is_a_column_and_sorts_with_those_who_have_none_last(client: Client):
    card = a_field("Card", Kind.TEXT)
    four(card, "beta", None, "Älfa", "alfb")
    assert listed(client, f"sort=own_{card.pk}", card) == [("Cilla", "Älfa"), ("Dan", "alfb"), ("Anna", "beta"), ("Bo", "")]
    assert names(client, f"sort=-own_{card.pk}") == ["Anna", "Dan", "Cilla", "Bo"]


@pytest.mark.parametrize(
    ("kind", "values", "order"),
    [
        (Kind.WHOLE_NUMBER, (30, 4, None, 200), ["Bo", "Anna", "Dan", "Cilla"]),
        (Kind.DAY, (date(2026, 2, 1), None, date(2025, 1, 1), date(2026, 1, 1)), ["Cilla", "Dan", "Anna", "Bo"]),
        (Kind.YES_NO, (True, False, True, None), ["Bo", "Anna", "Cilla", "Dan"]),
    ],
)
def test_pages_of_two_follow_each_other_in_both_directions(client: Client, monkeypatch, kind: str, values: tuple, order: list[str]):
    monkeypatch.setattr(CustomerList, "page_size", 2)
    field = a_field("Field", kind)
    four(field, *values)
    first = client.get(f"{reverse(LIST)}?sort=own_{field.pk}&column=name").context["page"]
    second = client.get(first.next_url).context["page"]
    back = client.get(second.previous_url).context["page"]

    def people(page) -> list[str]:
        return [strip_tags(row.cells[0]).removeprefix("Ek, ") for row in page.rows]

    assert (people(first) + people(second), people(back)) == (order, people(first))


def test_each_type_has_its_filter(client: Client):
    card, born, score = a_field("Card", Kind.TEXT), a_field("Born", Kind.DAY), a_field("Score", Kind.DECIMAL)
    staff, reads, likes = (
        a_field("Staff", Kind.YES_NO),
        a_field("Reads", Kind.CHOICE, "Sport", "Art"),
        a_field("Likes", Kind.CHOICES, "Sun", "Moon"),
    )
    option = {str(option): option.pk for option in OwnFieldOption.objects.all()}
    anna, bo = a_customer("Anna", "Ek"), a_customer("Bo", "Ek")
    a_customer("Cilla", "Ek")
    for customer, values in (
        (anna, ["Gold Å-7", date(1980, 5, 1), "1.5", True, option["Sport"], [option["Sun"], option["Moon"]]]),
        (bo, ["Silver", date(1990, 5, 1), "20", False, option["Art"], [option["Moon"]]]),
    ):
        for field, value in zip((card, born, score, staff, reads, likes), values, strict=True):
            write(customer, field, value)

    for query, kept in {
        f"own_{card.pk}=gold a": ["Anna"],
        f"own_{card.pk}=gold&own_{card.pk}_how=not": ["Bo", "Cilla"],
        f"own_{card.pk}_how=empty": ["Cilla"],
        f"own_{card.pk}_how=filled": ["Anna", "Bo"],
        f"own_{born.pk}_from=1985-01-01": ["Bo"],
        f"own_{born.pk}_to=1985-01-01": ["Anna"],
        f"own_{born.pk}_how=empty": ["Cilla"],
        f"own_{score.pk}_from=1,5&own_{score.pk}_to=19": ["Anna"],
        f"own_{staff.pk}=no": ["Bo"],
        f"own_{staff.pk}_how=filled": ["Anna", "Bo"],
        f"own_{reads.pk}={option['Sport']}&own_{reads.pk}={option['Art']}": ["Anna", "Bo"],
        f"own_{reads.pk}={option['Sport']}&own_{reads.pk}_how=not": ["Bo", "Cilla"],
        f"own_{likes.pk}={option['Sun']}": ["Anna"],
        f"own_{likes.pk}={option['Moon']}": ["Anna", "Bo"],
    }.items():
        assert names(client, query) == kept, query
    assert "is not a day" in client.get(f"{reverse(LIST)}?own_{born.pk}_from=someday").content.decode()


def test_a_view_that_was_saved_with_a_field_keeps_its_filter_when_the_field_is_put_away(client: Client):
    card = a_field("Card", Kind.TEXT)
    four(card, "4711", None, "4712", None)
    change_own_field(field=card, wanted={"retired": True}, actor=None, today=TODAY)

    page = client.get(f"{reverse(LIST)}?own_{card.pk}=4711&column=own_{card.pk}&column=name&sort=own_{card.pk}")

    assert [strip_tags(cell) for row in page.context["page"].rows for cell in row.cells] == ["Ek, Anna"]
    assert "Card (put away)" in page.content.decode()
    assert "Card (put away)" not in client.get(reverse(LIST)).content.decode()


def test_exports_bear_what_fields_say_in_their_types(client: Client):
    card, score, born, staff = (
        a_field("Card", Kind.TEXT),
        a_field("Score", Kind.WHOLE_NUMBER),
        a_field("Born", Kind.DAY),
        a_field("Staff", Kind.YES_NO),
    )
    anna = a_customer("Anna", "Ek")
    for field, value in ((card, "=4711"), (score, 1204), (born, date(1980, 5, 1)), (staff, False)):
        write(anna, field, value)
    columns = "&".join(["column=name", *(f"column=own_{field.pk}" for field in (card, score, born, staff))])

    def file(kind: str) -> bytes:
        answer = client.get(f"{reverse(LIST)}?{columns}&export={kind}")
        return b"".join(answer.streaming_content)

    assert file("csv").decode().splitlines() == ["\ufeffName,Card,Score,Born,Staff", '"Ek, Anna",\'=4711,1204,1980-05-01,0']
    sheet = CalamineWorkbook.from_filelike(BytesIO(file("xlsx"))).get_sheet_by_index(0).to_python()
    assert sheet == [["Name", "Card", "Score", "Born", "Staff"], ["Ek, Anna", "=4711", 1204.0, date(1980, 5, 1), False]]
    assert file("pdf").startswith(b"%PDF")


@pytest.mark.sql
def test_a_page_sorted_by_a_field_walks_its_index_and_words_are_looked_up_in_theirs(client: Client):
    """Few rows are sorted faster than walked, so the planner is told not to; what it plans by itself is in docs/decisions/0012."""
    card = a_field("Card", Kind.TEXT)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customer (canonical_id, kind, given_name, family_name, organisation_name, language, country, national_id, company_number, vat_number, invoice_channel)"
            " SELECT NULL, 'person', 'A' || n, 'Ek', '', 'sv', 'SE', '', '', '', 'paper' FROM generate_series(1, 5000) AS n"
        )
        cursor.execute(
            "INSERT INTO own_value (customer_id, field_id, text) SELECT customer.id, %s, md5(customer.id::text) FROM customer", [card.pk]
        )
        cursor.execute("ANALYZE customer, own_value")
    assert OwnValue.objects.count() == 5000
    for turned in ("", "-"):
        first = client.get(f"{reverse(LIST)}?sort={turned}own_{card.pk}&column=name").context["page"]
        with CaptureQueriesContext(connection) as asked:
            list(client.get(first.next_url).context["page"].rows)
        paged = next(query["sql"] for query in asked.captured_queries if "sort_value" in query["sql"])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off")
            cursor.execute(f"EXPLAIN {paged}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        walked = plan[plan.index("own_value_by_text") :].splitlines()
        assert "(ROW(sorted_as, customer_id)" in walked[1], plan
        assert "Sort Key: own_" not in plan, plan
    condition = next(one for one in own_filters([]) if one.name == f"own_{card.pk}").condition("abcde")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; RESET enable_hashjoin; RESET enable_sort")
    assert "own_value_words" in Customer.objects.filter(condition).explain()

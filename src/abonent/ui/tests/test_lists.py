"""Lists as requests see them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from abonent.ui.lists import AmountFilter, ChoiceFilter, PeriodFilter, TextFilter, list_view, render_list
from abonent.ui.lists.export import whole_csv
from abonent.ui.lists.page import ListPage
from abonent.ui.lists.reader import Reader
from abonent.ui.tests.rows import RowList, some_rows

READER = Reader(language="en", today=date(2026, 7, 9))


def answer(address: str, **headers: str):
    return list_view(RequestFactory(headers=headers).get(address), RowList, template="ui/list/list.html")


@pytest.mark.django_db
def test_htmx_gets_only_the_list():
    some_rows(3)
    assert answer("/", **{"HX-Request": "true", "HX-Target": "list-rows"}).content.strip().startswith(b"<section")


@pytest.mark.django_db
def test_a_list_inside_a_page_leads_to_its_own_address_and_leaves_that_of_the_page_alone():
    some_rows(12)
    request = RequestFactory().get("/record/7/?tab=rows&q=other")
    html = render_list(request, RowList(request), url="/record/7/rows/")
    assert 'hx-get="/record/7/rows/?embedded=1&amp;sort=-model"' in html and 'hx-push-url="true"' not in html
    assert "row011" in answer("/record/7/rows/?embedded=1&sort=-model").content.decode()


@pytest.mark.django_db
def test_the_totals_of_a_long_view_come_by_a_request_of_their_own():
    some_rows(12)
    first = answer("/").content.decode()
    assert 'hx-trigger="load"' in first and "12 rows" not in first
    assert "12 rows" in answer("/?part=totals").content.decode()


@pytest.mark.django_db
def test_a_short_view_has_its_totals_at_once():
    some_rows(4)
    assert "4 rows" in answer("/").content.decode()


@pytest.mark.django_db
def test_a_filter_that_keeps_nothing_says_so_and_offers_the_way_back():
    some_rows(4)
    assert "Take all filters away" in answer("/?q=nothing").content.decode()


@pytest.mark.django_db
def test_the_whole_view_is_exported_not_the_page():
    some_rows(12)
    response = answer("/?export=csv&q=row&sort=-model")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Model,Shade,Number"
    assert [line.split(",")[0] for line in lines[1:]] == [f"row{number:03}" for number in reversed(range(12))]


@pytest.mark.django_db
def test_a_swedish_reader_gets_semicolons():
    some_rows(1)
    request = RequestFactory().get("/")
    shown = ListPage(request, RowList(request))
    assert whole_csv(shown.queryset, shown.columns, "sv").splitlines()[0].endswith("Model;Shade;Number")


@pytest.mark.django_db
def test_a_spreadsheet_has_typed_cells():
    rows = some_rows(3)
    response = answer("/?export=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["Model", "Shade", "Number"]
    assert sheet[1] == ["row000", "", float(rows[0].pk)]


def read(one, query: str):
    with translation.override("en"):
        return one.read(QueryDict(query), READER)


def test_a_period_includes_both_its_days():
    one = PeriodFilter(name="due", label="Due", path="due_on")
    applied = read(one, "due_from=2026-07-10&due_to=2026-07-24")
    assert one.condition(applied.value) == Q(due_on__gte=date(2026, 7, 10)) & Q(due_on__lt=date(2026, 7, 25))
    assert applied.words.replace("\N{NO-BREAK SPACE}", " ") == "10 Jul – 24 Jul"


def test_a_day_that_cannot_be_read_is_said_and_not_guessed():
    applied = read(PeriodFilter(name="due", label="Due"), "due_from=31+foo")
    assert applied.value is None and "31 foo" in applied.error


@pytest.mark.parametrize(("text", "amount"), [("1249,50", "1249.50"), ("1 249.5", "1249.5"), ("−3", "-3")])
def test_an_amount_is_read_with_comma_or_point(text, amount):
    query = QueryDict(mutable=True)
    query["sum_from"] = text
    assert AmountFilter(name="sum", label="Sum").read(query, READER).value == (Decimal(amount), None)


def test_an_amount_that_could_be_read_two_ways_is_refused():
    assert read(AmountFilter(name="sum", label="Sum"), "sum_from=1.249,00").error


def test_a_choice_that_does_not_exist_is_said():
    one = ChoiceFilter(name="state", label="State", choices=[("paid", "Paid"), ("open", "Open")])
    assert read(one, "state=open&state=paid").words == "Open, Paid"
    assert read(one, "state=lost").error


@pytest.mark.django_db
def test_a_view_that_cannot_be_read_shows_no_rows_at_all():
    class Dated(RowList):
        filters = [PeriodFilter(name="due", label="Due", path="model")]

    some_rows(3)
    request = RequestFactory().get("/?due_from=nonsense")
    assert ListPage(request, Dated(request)).rows == []


def test_a_choice_can_be_turned_round_and_a_text_too():
    one = ChoiceFilter(name="state", label="State", choices=[("paid", "Paid"), ("open", "Open")])
    applied = read(one, "state=open&state_how=not")
    assert (applied.operator, applied.words, applied.condition) == ("is not", "Open", ~Q(state__in=["open"]))
    applied = read(TextFilter(name="town", label="Town"), "town=Norr&town_how=not")
    assert (applied.operator, applied.condition) == ("does not contain", ~Q(town__icontains="Norr"))


def test_rows_without_a_value_are_asked_for_where_the_filter_knows_them():
    one = PeriodFilter(name="due", label="Due", path="due_on", empty=True)
    assert read(one, "due_how=empty").condition == Q(due_on__isnull=True)
    assert read(one, "due_how=filled").condition == ~Q(due_on__isnull=True)
    assert read(PeriodFilter(name="due", label="Due"), "due_how=empty") is None


@pytest.mark.django_db
def test_a_filter_turned_round_keeps_the_other_rows():
    class Named(RowList):
        filters = [TextFilter(name="model", label="Model")]

    some_rows(12)
    request = RequestFactory().get("/?model=row00&model_how=not")
    assert [row.cells[0] for row in ListPage(request, Named(request)).rows] == ["row010", "row011"]

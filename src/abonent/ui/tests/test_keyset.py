"""Pages by keyset."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from abonent.ui.lists.page import ListPage
from abonent.ui.tests.rows import RowList, some_rows

pytestmark = pytest.mark.django_db


def page(address: str) -> ListPage:
    request = RequestFactory().get(address)
    return ListPage(request, RowList(request))


def walked(address: str, step: str = "next_url") -> list[list[str]]:
    """The names on each page, following the link to the next or previous one."""
    pages = []
    while address:
        shown = page(address)
        pages.append([row.model for row in shown.slice.rows])
        address = getattr(shown, step)
    return pages


@pytest.mark.parametrize("sort", ["model", "-model", "shade", "-shade", "number", "-number"])
def test_walking_forward_shows_every_row_once(sort):
    some_rows(23)
    names = [name for names in walked(f"/?sort={sort}") for name in names]
    assert sorted(names) == [f"row{number:03}" for number in range(23)]


@pytest.mark.parametrize("sort", ["model", "-model", "shade", "-shade", "number"])
def test_walking_back_shows_the_same_pages(sort):
    some_rows(23)
    forward = walked(f"/?sort={sort}")
    address = f"/?sort={sort}"
    while page(address).next_url:
        address = page(address).next_url
    back = walked(address, "previous_url")
    assert [name for names in reversed(back) for name in names] == [name for names in forward for name in names]


@pytest.mark.parametrize("sort", ["shade", "-shade"])
def test_rows_without_a_value_come_last_in_either_direction(sort):
    some_rows(20)
    names = [name for names in walked(f"/?sort={sort}") for name in names]
    assert {name[-1] for name in names[-4:]} == {"0", "1"}


def test_a_row_that_comes_in_between_shifts_nothing():
    rows = some_rows(10)
    link = page("/?sort=model").next_url
    ContentType.objects.create(app_label=rows[0].app_label, model="row000a")
    second = page(link)
    assert [row.model for row in second.slice.rows] == ["row005", "row006", "row007", "row008", "row009"]


def test_a_place_somebody_has_tampered_with_shows_the_first_page():
    some_rows(10)
    for place in ("x", "W10", "eyJhIjoxfQ", "WyJhIiwiYiJd"):
        assert page(f"/?after={place}").slice.first_number == 1


def test_the_page_says_which_rows_it_shows():
    some_rows(12)
    second = page(page("/").next_url)
    third = page(second.next_url)
    assert (second.slice.first_number, second.last_number) == (6, 10)
    assert (third.slice.first_number, third.last_number, third.next_url) == (11, 12, "")


def test_a_page_costs_one_statement_and_its_totals_one_more(django_assert_num_queries):
    some_rows(12)
    shown = page("/?sort=model")
    with django_assert_num_queries(1):
        assert shown.rows and shown.next_url and shown.totals_come_later
    with django_assert_num_queries(1):
        assert shown.totals.count == 12


def test_the_next_page_is_found_by_one_descent_of_an_index():
    some_rows(12)
    shown = page(page("/?sort=number").next_url)
    sql = _statement_of(shown)
    assert '("django_content_type"."id", "django_content_type"."id") >' in sql
    assert "OFFSET" not in sql


def _statement_of(shown: ListPage) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert shown.slice.rows
    return captured[-1]["sql"]

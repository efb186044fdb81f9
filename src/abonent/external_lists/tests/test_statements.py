"""Each statement of lists on a few rows, run twice."""

from __future__ import annotations

import pytest

from abonent.customers.testing import a_customer
from abonent.external_lists.models import ListCall, ListRow
from abonent.external_lists.testing import LEADS, a_list, row_named
from abonent.kit import statements
from abonent.kit.testing import twice

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def leads(sara, today):
    return a_list(sara, today=today)


def test_rows_are_set_aside_and_find_their_place_again(leads):
    named = {"external_list": leads.pk}
    assert twice("external_lists/set_rows_aside", **named) == 2
    bo = row_named(leads, "Bo Berg")
    new = ListRow.objects.create(external_list=leads, line=7, cells=bo.cells, given_name="B")
    assert twice("external_lists/keep_same_rows", **named) == 1
    bo.refresh_from_db()
    assert (bo.line, bo.given_name) == (1_000_000_007, "B")
    assert twice("external_lists/forget_replaced_rows", **named) == 2
    assert not ListRow.objects.filter(pk=new.pk).exists()
    assert twice("external_lists/leave_rows_without_place", **named) == 1
    assert list(leads.rows.values_list("pk", "line")) == [(bo.pk, 7)]


def test_people_are_erased_from_lists_with_what_was_noted(leads, sara, today):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    for row in leads.rows.all():
        ListCall.objects.create(row=row, result="sold", made_on=today, made_by=sara)
    assert twice("external_lists/erase_rows", people=[anna.pk]) == 1
    assert twice("external_lists/erase_notes", people=[anna.pk]) == 1
    assert [row.given_name for row in leads.rows.order_by("line")] == ["", "Bo"]


def test_questions_show_rows_of_ones_own_companies_only(leads, sara, today):
    a_customer("Anna", "Ask", mobile="070-174 06 35")
    asked = {"rows": [row.pk for row in leads.rows.all()], "today": today}
    assert [row.reason for row in statements.rows("external_lists/known_customers", viewer=sara.pk, **asked)] == ["telephone"]
    assert len(statements.rows("external_lists/unreachable_rows", viewer=sara.pk, rows=asked["rows"])) == 2
    sara.entities.clear()
    assert not statements.rows("external_lists/known_customers", viewer=sara.pk, **asked)
    assert not statements.rows("external_lists/unreachable_rows", viewer=sara.pk, rows=asked["rows"])


def test_history_is_let_speak_again():
    assert statements.row("external_lists/let_history_speak").run == ""


def test_the_rows_that_were_read_have_all_their_cells(leads):
    assert row_named(leads, "Bo Berg").cells == LEADS.decode("cp1252").splitlines()[2].split(";")

"""Outlets draw by the weekday from a day on, other copies of single issues, and give back what they did not sell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.catalog.models import Product
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import Draw, DrawChange, Outlet
from abonent.distribution.operations.draws import AskedDraw, CannotDraw, change_draws, note_returns, preview_draw, set_draw
from abonent.distribution.operations.outlets import CannotKeepOutlet, change_outlet, describe_outlet
from abonent.distribution.outlet_queries import drawn
from abonent.distribution.testing import an_outlet
from abonent.editions.models import LeadTime
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY = day("2026-07-09")
MONDAY, TUESDAY, NEXT_MONDAY = day("2026-07-13"), day("2026-07-14"), day("2026-07-20")
TEN_AND_MORE_ON_SUNDAYS = (10, 10, 10, 10, 10, 10, 25)


@pytest.fixture
def kiosk(daily: Product) -> Outlet:
    return an_outlet(entity=daily.entity, return_percent=30)


def draws(outlet: Outlet, product: Product, copies: tuple[int, ...], from_on: date) -> Draw:
    return set_draw(outlet=outlet, asked=AskedDraw(product=product, copies=copies, from_on=from_on), actor=None)


def copies(outlet: Outlet, first: date, until: date) -> list[int]:
    return [issue.copies for issue in drawn(outlet, first=first, until=until)]


def issue_of(outlet: Outlet, on: date) -> int:
    return next(issue.issue_id for issue in drawn(outlet, first=on, until=day("2026-12-01")) if issue.on == on)


def undo(verb: str) -> None:
    undo_act(act=Act.objects.filter(verb=verb, undone_at=None).latest("pk"), actor=None, today=TODAY)


def test_a_draw_says_the_copies_of_each_weekday_from_its_day_on(kiosk, daily):
    draws(kiosk, daily, TEN_AND_MORE_ON_SUNDAYS, MONDAY)
    assert copies(kiosk, TODAY, NEXT_MONDAY) == [10, 10, 10, 10, 10, 10, 25]
    draws(kiosk, daily, (12,) * 7, NEXT_MONDAY)
    assert copies(kiosk, day("2026-07-18"), day("2026-07-22")) == [10, 25, 12, 12]


def test_what_is_said_of_a_later_day_stays_when_an_earlier_one_is_said_otherwise(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    draws(kiosk, daily, (20,) * 7, NEXT_MONDAY)
    draws(kiosk, daily, (15,) * 7, TUESDAY)
    assert copies(kiosk, MONDAY, day("2026-07-22")) == [10, *[15] * 6, 20, 20]
    undo("set_draw")
    assert copies(kiosk, MONDAY, day("2026-07-22")) == [*[10] * 7, 20, 20]
    undo("set_draw")
    assert copies(kiosk, MONDAY, day("2026-07-22")) == [10] * 9
    undo("set_draw")
    assert copies(kiosk, MONDAY, day("2026-07-22")) == []


def test_the_same_day_said_again_takes_the_place_of_what_was_said(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    draws(kiosk, daily, (11,) * 7, MONDAY)
    assert Draw.objects.get().copies == [11] * 7
    undo("set_draw")
    assert Draw.objects.get().copies == [10] * 7


def test_what_is_shown_is_what_is_saved(kiosk, daily):
    asked = AskedDraw(product=daily, copies=(10,) * 7, from_on=MONDAY)
    shown = preview_draw(outlet=kiosk, asked=asked)
    assert (sum(shown.before), sum(shown.after), shown.affected.published_on) == (0, 70, MONDAY)
    assert not Draw.objects.exists()
    draws(kiosk, daily, (5,) * 7, MONDAY)
    with pytest.raises(CannotDraw, match="changed meanwhile"):
        set_draw(outlet=kiosk, asked=asked, actor=None, effect=shown.digest)
    assert Draw.objects.get().copies == [5] * 7


def test_a_paper_that_can_no_longer_be_changed_is_refused_with_the_first_that_can(kiosk, daily):
    LeadTime.objects.create(entity=daily.entity, during=period("2026-01-01", None), days_before=3, at="12:00")
    with pytest.raises(CannotDraw, match="can no longer be changed. The first that can is that of"):
        draws(kiosk, daily, (10,) * 7, day("2026-07-11"))
    draws(kiosk, daily, (10,) * 7, day("2026-07-12"))
    with pytest.raises(CannotDraw, match="already"):
        draws(kiosk, daily, (10,) * 7, MONDAY)


def test_one_issue_has_other_copies_until_that_is_taken_back(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    market = issue_of(kiosk, TUESDAY)
    change_draws(outlet=kiosk, product=daily, copies={market: 40}, actor=None, remark="Market")
    assert copies(kiosk, MONDAY, day("2026-07-16")) == [10, 40, 10]
    change_draws(outlet=kiosk, product=daily, copies={market: None}, actor=None)
    assert copies(kiosk, MONDAY, day("2026-07-16")) == [10, 10, 10]
    undo("change_draws")
    assert copies(kiosk, MONDAY, day("2026-07-16")) == [10, 40, 10]
    assert DrawChange.objects.get(withdrawn_at=None).remark == "Market"
    undo("change_draws")
    assert copies(kiosk, MONDAY, day("2026-07-16")) == [10, 10, 10]
    assert DrawChange.objects.filter(withdrawn_at=None).count() == 0


def test_a_day_without_a_draw_is_refused_by_its_date(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    market = issue_of(kiosk, TUESDAY)
    Draw.objects.all().delete()
    with pytest.raises(CannotDraw, match=r"Nothing is drawn of the paper of Tue\s14\sJul"):
        change_draws(outlet=kiosk, product=daily, copies={market: 40}, actor=None)


def test_the_database_keeps_one_word_about_an_issue(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    said = {"outlet": kiosk, "product": daily, "issue_id": issue_of(kiosk, TUESDAY), "copies": 4}
    DrawChange.objects.create(**said)
    with pytest.raises(IntegrityError, match="draw_change_once"), transaction.atomic():
        DrawChange.objects.create(**said)
    with pytest.raises(IntegrityError, match="draw_one_a_day"), transaction.atomic():
        Draw.objects.create(outlet=kiosk, product=daily, copies=[1] * 7, during=period("2026-08-01", None))


def test_no_more_comes_back_than_was_agreed_and_no_later(kiosk, daily):
    Draw.objects.create(outlet=kiosk, product=daily, copies=[10] * 7, during=period("2026-01-01", None))
    last_week = drawn(kiosk, first=day("2026-07-01"), until=day("2026-07-04"))
    returned = {issue.issue_id: number for issue, number in zip(last_week, (3, 0, 2), strict=True)}
    note_returns(outlet=kiosk, product=daily, copies=returned, actor=None, today=TODAY)
    assert [issue.sold for issue in drawn(kiosk, first=day("2026-07-01"), until=day("2026-07-05"))] == [7, 10, 8, None]
    for copies_back, on, why in (
        (4, "2026-07-06", "3 copies can come back at most"),
        (1, "2026-06-20", "until"),
        (1, "2026-07-12", "not come out"),
    ):
        with pytest.raises(CannotDraw, match=why):
            note_returns(outlet=kiosk, product=daily, copies={issue_of(kiosk, day(on)): copies_back}, actor=None, today=TODAY)
    undo("note_returns")
    assert all(issue.sold is None for issue in drawn(kiosk, first=day("2026-07-01"), until=day("2026-07-05")))


DAMAGES = ["UPDATE draw_return SET copies = 11", "UPDATE draw SET copies = '{2,2,2,2,2,2,2}'", "DELETE FROM draw"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_more_that_came_back_than_was_drawn_is_found_by_the_books(kiosk, daily, damage):
    Draw.objects.create(outlet=kiosk, product=daily, copies=[10] * 7, during=period("2026-01-01", None))
    note_returns(outlet=kiosk, product=daily, copies={issue_of(kiosk, day("2026-07-06")): 3}, actor=None, today=TODAY)
    returns = next(invariant for invariant in INVARIANTS if invariant.statement == "distribution/check_returns")
    assert not check(returns)
    with connection.cursor() as cursor:
        cursor.execute(damage)
    assert check(returns)


def test_a_closed_outlet_draws_nothing(kiosk, daily):
    draws(kiosk, daily, (10,) * 7, MONDAY)
    closed = replace(describe_outlet(kiosk), closed_from=day("2026-07-15"))
    change_outlet(outlet=kiosk, described=closed, actor=None)
    kiosk.refresh_from_db()
    assert copies(kiosk, MONDAY, NEXT_MONDAY) == [10, 10]
    with pytest.raises(CannotDraw, match="closed"):
        draws(kiosk, daily, (12,) * 7, NEXT_MONDAY)
    with pytest.raises(CannotKeepOutlet):
        change_outlet(outlet=kiosk, described=closed, actor=None)
    undo("change_outlet")
    assert copies(kiosk, NEXT_MONDAY, day("2026-07-22")) == [10, 10]


def test_a_product_that_is_read_on_a_screen_is_not_sold_over_the_counter(kiosk, daily):
    daily.components.get(edition__medium="paper").delete()
    with pytest.raises(CannotDraw, match="no printed edition"):
        draws(kiosk, daily, (10,) * 7, MONDAY)

"""Figures and days, as readers of the five languages write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from abonent.kit.periods import period
from abonent.ui import wording
from abonent.ui.templatetags import abonent as filters

JULY = date(2026, 7, 9)


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("en", "SEK", "−1 249,00 kr"),
        ("sv", "SEK", "−1 249,00 kr"),
        ("fi", "EUR", "−1 249,00 €"),
        ("pl", "PLN", "−1 249,00 zł"),
        ("hu", "HUF", "−1 249,00 Ft"),
        ("hu", None, "−1 249,00"),
    ],
)
def test_an_amount_is_written_with_unbreakable_spaces_and_a_true_minus(language, currency, written):
    assert wording.money(Decimal("-1249"), currency, language) == written.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Tue 21 Jul"), ("sv", "tis 21 juli"), ("fi", "ti 21.7."), ("pl", "wt. 21 lip"), ("hu", "júl. 21., K")]
)
def test_a_day_of_this_year_has_no_year(language, written):
    assert wording.day(date(2026, 7, 21), JULY, language).replace("\N{NO-BREAK SPACE}", " ") == written


def test_a_day_of_another_year_has_its_year():
    assert wording.day(date(2027, 1, 4), JULY, "en").replace("\N{NO-BREAK SPACE}", " ") == "Mon 4 Jan 2027"


def test_a_change_carries_its_sign():
    assert wording.percent(Decimal("0.286"), "en", sign=True) == "+28,6\N{NO-BREAK SPACE}%"
    assert wording.percent(Decimal("-0.203"), "en", sign=True) == "−20,3\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-07-06", "2026-07-20", "6 Jul – 19 Jul"),
        ("2026-07-06", "2026-07-07", "6 Jul"),
        ("2026-07-06", None, "from 6 Jul"),
        ("2026-12-20", "2027-01-10", "20 Dec – 9 Jan 2027"),
        ("2027-02-22", "2027-08-22", "22 Feb – 21 Aug 2027"),
        ("2027-02-22", "2027-02-23", "22 Feb 2027"),
    ],
)
def test_a_period_is_said_with_both_its_days(start, end, written):
    with translation.override("en"):
        assert filters.period(period(start, end), JULY).replace("\N{NO-BREAK SPACE}", " ") == written


def test_a_hungarian_period_has_its_year_in_front():
    with translation.override("hu"):
        assert filters.period(period("2027-02-22", "2027-08-22"), JULY).replace("\N{NO-BREAK SPACE}", " ") == "2027. febr. 22. – aug. 21."


def test_nothing_is_written_for_nothing():
    assert filters.money(None, "SEK") == filters.day(None) == filters.period(None) == filters.number(None) == ""


@pytest.mark.parametrize(
    ("said", "written"),
    [("från lör 28 nov..", "från lör 28 nov."), ("alkaen 28.11.. Lasku 2.12..", "alkaen 28.11. Lasku 2.12."), ("Reading...", "Reading...")],
)
def test_a_day_with_a_full_stop_ends_its_sentence_with_it(said, written):
    assert wording.one_stop(said) == filters.one_stop(said) == written

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from stdnum import iban

from abonent.simulation.payers import LATEST_PAYMENT_DAYS, MANNERS, Claim, account_of, arrivals, bank_day, manner_of, strangers

CLAIM = Claim(1, 1, "1000123", "10001237", Decimal("1249.00"), Decimal("1249.00"), date(2026, 3, 31), "SE000001", "Anna Ek", "SE")


def claims(count: int) -> list[Claim]:
    return [replace(CLAIM, receivable_id=number, payer_key=f"SE{number:06d}") for number in range(count)]


def in_manner(manner: str) -> Claim:
    return next(claim for claim in claims(5000) if manner_of(1, claim) == manner)


def test_a_claim_is_paid_in_the_same_way_whenever_it_is_asked():
    assert arrivals(1, CLAIM) == arrivals(1, CLAIM)


def test_all_manners_of_paying_occur_about_as_often_as_said():
    counts = Counter(manner_of(1, claim) for claim in claims(5000))
    assert set(counts) == set(MANNERS)
    assert 0.74 < counts["in time"] / 5000 < 0.81


def test_who_pays_in_time_pays_all_of_it_with_the_reference_by_the_bank_day_of_the_due_day():
    (arrival,) = arrivals(1, in_manner("in time"))
    assert arrival.on <= bank_day(CLAIM.due_on)
    assert (arrival.transfer.amount, arrival.transfer.reference) == (CLAIM.amount, CLAIM.reference)


def test_two_equal_payments_are_told_apart_by_nothing():
    once, again = arrivals(1, in_manner("twice"))
    assert once == again


def test_a_wrong_reference_has_one_wrong_digit():
    claim = in_manner("wrong reference")
    (arrival,) = arrivals(1, claim)
    assert sum(typed != right for typed, right in zip(arrival.transfer.reference, claim.reference, strict=True)) == 1


def test_too_little_is_less_and_too_much_is_more():
    assert arrivals(1, in_manner("too little"))[0].transfer.amount == Decimal("1240.00")
    assert arrivals(1, in_manner("too much"))[0].transfer.amount > CLAIM.amount


def test_nothing_arrives_at_a_weekend_or_after_the_latest_day():
    days = [arrival.on for claim in claims(2000) for arrival in arrivals(1, claim)]
    assert {day.weekday() for day in days} <= {0, 1, 2, 3, 4}
    assert max(days) <= CLAIM.due_on + timedelta(days=LATEST_PAYMENT_DAYS)


def test_payers_and_strangers_have_valid_accounts_at_a_bank_that_does_not_exist():
    assert all(iban.is_valid(account_of(claim.payer_key, "SE"), check_country=False) for claim in claims(20))
    found = [stranger for number in range(60) for stranger in strangers(1, date(2026, 1, 1) + timedelta(days=number), "FI", 0.5)]
    assert 10 < len(found) < 60
    assert all(iban.is_valid(stranger.payer_account, check_country=False) for stranger in found)

"""The rules a new installation starts with: complete, sourced, and never in the way of what a person changed."""

from __future__ import annotations

import pytest

from abonent.company.models import CountryRule, Currency
from abonent.company.operations import install_country_facts
from abonent.company.queries import country_rule, currency_on
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db


def test_every_rule_names_its_source():
    install_country_facts()
    assert CountryRule.objects.exists()
    assert not CountryRule.objects.filter(source="").exists()
    assert not Currency.objects.filter(source="").exists()


def test_each_country_has_a_reference_a_retention_and_a_withdrawal_period():
    install_country_facts()
    for country in ("SE", "FI", "PL", "HU"):
        for key in ("payment.reference", "retention.customer_years", "retention.voucher_years", "withdrawal.days"):
            assert country_rule(country=country, key=key, on=day("2026-11-21")) is not None


def test_a_rule_that_somebody_changed_stays_when_the_facts_are_installed_again():
    install_country_facts()
    CountryRule.objects.filter(country="SE", key="withdrawal.days").update(value=30)

    install_country_facts()

    assert country_rule(country="SE", key="withdrawal.days", on=day("2026-11-21")) == 30


def test_the_rule_of_the_day_is_the_latest_that_had_begun():
    CountryRule.objects.create(country="SE", key="fee", valid_from=day("2020-01-01"), value=60, source="law")
    CountryRule.objects.create(country="SE", key="fee", valid_from=day("2027-01-01"), value=75, source="law")
    assert country_rule(country="SE", key="fee", on=day("2026-12-31")) == 60
    assert country_rule(country="SE", key="fee", on=day("2027-01-01")) == 75
    assert country_rule(country="SE", key="fee", on=day("2019-12-31")) is None


def test_swedish_totals_are_rounded_to_whole_kronor():
    install_country_facts()
    assert currency_on(code="SEK", on=day("2026-11-21")).total_step == 1

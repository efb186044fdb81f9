from __future__ import annotations

from stdnum import iban, luhn
from stdnum.fi import alv, ytunnus
from stdnum.se import orgnr, vat

from abonent.simulation.publisher import ACCOUNTS, COMPANIES, DAILY, MAGAZINE


def test_the_companies_numbers_pass_the_checks_of_their_countries():
    swedish, finnish = COMPANIES[DAILY], COMPANIES[MAGAZINE]
    assert orgnr.is_valid(swedish["company_number"]) and vat.is_valid(swedish["vat_number"])
    assert ytunnus.is_valid(finnish["company_number"]) and alv.is_valid(finnish["vat_number"])


def test_every_account_has_right_check_digits():
    for accounts in ACCOUNTS.values():
        for account in accounts:
            assert luhn.is_valid(account.number) if account.scheme == "bankgiro" else iban.is_valid(account.number)

"""One number is typed; each register that is switched on says what it knows, and it is kept as evidence."""

from __future__ import annotations

import socket

import pytest

from abonent.connectors.registers import jobs
from abonent.connectors.registers.adapters import krs, prh, vies
from abonent.connectors.registers.calling import NoAnswer, ask
from abonent.connectors.registers.models import PublicRegister, RegisterCheck, RegisterSwitch
from abonent.connectors.registers.operations import CannotFetch, fetch, switch_register, take_over
from abonent.connectors.registers.queries import checks_of
from abonent.customers.testing import an_organisation
from abonent.kit import clock
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


def fetched(clara, today, number: str, country: str = "SE"):
    return fetch(number=number, country=country, actor=clara, today=today)


def test_nothing_is_sent_to_a_register_that_is_not_switched_on(server, clara, today):
    with pytest.raises(CannotFetch, match="No register"):
        fetched(clara, today, "SE556036079301")
    switch_register(register=PublicRegister.VIES, on=True, actor=clara)
    fetched(clara, today, "FI01120389")
    assert [path for path, _body in server.asked] == ["/check-vat-number"]
    undo_act(act=Act.objects.get(verb="switch_register_on"), actor=clara, today=today)
    assert not RegisterSwitch.objects.exists()


@pytest.mark.parametrize("number", ["SE556036079301", "556036079301", "556036-0793"])
def test_a_swedish_number_is_checked_in_vies_with_ours_as_who_asks(server, clara, today, all_on, number):
    check = fetched(clara, today, number).checks[0]
    assert (check.is_valid, check.name, check.street_line, check.postal_code, check.town) == (
        True,
        "Norrviks Tryckeri AB",
        "BOX 12",
        "871 01",
        "NORRVIK",
    )
    assert (check.request_id, check.asked_by, check.vat_number) == ("WAPIAAAAZ1x0aQbC", clara, "SE556036079301")
    assert server.asked == [
        (
            "/check-vat-number",
            {"countryCode": "SE", "vatNumber": "556036079301", "requesterMemberStateCode": "SE", "requesterNumber": "556036079301"},
        )
    ]


def test_a_finnish_number_is_asked_in_vies_and_of_the_patent_office(server, clara, today, all_on):
    found = fetched(clara, today, "0112038-9", "FI")
    _vies, prh_check = found.checks
    assert [path for path, _body in server.asked] == ["/check-vat-number", "/companies?businessId=0112038-9"]
    assert (prh_check.name, prh_check.street_line, prh_check.postal_code, prh_check.town) == ("Nokia Oyj", "PL 226", "00045", "NOKIA GROUP")
    assert (prh_check.company_number, prh_check.vat_number, prh_check.is_valid) == ("0112038-9", "FI01120389", None)


def test_a_polish_number_is_asked_of_the_ministry_and_then_of_the_court(server, clara, today, all_on):
    found = fetched(clara, today, "525-234-40-78", "PL")
    listed, court = found.checks[1:]
    assert (listed.is_valid, listed.bank_accounts, listed.request_id) == (True, ["90249000050247256316596736"], "d2n10-84df1a1")
    assert (listed.street_line, listed.postal_code, listed.town) == ("GRODZKA 3", "31-001", "KRAKÓW")
    assert (court.register, court.street_line, court.postal_code) == ("krs", "UL. GRODZKA 3/2", "31-001")
    assert server.asked[-1][0] == "/api/krs/OdpisAktualny/0000028860?rejestr=P&format=json"
    assert server.asked[1][0] == f"/api/search/nip/5252344078?date={today}"


def test_a_number_of_the_court_register_is_asked_there_alone(server, clara, today, all_on):
    assert [check.register for check in fetched(clara, today, "0000028860", "PL").checks] == ["krs"]


def test_a_country_that_tells_no_names_says_valid_alone(server, clara, today, all_on):
    check = fetched(clara, today, "DE136695976").checks[0]
    assert (check.is_valid, check.is_found, check.name, check.street_line) == (True, True, "", "")


def test_who_is_not_there_is_said_and_kept_as_well(server, clara, today, all_on):
    vies_check, prh_check = fetched(clara, today, "FI20774740").checks
    assert (vies_check.is_valid, vies_check.is_found) == (False, False)
    assert (prh_check.is_found, prh_check.company_number) == (False, "2077474-0")


def test_a_register_that_is_away_is_named_and_the_others_are_asked(server, clara, today, all_on):
    found = fetched(clara, today, "HU12892312")
    assert (found.checks, found.silent) == ([], [PublicRegister.VIES])


@pytest.mark.parametrize("number", ["", "hello", "SE556036079302", "1234567-8"])
def test_a_number_that_is_none_is_asked_nowhere(server, clara, today, all_on, number):
    with pytest.raises(CannotFetch, match="neither a company number"):
        fetched(clara, today, number)
    assert server.asked == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<html>maintenance</html>", 200), (b"[1]", 200), (b"[" * 100_000, 200), (b'{"a": "' + b"x" * 300_000 + b'"}', 200), (b"{}", 200), (b"", 200),
        (b"{}", 302), (b'{"valid": "yes"}', 200), (b'{"error": 1}', 503), (b"\xff\xfe", 200),
        (b'{"companies": "x", "result": [], "odpis": 3, "code": {}}', 200),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_no_answer(server, clara, today, all_on, content, status):
    server.answer_instead(content, status=status)
    for number, country in (("SE556036079301", "SE"), ("5252344078", "PL"), ("0000028860", "PL")):
        found = fetched(clara, today, number, country)
        assert not found.checks and found.silent
    assert not RegisterCheck.objects.exists()


def test_texts_of_an_answer_are_short_plain_lines(server, clara, today, all_on):
    server.answer_instead(b'{"valid": true, "name": "A\\u0000B\\n<b>' + b"x" * 5000 + b'", "address": {"a": 1}, "requestIdentifier": 7}')
    check = fetched(clara, today, "SE556036079301").checks[0]
    assert check.name.startswith("AB <b>xxx") and len(check.name) == 300
    assert (check.street_line, check.request_id) == ("", "")


def test_a_register_whose_name_leads_into_the_house_is_not_asked(settings):
    settings.REGISTER_ADDRESSES = {}
    for base in (
        "https://localhost",
        "https://127.0.0.1",
        "https://10.0.0.1",
        "https://169.254.169.254",
        "https://[::1]",
        "http://example.org",
    ):
        with pytest.raises(NoAnswer):
            ask("vies", "/", base=base)


def test_a_register_that_is_not_there_is_no_answer(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.REGISTER_ADDRESSES = {"vies": f"http://127.0.0.1:{free.getsockname()[1]}"}
    with pytest.raises(NoAnswer):
        vies.found("SE556036079301", requester="")


def test_the_addresses_are_those_of_the_registers_themselves():
    assert vies.BASE == "https://ec.europa.eu/taxation_customs/vies/rest-api"
    assert prh.BASE == "https://avoindata.prh.fi/opendata-ytj-api/v3"
    assert krs.BASE == "https://api-krs.ms.gov.pl"


def test_evidence_is_found_by_the_customers_numbers_and_the_name_can_be_taken_over(server, clara, today, all_on):
    company = an_organisation("Norrviks Trykeri", vat_number="SE556036079301")
    fetched(clara, today, "SE556036079301")
    check = checks_of(company).get()
    take_over(check=check, customer=company, actor=clara, today=today)
    company.refresh_from_db()
    assert company.name == "Norrviks Tryckeri AB"
    undo_act(act=Act.objects.filter(verb="change_customer").latest("pk"), actor=clara, today=today)
    company.refresh_from_db()
    assert company.name == "Norrviks Trykeri"
    assert not checks_of(an_organisation()).exists()


def test_answers_about_companies_that_nobody_registered_are_forgotten_after_a_month(server, clara, today, all_on):
    an_organisation(vat_number="SE556036079301")
    with clock.set_to(clock.now() - 2 * jobs.DAYS_KEPT):
        fetched(clara, today, "SE556036079301")
        fetched(clara, today, "DE136695976")
    fetched(clara, today, "FI01120389")
    jobs.forget(0)
    assert sorted(RegisterCheck.objects.values_list("vat_number", flat=True)) == ["FI01120389", "FI01120389", "SE556036079301"]


@pytest.mark.sql
def test_the_statements_write_once(server, clara, today, all_on):
    company = an_organisation(vat_number="SE556036079301")
    fetched(clara, today, "SE556036079301")
    fetched(clara, today, "DE136695976")
    assert twice("connectors.registers/forget_checks_of_nobody", before=clock.now()) == 1
    assert twice("connectors.registers/erase_checks", people=[company.pk]) == 1

"""The board of the books: green where a rule holds, red with the rows and their pages where it does not."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.testing import a_customer
from abonent.desk.commands import check_books
from abonent.ledger.models import Receivable
from abonent.ledger.testing import a_receivable, an_entity
from abonent.runs.invariants import invariants
from abonent.runs.jobs import check_books as nightly_check
from abonent.runs.models import BooksCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("auditor")
    user.roles.add(Role.objects.get(code="auditor"))
    client = Client()
    client.force_login(user)
    return client


def break_a_worklist() -> Receivable:
    receivable = a_receivable(a_customer(), "359.00", entity=an_entity(), number="2026-77")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM open_receivable")
    return receivable


def test_the_board_is_green_where_every_rule_holds(auditor: Client):
    page = auditor.get("/books/?all=yes").content.decode()
    assert "finding" not in page
    assert page.count("Holds") == len(invariants())


def test_a_broken_rule_is_red_and_leads_to_the_row(auditor: Client):
    receivable = break_a_worklist()
    page = auditor.get("/books/?all=yes").content.decode()
    assert "1 finding" in page
    assert f'href="/receivables/{receivable.pk}/"' in page
    assert "Item 2026-77 is listed as open with 0; its allocations leave 359.00." in page


def test_rule_after_rule_is_asked_for_and_the_last_says_how_many_do_not_hold(auditor: Client):
    break_a_worklist()
    page, asked = auditor.get("/books/").content.decode(), 0
    while following := re.search(r'hx-get="(/books/rules/[^"]+)"', page):
        page = auditor.get(following[1]).content.decode()
        asked += 1
    assert asked == len(invariants())
    totals = page.split('id="tally"')[1]
    assert [int(cell.split("<")[0]) for cell in totals.split('<dd class="v">')[1:]] == [
        asked,
        asked - 2,
        2,
    ]  # the item, and the account of all items
    assert auditor.get(f"/books/rules/{asked}/").status_code == 404


def test_the_command_prints_findings_and_fails_where_there_are_some():
    whole = CliRunner().invoke(check_books, ["--json"])
    assert (whole.exit_code, json.loads(whole.stdout)["findings"]) == (0, [])

    receivable = break_a_worklist()
    broken = CliRunner().invoke(check_books, ["--json"])
    findings = json.loads(broken.stdout)["findings"]

    assert broken.exit_code == 1
    assert set(findings[0]) == {"number", "rule", "message", "link"}
    assert f"/receivables/{receivable.pk}/" in {finding["link"] for finding in findings}


def test_every_night_the_books_are_checked_and_the_result_is_kept(auditor: Client):
    nightly_check(0)
    assert BooksCheck.objects.latest().findings == 0
    receivable = break_a_worklist()
    nightly_check(0)
    kept = BooksCheck.objects.latest()
    assert (kept.rules, list(kept.broken), kept.findings) == (len(invariants()), ["2"], sum(kept.broken.values()))
    assert kept.findings >= 1, receivable
    assert f"{kept.findings} finding" in auditor.get("/books/").content.decode()

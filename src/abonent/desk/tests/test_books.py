"""The board of the books: green where a rule holds, red with the rows and their pages where it does not."""

from __future__ import annotations

import json

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
    page = auditor.get("/books/").content.decode()
    assert "Does not hold" not in page
    assert page.count("Holds") >= 8


def test_a_broken_rule_is_red_and_leads_to_the_row(auditor: Client):
    receivable = break_a_worklist()
    page = auditor.get("/books/").content.decode()
    assert "Does not hold" in page
    assert f'href="/receivables/{receivable.pk}/"' in page
    assert "Item 2026-77 is listed as open with 0; its allocations leave 359.00." in page


def test_the_command_prints_findings_and_fails_where_there_are_some():
    whole = CliRunner().invoke(check_books, ["--json"])
    assert (whole.exit_code, json.loads(whole.stdout)["findings"]) == (0, [])

    receivable = break_a_worklist()
    broken = CliRunner().invoke(check_books, ["--json"])
    findings = json.loads(broken.stdout)["findings"]

    assert broken.exit_code == 1
    assert set(findings[0]) == {"number", "rule", "message", "link"}
    assert f"/receivables/{receivable.pk}/" in {finding["link"] for finding in findings}

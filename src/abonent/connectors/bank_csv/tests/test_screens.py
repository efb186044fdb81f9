"""Say which column is what, look at what would be read, keep it, bring a file; and take it back."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.forms import COLUMN
from abonent.connectors.bank_csv.layout import COLUMNS
from abonent.connectors.bank_csv.models import BankCsvMapping
from abonent.connectors.bank_csv.operations import map_table
from abonent.connectors.bank_csv.refusals import CannotReadTable
from abonent.connectors.bank_csv.tests.tables import ACCOUNT, LAYOUT, TABLE
from abonent.ledger.models import BankLine
from abonent.ledger.operations import import_bank_file
from abonent.ledger.testing import an_entity
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

CONTENT = TABLE.encode("cp1252")
SAID = {
    **{name: value for name, value in asdict(LAYOUT).items() if name != "columns"},
    **{COLUMN + name: LAYOUT.columns.get(name, "") for name in COLUMNS},
}


@pytest.fixture
def account() -> BankAccount:
    return BankAccount.objects.create(entity=an_entity(), name="Bank", scheme="iban", number=ACCOUNT.number, currency="SEK")


@pytest.fixture
def administrator(account: BankAccount) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("karin", first_name="Karin", last_name="Berg")
    user.roles.add(Role.objects.get(code="administrator"))
    user.entities.add(account.entity)
    client = Client()
    client.force_login(user)
    return client


def a_file(name: str = "bank.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, CONTENT)


def take_in(name: str = "bank.csv", content: bytes = CONTENT):
    return import_bank_file(content=BytesIO(content), name=name, actor=None)


def test_a_table_is_read_once_it_is_mapped(account):
    with pytest.raises(Exception, match="begins with"):
        take_in()
    map_table(account=account, layout=LAYOUT, actor=None)

    assert take_in().new_lines == 3
    assert not take_in().is_new
    assert sorted(BankLine.objects.values_list("amount", "reference")) == [
        (Decimal("-300.50"), ""),
        (Decimal("100.00"), "1048238"),
        (Decimal("1299.00"), "1048220"),
    ]


def test_of_two_accounts_with_one_kind_of_table_the_file_says_which(account):
    other = BankAccount.objects.create(entity=account.entity, name="Spar", scheme="bban", number="70007", currency="SEK")
    for each in (account, other):
        map_table(account=each, layout=LAYOUT, actor=None)

    with pytest.raises(CannotReadTable) as refused:
        take_in()
    assert refused.value.code == "csv.several_accounts"
    taken = take_in("70007.csv")
    assert [statement.bank_account for statement in taken.file.statements.all()] == [other]


def test_the_preview_shows_what_would_be_read(administrator, account):
    address = f"/bank/tables/{account.pk}/preview/"
    page = administrator.post(address, {"file": a_file()}).content.decode()
    assert 'value="Bokföringsdag"' in page and "payments" not in page
    page = administrator.post(address, {**SAID, "file": a_file()}).content.decode()
    assert "3 payments" in page and "Åsa Öberg" in page
    page = administrator.post(address, {**SAID, "decimal_sign": ".", "file": a_file()}).content.decode()
    assert "line 5, column 3" in page and "Look at the decimal sign" in page
    assert not BankCsvMapping.objects.exists()


def test_a_mapping_is_kept_and_taken_back(administrator, account):
    page = administrator.post(f"/bank/tables/{account.pk}/", {**SAID, "file": a_file()}, follow=True).content.decode()
    assert "are read like this from now on" in page and "/undoing/" in page and "tables are read" in page
    assert BankCsvMapping.objects.get().layout == LAYOUT
    assert 'value="Belopp" selected' in administrator.get(f"/bank/tables/{account.pk}/").content.decode()

    page = administrator.post(f"/bank/tables/{account.pk}/removal/", follow=True).content.decode()
    assert "are not read any more" in page and not BankCsvMapping.objects.exists()
    administrator.post(reverse("runs:undo", args=[Act.objects.latest("pk").pk]))
    assert BankCsvMapping.objects.get().layout == LAYOUT


def test_a_mapping_without_day_or_amount_is_not_kept(administrator, account):
    answer = administrator.post(f"/bank/tables/{account.pk}/", {**SAID, "column_booked_on": "", "column_money_in": "Saldo"})

    assert answer.status_code == 422
    assert "Choose the column of the booking day" in answer.content.decode() and "Either one column of amounts" in answer.content.decode()
    assert not BankCsvMapping.objects.exists()


def test_an_account_of_another_company_is_not_there(administrator):
    other = LegalEntity.objects.create(
        code="sorvik", name="Sörvik AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="5", vat_number="",
        street_line="A", postal_code="1", town="B",
    )  # fmt: skip
    foreign = BankAccount.objects.create(entity=other, name="Bank", scheme="bban", number="70008", currency="SEK")

    assert administrator.get(f"/bank/tables/{foreign.pk}/").status_code == 404
    assert "70008" not in administrator.get("/bank/tables/").content.decode()

"""The screen of JPK files: sums beside the journal first, then the file; what is missing is said and where it is written down."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db
ASKED = {"layout": "v7m", "month": "2026-07", "until": ""}


@pytest.fixture
def wisla() -> LegalEntity:
    entity = a_publisher("PL")
    a_charge(a_payer("Zofia", "Nowak", country="PL", language="pl"), "108.00", entity=entity)
    a_billing(entity)
    return entity


def signed_in(entity: LegalEntity, *roles: str, reach: str = "everything") -> Client:
    install_ready_roles()
    user = StaffUser.objects.create(username="-".join(roles) + reach, language="en", reach=reach)
    user.roles.set(Role.objects.filter(code__in=roles))
    StaffEntity.objects.create(staff_user=user, entity=entity)
    client = Client()
    client.force_login(user)
    return client


def test_what_is_missing_is_written_down_on_the_companys_page_and_then_there_is_a_file(wisla):
    boss = signed_in(wisla, "administrator", "finance")
    page = f"/companies/{wisla.pk}/jpk/"
    shown = boss.get(page, ASKED).content.decode()
    assert "Tax office" in shown and "Download the file" not in shown
    turned_away = boss.get(f"{page}file/", ASKED, follow=True).content.decode()
    assert "lacks for this file: Tax office" in turned_away

    particulars = f"/companies/{wisla.pk}/particulars/"
    form = boss.get(particulars).context["form"]
    said = {name: field.value() or "" for name, field in ((name, form[name]) for name in form.fields)}
    seen = {f"initial-{name}": value for name, value in said.items()}
    written = {
        **said,
        **seen,
        "company_number": wisla.vat_number[2:],
        "tax_office": "1208",
        "voivodeship": "małopolskie",
        "county": "Kraków",
        "municipality": "Kraków",
    }
    assert "Wydawnictwo Wisła" in boss.post(particulars, written, follow=True).content.decode()

    shown = boss.get(page, ASKED).content.decode()
    assert "Download the file" in shown and "not checked by the office" in shown
    answer = boss.get(f"{page}file/", ASKED)
    assert answer["Content-Disposition"] == 'attachment; filename="JPK_V7M-3-2026-07.xml"'
    root = etree.fromstring(b"".join(answer))
    assert [element.text for element in root.iter("{*}KodUrzedu")] == ["1208"]
    assert [element.text for element in root.iter("{*}PodatekNalezny")] == ["8.00"]


def test_a_tax_office_has_four_figures_and_is_asked_of_polish_companies_alone(wisla):
    boss = signed_in(wisla, "administrator")
    answer = boss.post(f"/companies/{wisla.pk}/particulars/", {"tax_office": "12"})
    assert answer.status_code == 422 and "A code of four figures" in answer.content.decode()
    swedish = a_publisher("SE")
    StaffEntity.objects.create(staff_user=StaffUser.objects.get(), entity=swedish)
    assert "Tax office" not in boss.get(f"/companies/{swedish.pk}/particulars/").content.decode()
    assert "Tax office" not in boss.get(f"/companies/{swedish.pk}/").content.decode()
    assert boss.get(f"/companies/{swedish.pk}/jpk/").status_code == 404


def test_the_record_of_vat_is_of_one_month_and_invoices_may_be_of_many(wisla):
    finance = signed_in(wisla, "finance")
    page = f"/companies/{wisla.pk}/jpk/"
    assert "is of one month" in finance.get(page, {**ASKED, "until": "2026-08"}).content.decode()
    assert "ends before it begins" in finance.get(page, {**ASKED, "layout": "fa4", "until": "2026-06"}).content.decode()
    assert "Where KSeF has them" in finance.get(page, {**ASKED, "layout": "fa4", "until": "2026-08"}).content.decode()
    assert "No document of these months" in finance.get(page, {**ASKED, "layout": "fa4", "month": "2026-06"}).content.decode()


def test_whoever_sees_only_some_customers_makes_no_file_of_all(wisla):
    assert signed_in(wisla, "finance", reach="own").get(f"/companies/{wisla.pk}/jpk/").status_code == 404
    assert signed_in(wisla, "clerk").get(f"/companies/{wisla.pk}/jpk/").status_code == 403

"""The pages of agents, as those who agree with them and settle with them see them; and the papers that agents get and pass on."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.billing.agent_testing import a_paper, a_reader_of, an_agent, terms_of_agent
from abonent.billing.models import AgentSettlement, CommissionTerms
from abonent.billing.testing import a_billing, a_publisher, invoices_of
from abonent.kit.periods import day
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_first_of_july")]


@pytest.fixture
def norrvik():
    return a_publisher()


@pytest.fixture
def manager(client: Client, norrvik) -> Client:
    return signed_in(client, norrvik, "manager")


def signed_in(client: Client, entity, role: str) -> Client:
    install_ready_roles()
    take_on_staff(username=role, password="not used here", full_name="Eva Berg", roles=[role], entities=[entity], language="en")
    client.force_login(StaffUser.objects.get(username=role))
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def split(norrvik):
    """An invoice to an agent who bills two readers, 1 060.00 each, and keeps a fifth."""
    agent = an_agent("bills", language="en")
    terms_of_agent(agent, norrvik, percent="20")
    paper = a_paper(norrvik)
    for name in ("Anna", "Berit"):
        a_reader_of(agent, paper, name)
    return invoices_of(a_billing(norrvik))[0]


def test_terms_are_agreed_and_undone(manager, norrvik):
    agent = an_agent("commission")
    address = f"/agents/{agent.customer_id}/terms/"
    assert "Or for each copy" in page(manager, address)
    asked = {
        "entity": norrvik.pk,
        "product": "",
        "percent": "12,5",
        "per_copy": "",
        "per_order": "",
        "from_on": "2026-08-01",
        "earned": "billed",
    }
    refused = manager.post(address, {**asked, "per_copy": "5"})
    assert refused.status_code == 422 and "not several of them" in refused.content.decode()
    assert manager.post(address, asked).status_code == 302
    terms = CommissionTerms.objects.get()
    assert (str(terms.percent), terms.earned, terms.during.lower) == ("12.50", "billed", day("2026-08-01"))
    shown = page(manager, f"/agents/{agent.customer_id}/")
    assert "12,5 % of what is sold" in shown and "When the reader is billed" in shown
    assert "None" in page(manager, "/agents/"), "no terms today"


def test_who_pays_us_is_not_asked_when_it_is_earned(manager):
    agent = an_agent("net")
    assert 'name="earned"' not in page(manager, f"/agents/{agent.customer_id}/terms/")


def test_the_invoice_leads_to_its_parts(manager, split):
    assert "2 readers" in page(manager, split.url)
    shown = page(manager, f"/invoices/{split.pk}/parts/")
    assert "Anna" in shown and "Berit" in shown
    assert "1 060,00" in shown and "212,00" in shown and "848,00" in shown
    rows = b"".join(manager.get(f"/invoices/{split.pk}/parts/", {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Anna" in rows and "848" in rows
    assert "2 parts" in page(manager, f"/runs/{split.run_id}/sending/")
    assert page(manager, f"/agents/{split.payer_id}/").count(split.document_number) >= 2


def test_the_parts_are_papers_of_the_agent_without_what_he_keeps(manager, split):
    whole = words(manager.get(f"/invoices/{split.pk}/parts/print-file/").content)
    assert "Prenax Ombud" in whole and "Anna" in whole and "Berit" in whole
    assert "1 060,00" in whole
    assert "212,00" not in whole and "commission" not in whole.lower()
    archive = ZipFile(io.BytesIO(manager.get(f"/invoices/{split.pk}/parts/files/").content))
    assert [name.partition("-anna")[0] for name in archive.namelist()][0] == f"{split.document_number}-1"
    only = words(archive.read(archive.namelist()[0]))
    assert "Anna" in only and "Berit" not in only


def test_an_invoice_that_is_not_split_has_no_papers_of_parts(manager, norrvik):
    agent = an_agent("net")
    a_reader_of(agent, a_paper(norrvik), "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    assert "Not split" in page(manager, f"/invoices/{invoice.pk}/parts/")
    assert manager.get(f"/invoices/{invoice.pk}/parts/files/").status_code == 404


def test_a_settlement_is_looked_at_posted_and_printed_in_the_language_of_the_agent(manager, norrvik):
    agent = an_agent("commission", language="sv")
    terms_of_agent(agent, norrvik, percent="20", earned="billed")
    a_reader_of(agent, a_paper(norrvik), "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    plan = plan_run(run=begin_run(kind="agent_settlement", entity=norrvik, as_of=day("2026-07-01"), actor=None))
    looked_at = page(manager, f"/runs/{plan.pk}/commission/")
    assert "200,00" in looked_at and invoice.document_number in looked_at and "Go to Commit" in looked_at
    commit_run(run=approve_run(run=plan, actor=None))
    settlement = AgentSettlement.objects.get()
    assert "1 000,00" in page(manager, settlement.url) and "Anna" in page(manager, settlement.url)
    assert "200,00" in page(manager, f"/agents/{agent.customer_id}/")
    paper = words(manager.get(f"{settlement.url}pdf/").content)
    assert "Anna" in paper and "200,00" in paper and norrvik.name in paper


def test_who_takes_orders_sees_neither_terms_nor_settlements(client, norrvik):
    agent = an_agent("net")
    clerk = signed_in(client, norrvik, "clerk")
    for address in ("/agents/", f"/agents/{agent.customer_id}/", f"/agents/{agent.customer_id}/terms/"):
        assert clerk.get(address).status_code == 403

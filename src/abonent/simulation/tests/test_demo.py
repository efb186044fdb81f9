from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from abonent.billing.models import AccountLetter, OutboxDocument, ProForma, RecurringInvoice
from abonent.customers.models import Customer
from abonent.kit.postgres import backups
from abonent.ledger.models import AccountingExport, BankFile, BankLine
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import Mandate
from abonent.runs.models import Run
from abonent.simulation.demo import prepare_demo, welcome
from abonent.simulation.founding import CannotSimulate, found_publisher
from abonent.simulation.kept_worlds import STALE_AFTER, find_kept, folder_of
from abonent.simulation.staff import COLLEAGUES, hand_out_log_ins, log_ins
from abonent.simulation.testing import a_database_like, drop_database, url_of_test_database
from abonent.simulation.world import a_world
from abonent.simulation.worlds import digest
from abonent.subscriptions.models import Agent

ENDS_ON = date(2026, 2, 28)
DEMO = a_world(name="demo", ends_on=ENDS_ON)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize("earlier", [None, "ready", "being made"])
def test_a_database_that_is_somebodys_own_is_refused_even_for_a_fresh_demo(own_home: Path, blank_database: str, django_db_blocker, earlier):  # type: ignore[no-untyped-def]
    if earlier:
        (own_home / "demo.json").write_text(json.dumps({"state": earlier}))
    with django_db_blocker.unblock(), a_database_like(blank_database):
        LegalEntity.objects.create(code="own", name="Own AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv")
        with pytest.raises(CannotSimulate):
            prepare_demo(url=url_of_test_database(), subscribers=40, months=1, fresh=True, tell=print)
        assert LegalEntity.objects.exists()


def test_a_demo_is_made_once_kept_and_brought_back(own_home: Path, blank_database: str, django_db_blocker, monkeypatch):  # type: ignore[no-untyped-def]
    # The server may be that of an installation, which has a former database of its own.
    monkeypatch.setattr(backups, "FRESH", "test_restoring")
    monkeypatch.setattr(backups, "REPLACED", "test_replaced")
    said: list[str] = []
    with django_db_blocker.unblock(), a_database_like(blank_database):
        asked = {"url": url_of_test_database(), "subscribers": 12, "months": 1, "tell": said.append}
        first = prepare_demo(fresh=False, **asked)
        made = digest()
        waiting = ["billing", "refunds", "renewal"] * LegalEntity.objects.count() + ["account_letters", "carriers_pay", "draw_settlement"]
        assert sorted(Run.objects.filter(state="planned").values_list("kind", flat=True)) == sorted(waiting)
        _demand_something_of_everything()
        assert prepare_demo(fresh=False, **asked) == first
        Customer.objects.update(language="en")
        again = prepare_demo(fresh=True, **asked)
        assert said[-1].startswith("Bringing back")
        assert (digest(), again) == (made, first)
        assert Customer.objects.exclude(language="en").exists()
        drop_database("test_replaced")


def _demand_something_of_everything() -> None:
    """What a visitor may look at is there."""
    assert {agent.mode for agent in Agent.objects.all()} == {Agent.BILLS, Agent.COMMISSION}
    assert RecurringInvoice.objects.count() > 2 and ProForma.objects.count() == 1
    assert OutboxDocument.objects.get().state == OutboxDocument.State.WAITING
    assert set(Mandate.objects.values_list("scheme", flat=True)) == {"sepa", "autogiro"}
    assert AccountLetter.objects.exists() and AccountingExport.objects.exists()
    latest = BankFile.objects.latest("pk")
    assert BankLine.objects.filter(statement__bank_file=latest, unknown__isnull=False).exists()
    assert BankLine.objects.filter(statement__bank_file=latest, payments__isnull=False).exists()


@pytest.mark.django_db
def test_log_ins_are_the_same_at_every_start_and_for_their_owner_alone(own_home: Path):
    found_publisher(DEMO)
    file = own_home / "log-ins.json"
    handed_out = hand_out_log_ins(file)
    assert log_ins(file) == handed_out == hand_out_log_ins(file)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_each_log_in_opens_the_door_and_is_printed_with_the_address(own_home: Path, client):  # type: ignore[no-untyped-def]
    found_publisher(DEMO)
    handed_out = hand_out_log_ins(own_home / "log-ins.json")
    assert [log_in.role for log_in in handed_out] == ["clerk", "finance", "manager"] == [colleague.role for colleague in COLLEAGUES]
    assert all(client.login(username=log_in.username, password=log_in.password) for log_in in handed_out)
    printed = welcome("http://127.0.0.1:8000", handed_out)
    assert "http://127.0.0.1:8000" in printed
    assert all(log_in.password in printed for log_in in handed_out)


@pytest.mark.parametrize(("days_later", "is_found"), [(0, True), (STALE_AFTER.days, True), (STALE_AFTER.days + 1, False), (-1, False)])
def test_a_kept_world_is_used_for_a_month(days_later: int, is_found: bool):
    folder = folder_of(DEMO)
    folder.mkdir(parents=True)
    (folder / "world.json").write_text(json.dumps({"starts_on": "2024-12-01", "ends_on": ENDS_ON.isoformat()}))
    asked_on = ENDS_ON + timedelta(days=days_later)
    assert (find_kept(a_world(name="demo", ends_on=asked_on), asked_on) is not None) is is_found

"""R5: files twice, overlapping, with twins, eight at a time, and killed in the middle: no line twice, none lost, twins kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from abonent.company.models import BankAccount
from abonent.connectors.camt.tests.messages import ACCOUNT, NAMESPACE
from abonent.customers.testing import a_customer
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import BankFile, BankLine, OpenReceivable, Payment, UnknownBankLine
from abonent.ledger.operations import import_bank_file, match_bank_lines
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import RunStep

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.figure]

LINES = int(os.environ.get("ABONENT_R5_LINES", "1200"))
SEED = 20260709


@pytest.fixture
def entity() -> LegalEntity:
    entity = an_entity(currency="EUR")
    BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number="FI2112345600000785", currency="EUR")
    return entity


def movements() -> list[tuple[str, str]]:
    """Reference and amount; every tenth twice, as two customers' habits have it."""
    single = [(f"{7_000_000 + serial}", f"{serial % 90 + 10}.00") for serial in range(LINES * 10 // 11)]
    return [movement for place, movement in enumerate(single) for _time in range(2 if place % 10 == 0 else 1)]


def a_notification(lines: list[tuple[str, str]], number: str) -> bytes:
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-07-08</Dt></BookgDt>'
        f"<AcctSvcrRef>{number}-{place}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf>"
        "</Strd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
        for place, (reference, amount) in enumerate(lines)
    )
    return (
        f'<Document xmlns="{NAMESPACE}camt.054.001.02"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>{number}</MsgId></GrpHdr>'
        f"<Ntfctn><Id>{number}</Id>{ACCOUNT}{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def owe(entity: LegalEntity, lines: list[tuple[str, str]]) -> None:
    """Every fifth movement has its invoice; the customer of a twin owes it once."""
    anna = a_customer()
    for reference, amount in list(dict.fromkeys(lines))[::5]:
        a_receivable(anna, amount, entity=entity, reference=reference)


def assert_once(lines: list[tuple[str, str]]) -> None:
    stored = sorted((line.reference, str(line.amount)) for line in BankLine.objects.all())
    assert stored == sorted(lines)
    assert [finding for invariant in INVARIANTS for finding in check(invariant)] == []


def test_eight_uploads_at_a_time_of_overlapping_files_store_each_movement_once(entity: LegalEntity, tmp_path: Path):
    lines = movements()
    owe(entity, lines)
    step = len(lines) // 8
    files = []
    for part in range(8):
        file = tmp_path / f"{part}.xml"
        file.write_bytes(a_notification(lines[max(0, part - 1) * step : None if part == 7 else (part + 1) * step], str(part)))
        files += [file, file]
    Random(SEED).shuffle(files)

    def upload(file: Path) -> None:
        with file.open("rb") as content:
            import_bank_file(content=content, name=file.name, actor=None)
        match_bank_lines(entity=entity, actor=None, as_of=TODAY)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(upload, files))

    assert BankFile.objects.count() == 8
    assert_once(lines)
    assert not OpenReceivable.objects.exists()


def test_an_import_killed_at_any_point_ends_as_one_that_was_not(entity: LegalEntity, tmp_path: Path):
    lines = movements()
    owe(entity, lines)
    file = tmp_path / "notification.xml"
    file.write_bytes(a_notification(lines, "1"))
    points: list[Callable[[], object]] = [_is_copying, BankFile.objects.exists, _steps(3), _steps(7), _steps(8)]

    for reached in points:
        _import_until(reached, file)
    assert _import(file).wait() == 0

    assert_once(lines)
    expected = {reference for reference, _amount in list(dict.fromkeys(lines))[::5]}
    assert set(Payment.objects.values_list("bank_line__reference", flat=True)) == expected
    assert UnknownBankLine.objects.count() == len(lines) - Payment.objects.count()


def _steps(count: int) -> Callable[[], bool]:
    return lambda: RunStep.objects.count() >= count


def _is_copying() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY \"staging%%' AND state = 'active'")
        return bool(cursor.fetchone()[0])


def _import(file: Path) -> subprocess.Popen[bytes]:
    server = connection.settings_dict
    address = make_conninfo(dbname=server["NAME"], user=server["USER"], host=server["HOST"], port=server["PORT"])
    environment = {**os.environ, "DATABASE_URL": address}
    return subprocess.Popen([sys.executable, "-m", "abonent", "bank", "import", str(file)], env=environment, stdout=subprocess.DEVNULL)


def _import_until(reached: Callable[[], object], file: Path) -> None:
    """Start the command and kill it where it stands, as soon as the point is reached; one that was faster has simply ended."""
    process = _import(file)
    while process.poll() is None and not reached():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()

"""`abonent bench bank`: a camt.054 file read, stored, matched with open items, posted; beside the reading of it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from abonent.company.models import BankAccount
from abonent.customers.volume import fill_register
from abonent.kit import benches
from abonent.kit.benches import BenchResult, stopwatch
from abonent.ledger.models import Allocation, BankLine, Payment, UnknownBankLine
from abonent.ledger.operations import import_bank_file, install_chart, match_bank_lines
from abonent.ledger.readers import HEAD_BYTES, reader_for
from abonent.ledger.rules.references import make_ocr
from abonent.organisation.models import LegalEntity
from abonent.runs.models import RunStep

DAY = date(2026, 7, 8)
BANKGIRO = "50501055"
FIRST_SERIAL = 10_000_000
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


def bench_bank(*, entries: int) -> BenchResult:
    """Take in, match and post a file of that many payments; of fifty, one pays too much, one too little, one names nothing."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("bank"), TemporaryDirectory() as folder:
        entity = _a_publisher(entries)
        file = Path(folder) / "notification.xml"
        with file.open("w", encoding="utf-8") as written:
            written.writelines(_notification(entries))
        with stopwatch(seconds, "parse alone"):
            read = _parse(file)
        benches.checkpoint()
        with stopwatch(seconds, "import"), file.open("rb") as content:
            import_bank_file(content=content, name=file.name, actor=None)
        with stopwatch(seconds, "match and post"):
            run = match_bank_lines(entity=entity, actor=None, as_of=DAY)
        steps = {step.name: round(step.seconds, 2) for step in RunStep.objects.filter(run=run).exclude(name="commit")}
        steps["commit"] = round(sum(RunStep.objects.filter(run=run, name="commit").values_list("seconds", flat=True)), 2)
        detail = {
            "megabytes": round(file.stat().st_size / 2**20, 1), "read": read, "lines": BankLine.objects.count(),
            "payments": Payment.objects.count(), "allocations": Allocation.objects.count(), "unknown": UnknownBankLine.objects.count(),
            "seconds": seconds, "steps": steps, "yardstick": benches.yardstick(),
        }  # fmt: skip
    return BenchResult(
        "bank", rows=entries, seconds=seconds["import"] + seconds["match and post"], floor_seconds=seconds["parse alone"], detail=detail
    )


def _parse(file: Path) -> int:
    """What the reader alone does with the file; the import reads it once more."""
    with file.open("rb") as content:
        reader = reader_for(content.read(HEAD_BYTES))
        assert reader is not None, "no connector reads camt.054"
        content.seek(0)
        return sum(1 for _item in reader.read(content, file.name))


def _a_publisher(entries: int) -> LegalEntity:
    """A publisher with a bankgiro to whom each of so many customers owes one item."""
    fill_register(entries, since=DAY)
    entity = LegalEntity.objects.create(
        code="bench", name="Bench AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556677-8899",
        vat_number="SE556677889901", street_line="Storgatan 1", postal_code="123 45", town="Norrvik",
    )  # fmt: skip
    install_chart(entity=entity)
    BankAccount.objects.create(entity=entity, name="Bankgiro", scheme="bankgiro", number=BANKGIRO, currency="SEK")
    with _copied_in(
        "receivable", "id, entity_id, customer_id, currency, amount, opened_on, due_on, reference, source_kind, document_number"
    ) as write:
        for number in range(1, entries + 1):
            write((number, entity.pk, number, "SEK", _amount(number), DAY, DAY, _reference(number), "imported", str(number)))
    with _copied_in("open_receivable", "receivable_id, full_amount, open_amount") as write:
        for number in range(1, entries + 1):
            write((number, _amount(number), _amount(number)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('receivable_id_seq', %s)", [entries + 1])
        cursor.execute("ANALYZE")
    return entity


@contextmanager
def _copied_in(table: str, columns: str) -> Iterator:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        yield copy.write_row


def _amount(number: int) -> str:
    return f"{100 + number % 3000}.00"


def _reference(number: int) -> str:
    return make_ocr(FIRST_SERIAL + number)


def _notification(entries: int) -> Iterator[str]:
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}"><BkToCstmrDbtCdtNtfctn>'
        "<GrpHdr><MsgId>BENCH1</MsgId><CreDtTm>2026-07-08T20:00:00+02:00</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>BENCH1</Id><Acct><Id><Othr><Id>{BANKGIRO}</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id><Ccy>SEK</Ccy></Acct>\n"
    )
    for number in range(1, entries + 1):
        yield _entry(number)
    yield "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"


def _entry(number: int) -> str:
    """One payment as a bank writes it, about a kilobyte."""
    reference = f"<CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{_reference(number)}</Ref></CdtrRefInf>"
    message = "<Ustrd>Tack</Ustrd>" if number % 50 == 3 else f"<Strd>{reference}</Strd>"
    more = {1: 25, 2: -50}.get(number % 50, 0)
    amount = f"{100 + number % 3000 + more}.00"
    return (
        f'<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        "<BookgDt><Dt>2026-07-08</Dt></BookgDt><ValDt><Dt>2026-07-08</Dt></ValDt>"
        f"<AcctSvcrRef>B{number:012}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f'<NtryDtls><TxDtls><Refs><AcctSvcrRef>T{number:012}</AcctSvcrRef></Refs><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RltdPties><Dbtr><Pty><Nm>Betalare {number}</Nm><PstlAdr><TwnNm>Norrvik</TwnNm><Ctry>SE</Ctry></PstlAdr></Pty></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{80000000000 + number}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></DbtrAcct></RltdPties>"
        f"<RmtInf>{message}</RmtInf></TxDtls></NtryDtls></Ntry>\n"
    )

"""Files of banks and of other programs' tests, read in place; they are not part of the product."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation

from abonent.connectors.camt.reader import read_camt
from abonent.connectors.camt.refusals import CannotReadStatement
from abonent.connectors.camt.survey import camt_files, table
from abonent.ledger.rules.statement import BankStatement

ROOT = Path(__file__).parents[5]
STANDARDS = ROOT.parent / "shared" / "standards"
EXPECTED = STANDARDS / "expected" / "camt-genkgo"
DOCUMENT = ROOT / "docs" / "formats" / "camt.md"

# Files that contradict themselves (shortened or made up by the authors of tests) and those that are no camt at all.
REFUSED = {
    "be-tryton/camt.053.001.02.xml": "camt.count_differs",
    "de-viafintech/valid_example_with_batch.xml": "camt.count_differs",
    "de-viafintech/valid_example_with_datetime.xml": "camt.count_differs",
    "fi-poppankki/547958656.XP": "camt.not_camt",
    "generic-genkgo/camt053.v2.all-balance-types.xml": "camt.balance_differs",
    "generic-genkgo/camt053.v2.five.decimals.xml": "camt.balance_differs",
    "generic-genkgo/camt053.v2.minimal.ultimate.xml": "camt.currency_differs",
    "generic-genkgo/camt053.v2.minimal.xml": "camt.currency_differs",
    "generic-genkgo/camt053.v2.with-party-ids.xml": "camt.currency_differs",
    "generic-genkgo/camt053.v2.wrong.xml": "camt.no_statement",
    "generic-genkgo/camt053.v8.xml": "camt.currency_differs",
    "generic-openpetra/camt_testfile.53.xml": "camt.balance_differs",
    "nl-oca/test-camt053_02.xml": "camt.balance_differs",
    "nl-oca/test-camt053_03.xml": "camt.balance_differs",
    "uk-goldman/camt_053_uk_v2_virtual_accounts.xml": "camt.balance_differs",
}

SAMPLES = list(camt_files(STANDARDS)) if STANDARDS.is_dir() else []
needs_samples = pytest.mark.skipif(not SAMPLES, reason="the sample files (../shared/standards) are not on this machine")


def name_of(path: Path) -> str:
    return "/".join(path.parts[-2:])


def read_sample(path: Path) -> list[BankStatement]:
    with path.open("rb") as file:
        return read_camt(file, path.name)


class Plain:
    """The same file by the simplest means: the whole tree, names without namespaces."""

    def __init__(self, path: Path) -> None:
        self.root = ElementTree.parse(path).getroot()
        for element in self.root.iter():
            element.tag = element.tag.rpartition("}")[2]

    def statements(self) -> list[ElementTree.Element]:
        return [element for element in self.root.iter() if element.tag in ("Stmt", "Rpt", "Ntfctn")]


def is_booked(entry: ElementTree.Element) -> bool:
    return (entry.findtext("Sts/Cd") or (entry.findtext("Sts") or "").strip() or "BOOK") == "BOOK"


def booked(statement: ElementTree.Element, direction: str) -> list[Decimal]:
    return [
        Decimal(entry.findtext("Amt"))
        for entry in statement.findall("Ntry")
        if is_booked(entry) and entry.findtext("CdtDbtInd") == direction
    ]


def booked_balance(statement: ElementTree.Element, *kinds: str) -> Decimal | None:
    for kind in kinds:
        for balance in statement.findall("Bal"):
            if balance.findtext("Tp/CdOrPrtry/Cd") == kind:
                return Decimal(balance.findtext("Amt")) * (-1 if balance.findtext("CdtDbtInd") == "DBIT" else 1)
    return None


@needs_samples
@pytest.mark.parametrize("path", [path for path in SAMPLES if name_of(path) not in REFUSED], ids=name_of)
def test_entries_and_sums_of_a_sample_are_those_of_the_file(path):
    for ours, theirs in zip(read_sample(path), Plain(path).statements(), strict=True):
        credits, debits = booked(theirs, "CRDT"), booked(theirs, "DBIT")

        assert ours.totals.entries == len(credits) + len(debits)
        assert (ours.totals.credit, ours.totals.debit) == (sum(credits), sum(debits))
        assert ours.totals.net == sum(line.amount for line in ours.entries if line.status == "booked")
        assert ours.totals.lines == sum(line.status == "booked" for line in ours.entries)


@needs_samples
@pytest.mark.parametrize("path", [path for path in SAMPLES if name_of(path) not in REFUSED], ids=name_of)
def test_entries_and_sums_of_a_sample_agree_with_the_totals_it_states_itself(path):
    for ours, theirs in zip(read_sample(path), Plain(path).statements(), strict=True):
        for place, found_count, found_sum in (
            ("TtlNtries", ours.totals.entries, ours.totals.credit + ours.totals.debit),
            ("TtlCdtNtries", sum(amount > 0 for amount in by_entry(ours)), ours.totals.credit),
            ("TtlDbtNtries", sum(amount < 0 for amount in by_entry(ours)), ours.totals.debit),
        ):
            stated_count = theirs.findtext(f"TxsSummry/{place}/NbOfNtries")
            stated_sum = theirs.findtext(f"TxsSummry/{place}/Sum")
            assert stated_count is None or int(stated_count) == found_count
            assert stated_sum is None or Decimal(stated_sum) == found_sum
        opening, closing = booked_balance(theirs, "OPBD", "PRCD"), booked_balance(theirs, "CLBD")
        assert opening is None or closing is None or opening + ours.totals.net == closing


def by_entry(statement: BankStatement) -> list[Decimal]:
    """Amounts of the bank's own booked entries, put together again from our lines."""
    amounts: dict[int, Decimal] = {}
    for line in statement.entries:
        if line.status == "booked":
            amounts[line.entry_number] = amounts.get(line.entry_number, Decimal(0)) + line.amount
    return list(amounts.values())


@needs_samples
@pytest.mark.parametrize(("name", "code"), REFUSED.items(), ids=str)
def test_a_sample_that_contradicts_itself_is_refused_with_its_place(name, code):
    [path] = [path for path in SAMPLES if name_of(path) == name]

    with pytest.raises(CannotReadStatement) as refused:
        read_sample(path)

    assert refused.value.code == code
    assert refused.value.parameters["line"] > 0
    assert f"line {refused.value.parameters['line']}, {refused.value.parameters['place']}" in str(refused.value)


def as_another_parser_has_it(entry: dict) -> tuple:
    amount, booked_at = entry["getAmount"], entry["getBookingDate"]
    return (
        Decimal(amount["getAmount"]).scaleb(-2),
        amount["getCurrency"]["getCode"],
        booked_at["0"][:10] if booked_at else None,
        entry["getAccountServicerReference"] or "",
        entry["getRecord"]["getAccount"]["getIdentification"],
    )


@pytest.mark.skipif(not EXPECTED.is_dir(), reason="another parser's results (../shared/standards/expected) are not on this machine")
def test_another_parser_finds_the_same_entries():
    """Its list of entries holds those of the last statement only; it leaves a missing booking day open, we take another."""
    compared = 0
    for path in SAMPLES:
        expected = EXPECTED / f"{path.stem}.json"
        if name_of(path) in REFUSED or not expected.exists():
            continue
        last = read_sample(path)[-1]
        theirs = [as_another_parser_has_it(entry) for entry in json.loads(expected.read_text())["getEntries"]]
        ours = [(line.amount, line.currency, line.booked_on.isoformat(), line.bank_reference, last.account.number) for line in last.entries]
        assert len(ours) == len(theirs), path.name
        for our, their in zip(ours, theirs, strict=True):
            assert our == tuple(ours_value if value is None else value for ours_value, value in zip(our, their, strict=True)), path.name
        compared += 1

    assert compared == 9


@needs_samples
def test_the_table_in_the_documentation_is_what_the_reader_does():
    with translation.override("en"):
        assert table(STANDARDS) in DOCUMENT.read_text()

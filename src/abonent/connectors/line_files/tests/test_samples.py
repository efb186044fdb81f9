"""Files of banks and of other programs' tests, read in place; they are not part of the product."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.survey import read_sample, samples, table
from abonent.ledger.readers import reader_for

ROOT = Path(__file__).parents[5]
STANDARDS = ROOT.parent / "shared" / "standards" / "samples"
DOCUMENT = ROOT / "docs" / "formats" / "bank-samples.md"

# Fragments of a single field, statements that do not add up (shortened or made up by the authors of tests), impossible days.
REFUSED = {
    "mt940/betterplace/amount_formats.sta": "mt940.field_twice",
    "mt940/betterplace/currency_in_25.sta": "mt940.no_statement",
    "mt940/betterplace/empty_86.sta": "mt940.no_statement",
    "mt940/betterplace/empty_entry_date.sta": "mt940.entry_outside",
    "mt940/betterplace/empty_line.sta": "mt940.no_statement",
    "mt940/betterplace/missing_crlf_at_end.sta": "lines.account_missing",
    "mt940/betterplace/sepa_snippet.sta": "lines.balance_differs",
    "mt940/betterplace/sepa_snippet_broken.sta": "mt940.field_twice",
    "mt940/cmxl/account_balance_credit.sta": "lines.account_missing",
    "mt940/cmxl/account_balance_debit.sta": "lines.account_missing",
    "mt940/cmxl/account_identification_iban.sta": "mt940.no_statement",
    "mt940/cmxl/account_identification_legacy.sta": "mt940.no_statement",
    "mt940/cmxl/available_balance.sta": "mt940.no_statement",
    "mt940/cmxl/closing_balance.sta": "lines.account_missing",
    "mt940/cmxl/reference.sta": "mt940.no_statement",
    "mt940/cmxl/statement_details.sta": "mt940.entry_outside",
    "mt940/cmxl/statement_line.sta": "mt940.entry_outside",
    "mt940/cmxl/statement_number.sta": "mt940.no_statement",
    "mt940/cmxl-railslove/mt940-abnamro.txt": "lines.balance_differs",
    "mt940/cmxl-railslove/mt940-deutsche_bank.txt": "lines.day_unreadable",
    "mt940/cmxl-railslove/mt940-headers.txt": "lines.account_missing",
    "mt940/cmxl-railslove/mt940.txt": "lines.day_unreadable",
    "mt940/jejik/abnamro.sta": "lines.balance_differs",
    "mt940/jejik/ing.sta": "lines.balance_differs",
    "mt940/jejik/knab.sta": "lines.balance_differs",
    "mt940/jejik/postfinance.sta": "lines.balance_differs",
    "mt940/jejik/rabobank.sta": "lines.balance_differs",
    "mt940/jejik/triodos.sta": "lines.balance_differs",
    "mt940/mBank/with_newline_in_tnr.sta": "lines.balance_differs",
    "mt940/self-provided/account_identification.sta": "mt940.no_statement",
    "mt940/self-provided/details_60-63.sta": "lines.balance_differs",
    "mt940/self-provided/empty_non_swift.sta": "mt940.no_statement",
    "mt940/self-provided/february_30.sta": "lines.day_unreadable",
    "mt940/self-provided/invalid_statement.sta": "mt940.no_statement",
    "mt940/self-provided/malformed_details.sta": "lines.balance_differs",
    "mt940/self-provided/mt942.sta": "lines.sum_differs",
    "mt940/self-provided/multiline.sta": "mt940.entry_outside",
    "mt940/self-provided/overly_long_details.sta": "lines.balance_differs",
    "mt940/self-provided/raiffeisen-cmi.sta": "lines.balance_differs",
    "mt940/self-provided/sparkassen.sta": "mt940.entry_outside",
    "mt940/self-provided/transaction_details_wrapped.sta": "lines.day_unreadable",
    "mt940/self-provided/whitespace.sta": "lines.balance_differs",
    "mt940/self-provided/wrapped_timestamp.sta": "lines.day_unreadable",
    "mt940/tryton/MT940-optional.txt": "lines.currency_missing",
    # What companies write themselves, what is no file of Autogiro, and contents that are not read.
    "autogiro/andringslista-new.txt": "autogiro.content",
    "autogiro/medgivande-new.txt": "autogiro.content",
    "autogiro/byrokrat/amendment-request-parser-1.txt": "autogiro.ours",
    "autogiro/byrokrat/amendment-request-parser-3.txt": "autogiro.ours",
    "autogiro/byrokrat/amendment-request-writer-1.txt": "autogiro.ours",
    "autogiro/byrokrat/basic-parser-behavior-1.txt": "autogiro.ours",
    "autogiro/byrokrat/basic-parser-behavior-3.txt": "autogiro.ours",
    "autogiro/byrokrat/bgmax-parser-1.txt": "autogiro.not_autogiro",
    "autogiro/byrokrat/mandate-extract-parser-1.txt": "autogiro.not_autogiro",
    "autogiro/byrokrat/mandate-request-parser-1.txt": "autogiro.ours",
    "autogiro/byrokrat/mandate-request-parser-3.txt": "autogiro.ours",
    "autogiro/byrokrat/mandate-request-writer-1.txt": "autogiro.ours",
    "autogiro/byrokrat/payment-extract-parser-1.txt": "autogiro.content",
    "autogiro/byrokrat/payment-request-parser-1.txt": "autogiro.ours",
    "autogiro/byrokrat/payment-request-parser-3.txt": "autogiro.ours",
}

SAMPLES = {path.relative_to(STANDARDS).as_posix(): (reader, path) for reader, path in samples(STANDARDS)} if STANDARDS.is_dir() else {}
needs_samples = pytest.mark.skipif(not SAMPLES, reason="the sample files (../shared/standards/samples) are not on this machine")
WHOLE = [name for name in SAMPLES if name not in REFUSED]


def cents(text: str) -> Decimal:
    return Decimal(text).scaleb(-2)


def plain_mt940(text: str) -> list[Decimal]:
    """Every movement by one pattern; what a report within the day shows is not booked."""
    booked = [part for part in re.split(r"(?m)^:20:", text) if ":13D:" not in part]
    found = re.findall(r"(?m)^:61:\d{6}(?:\d{4}|    )?(R?[CD])[A-Z]?(\d+,\d*|\d+(?=N))", "\n".join(booked))
    return [Decimal(amount.replace(",", ".").rstrip(".")) * (1 if mark in ("C", "RD") else -1) for mark, amount in found]


def plain_bgmax(text: str) -> list[Decimal]:
    return [cents(line[50:68]) for line in text.splitlines() if line.startswith("15")]


def plain_autogiro(text: str) -> list[Decimal]:
    signs = {"15": 1, "16": -1, "17": -1}
    return [signs[line[:2]] * cents(line[50:68]) for line in text.splitlines() if line[:2] in signs]


def plain_ktl(text: str) -> list[Decimal]:
    return [cents(line[7:18]) - cents(line[24:35]) for line in text.splitlines() if line.startswith("9")]


def plain_tito(text: str) -> list[Decimal]:
    return [
        cents(line[88:106]) * (-1 if line[87] == "-" else 1)
        for line in text.splitlines()
        if line.startswith("T10") and line[187:188] in " 0"
    ]


def plain_ocr_no(text: str) -> list[Decimal]:
    return [cents(line[24:41]) for line in text.splitlines() if line.startswith("NY000089")]


PLAIN = {
    "mt940": plain_mt940,
    "bgmax": plain_bgmax,
    "autogiro": plain_autogiro,
    "ktl": plain_ktl,
    "tito": plain_tito,
    "ocr-no": plain_ocr_no,
}


@needs_samples
@pytest.mark.parametrize("name", WHOLE)
def test_the_sum_of_a_sample_is_that_of_the_file_by_the_simplest_means(name):
    reader, path = SAMPLES[name]
    amounts = PLAIN[reader.format](path.read_bytes().decode("latin-1"))

    assert sum(statement.totals.net for statement in read_sample(reader, path)) == sum(amounts)


@needs_samples
@pytest.mark.django_db  # the reader of tables asks for its mappings
@pytest.mark.parametrize("name", WHOLE)
def test_a_sample_is_known_by_its_beginning(name):
    reader, path = SAMPLES[name]

    assert reader_for(path.read_bytes()[:4096]) == reader


@needs_samples
@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_sample_that_is_no_whole_statement_is_refused(name, code):
    with pytest.raises(CannotReadLines) as refused:
        read_sample(*SAMPLES[name])

    assert refused.value.code == code


@needs_samples
def test_the_table_in_the_documentation_is_what_the_readers_do():
    with translation.override("en"):
        assert table(STANDARDS) in DOCUMENT.read_text()

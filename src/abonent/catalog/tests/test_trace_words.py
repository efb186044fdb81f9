"""Why an amount is what it is, in the reader's words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.rules.trace_words import WORDS, trace_lines

NAMES = {"sv": "Dagbladet", "en": "The Daily"}
LISTED = {
    "code": "price.listed",
    "product": NAMES,
    "price_list": {"en": "Consumer 2026"},
    "valid_from": "2026-01-01",
    "term_kind": "fixed",
    "term_unit": "month",
    "term_length": 12,
    "amount": "2929.00",
}
SAMPLES = {
    "price.listed": LISTED,
    "price.of_group": {**LISTED, "code": "price.of_group", "price_group": {"en": "Students"}, "quantity_from": 5, "weekdays": 112},
    "price.of_customer": {**LISTED, "code": "price.of_customer"},
    "price.agreed": {**LISTED, "code": "price.agreed"},
    "price.promotion": {
        "code": "price.promotion",
        "promotion": {"en": "Spring"},
        "promotion_code": "SPRING3",
        "from_term": 1,
        "until_term": 3,
        "percent_off": "50",
        "amount": "164.50",
    },
    "price.promotion_not_better": {
        "code": "price.promotion_not_better",
        "promotion": {"en": "Spring"},
        "promotion_code": "SPRING3",
        "from_term": 1,
        "until_term": 1,
        "promised": "349.00",
        "amount": "329.00",
    },
    "price.discount": {
        "code": "price.discount",
        "discount": {"en": "Winter"},
        "discount_code": "WINTER10",
        "percent_off": "10",
        "base": "running",
        "taken": "292.90",
        "amount": "2636.10",
    },
    "price.no_discount": {
        "code": "price.no_discount",
        "discount": {"en": "Winter"},
        "discount_code": "WINTER10",
        "why": "quantity",
        "from": 5,
        "has": 1,
    },
    "price.retention": {"code": "price.retention", "percent_off": "20", "taken": "585.80", "amount": "2343.20"},
    "price.copies": {"code": "price.copies", "copies": 3, "amount": "8787.00"},
    "price.rounded": {"code": "price.rounded", "amount": "100.00"},
    "price.part": {"code": "price.part", "name": {"en": "Paper"}, "tax_category": "press_print", "amount": "2343.20"},
    "commission.terms": {
        "code": "commission.terms",
        "from": "2026-01-01",
        "product": {"en": "The Daily"},
        "percent": "12.5",
        "per_copy": "0",
        "per_order": "0",
        "amount": "-292.90",
    },
}


def test_a_step_says_what_was_done_where_that_stands_and_what_it_came_to():
    line = trace_lines([LISTED], "en")[0]
    assert (line.text, line.source, line.amount) == ("The Daily, 1 year", "Consumer 2026 from 1 Jan 2026", Decimal("2929.00"))


def test_names_are_in_the_readers_language_and_else_in_the_first_that_is_filled():
    line = trace_lines([LISTED], "sv")[0]
    assert line.text.startswith("Dagbladet")
    assert "Consumer 2026" in line.source


def test_a_group_price_names_the_group_the_quantity_and_the_days():
    source = trace_lines([SAMPLES["price.of_group"]], "en")[0].source
    assert source == "Consumer 2026 from 1 Jan 2026, for 5 or more, Fri\N{EN DASH}Sun, price of the group Students"


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("language", ["en", "sv", "fi", "pl", "hu"])
def test_every_step_has_words_in_every_language(code, language):
    line = trace_lines([SAMPLES[code]], language)[0]
    assert line.text
    assert line.source
    assert "%(" not in line.text + line.source


def test_a_step_of_a_later_version_shows_its_code():
    assert trace_lines([{"code": "price.moon", "amount": "1.00"}], "en")[0].text == "price.moon"

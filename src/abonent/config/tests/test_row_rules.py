"""A question that a screen asks of a company's rows names its viewer, so that the database shows only the rows he may see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from abonent.config.tests.source import PACKAGE, tables
from abonent.kit import statements

# Modules that answer a screen; operations and runs act for an entity that was checked before.
ASKS_FOR_A_SCREEN = re.compile(r"(queries|tiles|panels|facts|search|at_hand)\.py$|/views/")
ASKED = re.compile(r'statements\.\w+\(\s*"([a-z_]+/[a-z_]+)"')

# Statement -> why it needs no viewer.
WITHOUT_A_VIEWER = {
    "catalog/compared_prices": "compares two versions that the page has fetched by the row rule",
    "distribution/changes_counted": "answers for two lists that the page has fetched by the row rule",
    "distribution/circulation_differences": "answers for an issue that the page has fetched by the row rule",
    "distribution/circulation_lists": "answers for issues that the page has fetched by the row rule",
    "distribution/doors_around_route": "of the company of a route that the page has fetched by the row rule",
    "distribution/doors_of_route": "of a route that the page has fetched by the row rule",
    "distribution/routes_of_coverage": "of a distribution that the page has fetched by the row rule",
    "distribution/draws_of_outlets": "answers for outlets that the page has fetched by the row rule",
    "distribution/inserts_counted": "answers for an issue that the page has fetched by the row rule",
    "distribution/matches_of_places": "of the stretches it names, the page fetches those that the row rule shows",
    "distribution/route_of_doors": "answers for complaints that the page has fetched by the row rule, each in its own company",
    "subscriptions/issue_destinations": "answers for the rows that are handed over; what a screen hands over names its viewer",
}


def questions() -> list[tuple[str, str]]:
    """(module, statement) of every question that a screen may ask."""
    found = []
    for path in sorted(Path(PACKAGE).rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if ASKS_FOR_A_SCREEN.search(f"/{place}") and "/tests/" not in place:
            found += [(place, name) for name in ASKED.findall(path.read_text())]
    return found


def tables_of_companies() -> set[str]:
    """Tables whose rows belong to a legal entity, or hang on one that does."""
    models = [model for model in apps.get_models() if model.__module__.startswith("abonent.")]
    owned = {model for model in models if any(field.name == "entity" for field in model._meta.fields)}
    while hanging := {
        model
        for model in models
        if model not in owned and any(field.is_relation and field.related_model in owned and not field.null for field in model._meta.fields)
    }:
        owned |= hanging
    return {model._meta.db_table for model in owned}


@pytest.mark.parametrize(("place", "name"), questions())
def test_a_question_about_a_companys_rows_names_its_viewer(place: str, name: str):
    statement = statements.load(name)
    read, written = tables(statement)
    if written or not (read & tables_of_companies()) or name in WITHOUT_A_VIEWER:
        return
    assert "%(viewer)s" in statement.sql, f"{place} asks {name} without a viewer"


def test_the_questions_are_found_and_the_exceptions_still_there():
    asked = {name for _place, name in questions()}
    assert {"ledger/balances", "desk/strip_next", "subscriptions/issue_destinations"} <= asked
    assert set(WITHOUT_A_VIEWER) <= asked
    assert {"invoice", "invoice_line", "term", "payment", "bank_line"} <= tables_of_companies()
    assert not {"customer", "place", "currency"} & tables_of_companies()

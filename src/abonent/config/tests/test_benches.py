"""Every bench runs from end to end at a size of no weight, and prints the shape that scripts rely on."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from abonent.config.command_line import abonent
from abonent.connectors.einvoices.testing import SCHEMAS
from abonent.kit import benches
from abonent.simulation.testing import a_database_like

SIZES = {
    "billing": "--customers 400 --subscriptions 200 --due 100",
    "renewal": "--subscriptions 200 --situations 3",
    "price_change": "--subscriptions 200 --situations 3",
    "copies": "--subscriptions 200",
    "deferred": "--subscriptions 200",
    "distribution": "--subscriptions 200 --routes 5",
    "import": "--rows 400",
    "search": "--customers 400",
    "duplicates": "--customers 400",
    "bank": "--entries 200",
    "pages": "--customers 400",
    "lists": "--customers 400",
    "documents": "--documents 60",
    "einvoice": f"--documents 8 --rules {SCHEMAS}",
}


@pytest.mark.parametrize("bench", SIZES)
def test_a_bench_runs_and_prints_its_result(bench, blank_database, django_db_blocker, monkeypatch, settings, tmp_path):
    if bench == "einvoice":
        settings.HOME = tmp_path
        if not SCHEMAS.is_dir():
            pytest.skip("the official rules (../shared/standards) are not on this machine")
    monkeypatch.setattr(benches, "throw_away_database", lambda _name: a_database_like(blank_database))
    with django_db_blocker.unblock():
        result = CliRunner().invoke(abonent, ["bench", bench, *SIZES[bench].split(), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert set(printed) == {"bench", "rows", "seconds", "floor_seconds", "ratio", "peak_mb", "detail"}
    assert printed["bench"] == bench
    assert printed["rows"] > 0
    if bench == "distribution":
        assert printed["detail"]["files"] > printed["detail"]["lists"], "books, labels and the summary of routes are files as well"
    assert set(printed["detail"]["yardstick"]) == {"python_loop_seconds", "pgbench_tps"}

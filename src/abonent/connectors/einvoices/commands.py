"""`abonent rules add FILE`, `abonent rules list`, `abonent bench einvoice`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from abonent.connectors.einvoices.benches import bench_einvoice
from abonent.connectors.einvoices.rule_sets import RULE_SETS, Pack, add_rules, pack_of, packs
from abonent.kit.command_output import emit, json_option


@click.command("add")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@json_option
def add(source: Path) -> None:
    """Take in official rules from a ZIP archive or a folder, as their publisher gives them."""
    pack = add_rules(source)
    held = [rule_set.label for rule_set in RULE_SETS if pack.has(rule_set)]
    text = _("%(name)s taken in: %(rules)s.") % {"name": pack.name, "rules": ", ".join(held)}
    emit({"pack": pack.name, "sha256": pack.sha256, "rules": held}, text=text)


@click.command("list")
@json_option
def list_rules() -> None:
    """Say which rules are here, of which version, and which are missing."""
    known = packs()
    rows = {rule_set.label: pack_of(rule_set, known) for rule_set in RULE_SETS}
    emit({"rules": [_as_json(label, pack) for label, pack in rows.items()]}, text="\n".join(_line(*row) for row in rows.items()))


def _as_json(label: str, pack: Pack | None) -> dict[str, Any]:
    return {"rules": label, "pack": pack and pack.name, "sha256": pack and pack.sha256, "added_at": pack and pack.added_at}


def _line(label: str, pack: Pack | None) -> str:
    if pack is None:
        return _("%(rules)s: missing. Documents that need it wait.") % {"rules": label}
    return f"{label}: {pack.name}, {pack.sha256[:12]}, {pack.added_at[:10]}"


@click.command("einvoice")
@click.option("--documents", type=click.IntRange(min=1), default=500, show_default=True, help="How many are built and checked.")
@click.option("--rules", type=click.Path(exists=True, path_type=Path), help="Rules to take in first, as `abonent rules add` does.")
@json_option
def einvoice_bench(documents: int, rules: Path | None) -> None:
    """Build e-invoices of posted documents and check them, beside the checks alone."""
    if rules is not None:
        add_rules(rules)
    result = bench_einvoice(documents=documents).as_json()
    detail = result["detail"]
    text = (
        f"{result['rows']:,} documents built and checked in {result['seconds']} s, checks alone {result['floor_seconds']} s "
        f"({result['ratio']} of it); {detail['findings']} findings. Yardstick: {detail['yardstick']}"
    )
    emit(result, text=text)


COMMANDS: dict[str, list[click.Command]] = {"rules": [add, list_rules], "bench": [einvoice_bench]}

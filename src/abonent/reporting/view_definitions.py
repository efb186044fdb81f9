"""The views as their files have them: what each tells, its columns, and the SQL with the rule of who sees which rows.

A definition opens with one sentence and a line for each column. Its SQL says `:my_companies` for the companies that the log-in
reads, `:my_customers` for the condition on `customer` that he is one of theirs, `:with_national_ids` and `:today`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib.resources import files

SCHEMA = "reporting"
_COLUMN = re.compile(r"^-- (\w+) {2,}(\S.*)$")

# Views, and columns of any view, that tell of a part of the product: a firm without it need not read of them.
_VIEWS_OF = {"subscriptions": ("subscription", "term")}
_COLUMNS_OF = {"editions": ("copies",)}

# Each may say those that stand after it.
MEANT = {
    ":my_customers": """(
        (SELECT EXISTS (SELECT :mine AND reading_login.entity_id IS NULL))
        OR customer.id IN (
            SELECT record.canonical_id FROM customer AS record WHERE record.id IN (
                SELECT subscription.subscriber_id FROM subscription WHERE subscription.entity_id IN (:my_companies)
                UNION SELECT subscription.payer_id FROM subscription WHERE subscription.entity_id IN (:my_companies)
                UNION SELECT receivable.customer_id FROM receivable WHERE receivable.entity_id IN (:my_companies)
                UNION SELECT payment.customer_id FROM payment WHERE payment.entity_id IN (:my_companies)
                UNION SELECT customer_product.customer_id
                    FROM customer_product
                    JOIN product ON product.id = customer_product.product_id
                    WHERE product.entity_id IN (:my_companies)
            )
        )
    )""",
    ":with_national_ids": "(SELECT EXISTS (SELECT :mine AND reading_login.with_national_ids))",
    ":today": """(
        abonent_now() AT TIME ZONE coalesce(
            (SELECT min(legal_entity.zone) FROM legal_entity WHERE legal_entity.id IN (:my_companies)), 'Europe/Stockholm'
        )
    )::date""",
    ":my_companies": """
        SELECT legal_entity.id
        FROM legal_entity
        WHERE EXISTS (SELECT :mine AND (reading_login.entity_id IS NULL OR reading_login.entity_id = legal_entity.id))""",
    ":mine": "FROM reading_login WHERE reading_login.role_name = session_user AND reading_login.ended_at IS NULL",
}


@dataclass(frozen=True)
class Definition:
    """A view: its name, what it tells, its columns with what they say, and the SQL as the file has it."""

    name: str
    says: str
    columns: dict[str, str]
    sql: str

    @property
    def whole_sql(self) -> str:
        """The SQL with the rules written out."""
        whole = self.sql
        for place, meant in MEANT.items():
            whole = whole.replace(place, meant)
        return whole


def definitions() -> list[Definition]:
    """Every view, by name."""
    found = sorted(
        (file for file in files("abonent.reporting").joinpath("definitions").iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    return [_read(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in found]


def definitions_without(parts_off: Collection[str]) -> list[Definition]:
    """Every view as a firm meets it that does without some parts: they are all there in the database, empty or always 1."""
    views = {name for part in parts_off for name in _VIEWS_OF.get(part, ())}
    columns = {name for part in parts_off for name in _COLUMNS_OF.get(part, ())}
    return [
        replace(view, columns={name: says for name, says in view.columns.items() if name not in columns})
        for view in definitions()
        if view.name not in views
    ]


def _read(name: str, text: str) -> Definition:
    head = [line for line in text.splitlines() if line.startswith("--")]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--")).strip()
    columns = {match[1]: match[2].strip() for line in head if (match := _COLUMN.match(line))}
    says = " ".join(line.lstrip("- ") for line in head if not _COLUMN.match(line))
    return Definition(name, says, columns, body)


def as_markdown() -> str:
    """The page docs/formats/views.md."""
    parts = [HEAD]
    for view in definitions():
        rows = "\n".join(f"| `{column}` | {says} |" for column, says in view.columns.items())
        parts.append(f"## {SCHEMA}.{view.name}\n\n{view.says}\n\n| column | what it says |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


HEAD = """# Views for other systems

Written by `abonent views document`; a test compares it with the views in the database.

Other systems of the publisher - advertising, editorial, a BI program, a spreadsheet - read the schema `reporting` of the same
database. The views are live: what a clerk saves is there at once. They are stable: a column keeps its name and meaning; new ones
are added behind. Nothing can be written through them.

An administrator makes a log-in for each system, under *Other systems* or by `abonent views login NAME`. It reads these views and
nothing else: rows of all companies, or of one. A log-in of one company sees the customers that have something to do with it: a
subscription, a document, a payment, a status with a product. A log-in that was taken back reads nothing, at once.

Personal data: what a system reads it holds from then on, outside of this program. Whoever makes a log-in answers for the purpose,
which is written down with it. Personal numbers are empty unless the log-in was made with them. When a customer is erased his rows
here lose who he was; the copies that others made are theirs to erase.
"""

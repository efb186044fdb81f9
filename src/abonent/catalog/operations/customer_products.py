"""Say what customers are to products, one or many; take it away, and take either back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import CustomerProduct, Product, ProductStatus
from abonent.customers.models import Customer
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import record_act

# Somebody waits for it, as in the register's own bulk acts.
MOST_AT_ONCE = 20_000
Pair = tuple[int, int]


class CannotSetStatus(Refusal):
    """A status with a product that is not given."""

    sentences = {
        "product_status.nothing_to_change": _("That is noted already. Nothing is changed."),
        "product_status.retired": _("The status %(status)s is not in use any more. Choose another."),
        "product_status.too_many": _("At most %(most)s customers can be changed at once. Narrow the view with a filter."),
        "product_status.none": _("The customer has no status with this product any more."),
    }


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of a customer and a product. With `keeps_rest` seller, source and note stay where something was said before."""

    status: ProductStatus
    since: date
    seller: StaffUser | None = None
    source: str = ""
    note: str = ""
    keeps_rest: bool = False


def set_product_status(*, customer: Customer, product: Product, said: Said, actor: StaffUser | None, today: date) -> Act:
    """Say what a customer is to a product, from now on instead of what he was."""
    return set_product_statuses(pairs=[(customer.canonical_id, product.pk)], said=said, actor=actor, today=today)


def set_product_statuses(*, pairs: Sequence[Pair], said: Said, actor: StaffUser | None, today: date) -> Act:
    """Say the same of many customers and products: one statement, one act; the act counts those that were not as said."""
    if len(pairs) > MOST_AT_ONCE:
        raise CannotSetStatus("product_status.too_many", most=MOST_AT_ONCE)
    if said.status.retired:
        raise CannotSetStatus("product_status.retired", status=str(said.status))
    with change_by(actor, "set_product_status"):
        written = statements.rows(
            "catalog/set_product_statuses",
            **_columns(pairs),
            status=said.status.pk,
            since=said.since,
            seller=said.seller.pk if said.seller else None,
            known_from=said.source,
            note=said.note,
            keep=said.keeps_rest,
        )
        if not written:
            raise CannotSetStatus("product_status.nothing_to_change")
        inverse = {
            "verb": "put_product_statuses_back",
            "before": [_plain(row) for row in written if row.status is not None],
            "new": [[row.customer, row.product] for row in written if row.status is None],
            "after": {"status": said.status.pk, "since": said.since.isoformat()},
        }
        return _recorded(actor, "set_product_status", [row.id for row in written], inverse)


def remove_product_status(*, customer: Customer, product: Product, actor: StaffUser | None, today: date) -> Act:
    """Say nothing of a customer and a product any more; what was said stays in the history."""
    pairs = [(one, product.pk) for one in customer.merged_ids]
    with change_by(actor, "remove_product_status"):
        removed = statements.rows("catalog/remove_product_statuses", **_columns(pairs), only_status=None, only_since=None)
        if not removed:
            raise CannotSetStatus("product_status.none")
        inverse = {"verb": "put_product_statuses_back", "before": [_plain(row) for row in removed], "new": [], "after": {}}
        return _recorded(actor, "remove_product_status", [row.id for row in removed], inverse)


def put_product_statuses_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Let each be what it was, unless somebody has said something else since."""
    after = arguments["after"]
    unchanged = {"only_status": after.get("status"), "only_since": after.get("since")}
    with change_by(actor, "put_product_statuses_back"):
        if arguments["new"]:
            statements.rows("catalog/remove_product_statuses", **_columns(arguments["new"]), **unchanged)
        statements.run("catalog/put_product_statuses_back", before=json.dumps(arguments["before"]), **unchanged)


def customers_and_products_of(arguments: Mapping[str, Any]) -> tuple[set[int], set[int]]:
    """The customers and the products that an inverse is about."""
    pairs = [(row["customer"], row["product"]) for row in arguments["before"]] + arguments["new"]
    return {customer for customer, _product in pairs}, {product for _customer, product in pairs}


def pairs_of(rows: Any) -> list[Pair]:
    """The customer and the product of each row of a list."""
    return list(rows.order_by("pk").values_list("customer__canonical_id", "product_id"))


def _columns(pairs: Sequence[Sequence[int]]) -> dict[str, list[int]]:
    return {"customers": [customer for customer, _product in pairs], "products": [product for _customer, product in pairs]}


def _plain(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("customer", "product", "status", "since", "seller", "source", "note")}


def _recorded(actor: StaffUser | None, verb: str, subject_ids: list[int], inverse: dict[str, Any]) -> Act:
    kind = CustomerProduct._meta.db_table
    return record_act(actor=actor, verb=verb, subject_kind=kind, subject_ids=subject_ids, inverse=inverse)

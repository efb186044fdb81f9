"""Take the orders of a file: the rows without faults, by the very operation that takes an order at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Price, Product
from abonent.customers.models import Customer
from abonent.imports.models import ImportBatch
from abonent.kit import statements
from abonent.subscriptions.models import Agent, StagedOrder
from abonent.subscriptions.models.subscription import NOT_DELIVERED
from abonent.subscriptions.operations.start import Order, start_subscriptions
from abonent.subscriptions.queries import leading_edition

ELECTRONIC = "electronic"


def take_imported_orders(*, batch: ImportBatch, actor: StaffUser | None, today: date) -> None:
    """Take the new orders of a batch, all or none, in the transaction of its commit; each row learns which subscription it has become."""
    rows = list(StagedOrder.objects.filter(batch_id=batch.pk, outcome="new").order_by("line"))
    taken = start_subscriptions(orders=_orders(rows), actor=actor, today=today)
    lines, subscriptions = [row.line for row in rows], [one.pk for one in taken]
    statements.run("subscriptions/name_imported_orders", batch=batch.pk, order_lines=lines, subscriptions=subscriptions)


def _orders(rows: Sequence[StagedOrder]) -> list[Order]:
    """What the rows order; all that they name is asked for once."""
    customers = Customer.objects.in_bulk({row.customer_id for row in rows if row.customer_id})
    related = ("product__entity", "version__price_list")
    prices = Price.objects.select_related(*related).in_bulk({row.price_id for row in rows if row.price_id})
    agents = Agent.objects.select_related("customer").in_bulk({row.agent_id for row in rows if row.agent_id})
    products = {price.product_id: price.product for price in prices.values()}
    media = {key: _medium(product) for key, product in products.items()}
    return [_order(row, customers[row.customer_id or 0], prices[row.price_id or 0], agents.get(row.agent_id or 0), media) for row in rows]


def _order(row: StagedOrder, subscriber: Customer, price: Price, agent: Agent | None, media: dict[int, str]) -> Order:
    return Order(
        product=price.product,
        price_list=price.version.price_list,
        subscriber=subscriber,
        agent=agent,
        starts_on=date.fromisoformat(row.starts_on),
        term_kind=price.term_kind,
        term_unit=price.term_unit,
        term_length=price.term_length,
        copies=int(row.copies),
        delivery_method=media[price.product_id] or row.delivery,
        sales_channel="agent" if agent else "desk",
        reference=row.reference,
    )


def _medium(product: Product) -> str:
    """How a product comes where that is no choice; the empty text where it is printed."""
    edition = leading_edition(product)
    if edition is None:
        return NOT_DELIVERED
    return ELECTRONIC if edition.medium == Edition.ELECTRONIC else ""

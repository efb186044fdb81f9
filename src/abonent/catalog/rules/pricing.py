"""What a term costs and why: pure functions of a situation and the prices in force.

A *situation* is all that a price depends on; half a million subscriptions have a few thousand. It is priced once, with a trace: the
rules that applied, their inputs, and the amount after each. The worked table is docs/algorithms/pricing.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.catalog.rules.discounts import UNTOLD, Discount, OrderedTerm, Verdict, discounted
from abonent.catalog.rules.promotions import PromotedStep, promoted_price
from abonent.kit.money import round_amount, split_amount

Names = Mapping[str, str]

NO_PRICE_LIST = "no_price_list"
NO_PRICE = "no_price"
NO_SHARES = "no_shares"

MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True)
class OrderLine:
    """What the payer has or has ordered by the price list, and how many times exactly that."""

    product_id: int
    term_kind: str
    term_unit: str
    term_length: int
    weekdays: int
    copies: int
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that the price of a term depends on. Group and customer are empty unless the price list knows them.

    `promotion_step_id` is the step of a promotion that the term is in; with a length of its own `term_length` is that. `agreed_price`
    is what one copy costs in place of what the list says, `retention_percent` what is taken off all of it for whoever wanted to stop.
    `discounts_from` is the latest day on which a discount of the list began or
    ended. `order_lines` is the whole order, this term's line among it; empty where that is all, or where no discount looks at the whole.
    """

    product_id: int
    version_id: int | None
    shares_from: date | None
    term_kind: str
    term_unit: str
    term_length: int
    weekdays: int
    copies: int
    price_group_id: int | None = None
    customer_id: int | None = None
    promotion_step_id: int | None = None
    agreed_price: Decimal | None = None
    retention_percent: Decimal | None = None
    discounts_from: date | None = None
    order_lines: tuple[OrderLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListedPrice:
    """A row of a price list: what one copy costs for one term. Empty: any pattern, everybody."""

    unit_price: Decimal
    weekdays: int | None = None
    quantity_from: int = 1
    price_group_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ListedVersion:
    """A price list as it stands from a day on."""

    version_id: int
    price_list_id: int
    name: Names
    valid_from: date
    currency: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Component:
    """A part of a product, with the weight it has in the price."""

    ordinal: int
    name: Names
    tax_category: str
    revenue_class: str
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class PricedProduct:
    """What pricing knows of a product; `components` by the day from which their shares hold."""

    product_id: int
    name: Names
    deferred: bool
    unit_id: int | None
    components: Mapping[date, Sequence[Component]]


TermKey = tuple[int, int, str, str, int]


@dataclass(frozen=True, kw_only=True)
class PriceBook:
    """The part of the price lists that a set of situations needs. Prices by version, product, kind, unit and length of a term.

    `discounts` are those of the price list, by version.
    """

    versions: Mapping[int, ListedVersion]
    products: Mapping[int, PricedProduct]
    prices: Mapping[TermKey, Sequence[ListedPrice]]
    group_names: Mapping[int, Names] = field(default_factory=dict)
    promotion_steps: Mapping[int, PromotedStep] = field(default_factory=dict)
    discounts: Mapping[int, Sequence[Discount]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A component's part of an amount."""

    component: Component
    amount: Decimal


@dataclass(frozen=True)
class Priced:
    """The price of a situation. The parts sum to the amount; the trace is a list of steps in plain JSON.

    `unit_price` is that of one copy with all discounts; `verdicts` say of every discount of the list what became of it.
    """

    unit_price: Decimal
    amount: Decimal
    version: ListedVersion
    parts: tuple[Part, ...]
    trace: tuple[dict[str, Any], ...]
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Unpriced:
    """Why a situation cannot be priced: `no_price_list`, `no_price` or `no_shares`."""

    reason: str


def price_situation(situation: Situation, book: PriceBook, *, exponent: int = 2) -> Priced | Unpriced:
    """Price one term of all copies. `exponent` is the number of decimals of the currency."""
    version = book.versions.get(situation.version_id) if situation.version_id else None
    if version is None:
        return Unpriced(NO_PRICE_LIST)
    unit = _unit_price(situation, book, version)
    if unit is None:
        return Unpriced(NO_PRICE)
    product = book.products[situation.product_id]
    components = product.components.get(situation.shares_from) if situation.shares_from else None
    if not components or not any(component.share for component in components):
        return Unpriced(NO_SHARES)
    undiscounted = round_amount(unit.price * situation.copies, exponent=exponent)
    listed = round_amount(unit.listed * situation.copies, exponent=exponent)
    term = _ordered_term(situation, book, version, listed)
    discounts = book.discounts.get(version.version_id, ()) if situation.discounts_from else ()
    ordered, verdicts = discounted(discounts, term, listed=listed, amount=undiscounted, exponent=exponent)
    amount = _retained(ordered, situation.retention_percent, exponent)
    parts = split_to_components(amount, components, exponent=exponent)
    trace = (
        *unit.trace,
        *_steps_to_amount(situation, unit.price, undiscounted),
        *_discount_steps(verdicts),
        *_retention_steps(situation, ordered, amount),
        *_part_steps(parts),
    )
    unit_price = unit.price if amount == undiscounted else (amount / situation.copies).quantize(MILLIONTH)
    return Priced(unit_price, amount, version, parts, trace, verdicts)


def most_particular(situation: Situation, prices: Sequence[ListedPrice]) -> ListedPrice | None:
    """The row that wins: the customer's own before the group's before everybody's; then the exact pattern; then the highest step."""
    fitting = [price for price in prices if _fits(situation, price)]
    return max(fitting, key=_particularity, default=None)


def split_to_components(amount: Decimal, components: Sequence[Component], *, exponent: int = 2) -> tuple[Part, ...]:
    """Split an amount to components by their shares, by largest remainder; the parts sum to the amount."""
    amounts = split_amount(amount, [component.share for component in components], exponent=exponent)
    return tuple(Part(component, part) for component, part in zip(components, amounts, strict=True))


def trace_digest(trace: Sequence[Mapping[str, Any]]) -> str:
    """The name under which a trace is stored once: sha256 of its canonical JSON."""
    text = json.dumps(trace, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _fits(situation: Situation, price: ListedPrice) -> bool:
    return (
        price.quantity_from <= situation.copies
        and price.weekdays in (None, situation.weekdays)
        and price.price_group_id in (None, situation.price_group_id)
        and price.customer_id in (None, situation.customer_id)
    )


def _particularity(price: ListedPrice) -> tuple[bool, bool, bool, int]:
    return price.customer_id is not None, price.price_group_id is not None, price.weekdays is not None, price.quantity_from


@dataclass(frozen=True)
class _UnitPrice:
    """What one copy costs, what it would by the list, and the steps that led there."""

    price: Decimal
    listed: Decimal
    trace: tuple[dict[str, Any], ...]


def _unit_price(situation: Situation, book: PriceBook, version: ListedVersion) -> _UnitPrice | None:
    """The list price of one copy, less what a promotion gives; None where nobody entered a price."""
    promoted = book.promotion_steps[situation.promotion_step_id] if situation.promotion_step_id else None
    if promoted and promoted.step.own_length is not None:
        price = promoted_price(promoted.step, None)
        return _UnitPrice(price, price, (_promotion_step(promoted, situation, None, price),)) if price is not None else None
    listed = _agreed(situation) or _listed(situation, book, version)
    if listed is None:
        return None
    listed_step = _listed_step(situation, book, version, listed)
    price = promoted_price(promoted.step, listed.unit_price) if promoted else None
    if promoted is None or price is None:
        return _UnitPrice(listed.unit_price, listed.unit_price, (listed_step,))
    return _UnitPrice(price, listed.unit_price, (listed_step, _promotion_step(promoted, situation, listed.unit_price, price)))


def _ordered_term(situation: Situation, book: PriceBook, version: ListedVersion, listed: Decimal) -> OrderedTerm:
    """The term with the whole order that it is part of; without other lines it is the whole."""
    copies: dict[int, int] = {}
    value = Decimal(0)
    for line in situation.order_lines:
        copies[line.product_id] = copies.get(line.product_id, 0) + line.copies * line.times
        value += _line_value(line, situation, book, version)
    return OrderedTerm(
        product_id=situation.product_id,
        copies=situation.copies,
        on=situation.discounts_from or version.valid_from,
        order_copies=copies or {situation.product_id: situation.copies},
        order_value=value if situation.order_lines else listed,
        price_group_id=situation.price_group_id,
        customer_id=situation.customer_id,
        promoted=situation.promotion_step_id is not None,
    )


def _line_value(line: OrderLine, situation: Situation, book: PriceBook, version: ListedVersion) -> Decimal:
    """What one term of a line costs by the list, for the same payer; nothing where the list has no price for it."""
    terms = {name: getattr(line, name) for name in ("product_id", "term_kind", "term_unit", "term_length", "weekdays", "copies")}
    listed = _listed(replace(situation, **terms), book, version)
    return listed.unit_price * line.copies * line.times if listed else Decimal(0)


def _agreed(situation: Situation) -> ListedPrice | None:
    return ListedPrice(unit_price=situation.agreed_price) if situation.agreed_price is not None else None


def _listed(situation: Situation, book: PriceBook, version: ListedVersion) -> ListedPrice | None:
    key = (version.version_id, situation.product_id, situation.term_kind, situation.term_unit, situation.term_length)
    return most_particular(situation, book.prices.get(key, ()))


def _promotion_step(promoted: PromotedStep, situation: Situation, listed: Decimal | None, price: Decimal) -> dict[str, Any]:
    step, terms = promoted.step, promoted.step.terms
    told: dict[str, Any] = {
        "code": "price.promotion",
        "promotion": dict(promoted.promotion),
        "promotion_code": promoted.code,
        "from_term": promoted.from_term,
        "until_term": promoted.from_term + terms - 1,
        "amount": _plain(price),
    }
    if step.percent_off is not None:
        told["percent_off"] = str(step.percent_off.normalize())
    elif step.own_length is not None:
        told |= {"term_unit": situation.term_unit, "term_length": step.own_length}
    elif price == listed and step.unit_price != listed:
        told |= {"code": "price.promotion_not_better", "promised": _plain(step.unit_price or Decimal(0))}
    return told


def _steps_to_amount(situation: Situation, unit_price: Decimal, amount: Decimal) -> tuple[dict[str, Any], ...]:
    if situation.copies != 1:
        return ({"code": "price.copies", "copies": situation.copies, "amount": str(amount)},)
    return ({"code": "price.rounded", "amount": str(amount)},) if amount != unit_price else ()


def _discount_steps(verdicts: Sequence[Verdict]) -> tuple[dict[str, Any], ...]:
    """What each discount took, and why others of concern took nothing."""
    return tuple(_discount_step(verdict) for verdict in verdicts if verdict.why_not not in UNTOLD)


def _discount_step(verdict: Verdict) -> dict[str, Any]:
    discount = verdict.discount
    told: dict[str, Any] = {"code": "price.discount", "discount": dict(discount.name), "discount_code": discount.code}
    if verdict.why_not:
        return told | {"code": "price.no_discount", "why": verdict.why_not, **verdict.figures}
    if discount.percent_off is not None:
        told |= {"percent_off": f"{discount.percent_off.normalize():f}", "base": discount.base}
    elif discount.amount_off is not None:
        told["amount_off"] = _plain(discount.amount_off)
    return told | {"taken": str(verdict.taken), "amount": str(verdict.left)}


def _retained(amount: Decimal, percent_off: Decimal | None, exponent: int) -> Decimal:
    """What is left to pay for whoever was given a part of the price to stay: of all that would be paid else, rounded once."""
    return amount if percent_off is None else round_amount(amount * (100 - percent_off) / 100, exponent=exponent)


def _retention_steps(situation: Situation, before: Decimal, amount: Decimal) -> tuple[dict[str, Any], ...]:
    if situation.retention_percent is None:
        return ()
    percent = f"{situation.retention_percent.normalize():f}"
    return ({"code": "price.retention", "percent_off": percent, "taken": str(before - amount), "amount": str(amount)},)


def _part_steps(parts: Sequence[Part]) -> tuple[dict[str, Any], ...]:
    if len(parts) < 2:
        return ()
    return tuple(
        {
            "code": "price.part",
            "name": dict(part.component.name),
            "tax_category": part.component.tax_category,
            "amount": str(part.amount),
        }
        for part in parts
    )


def _listed_step(situation: Situation, book: PriceBook, version: ListedVersion, listed: ListedPrice) -> dict[str, Any]:
    step: dict[str, Any] = {
        "code": "price.listed",
        "product": dict(book.products[situation.product_id].name),
        "price_list": dict(version.name),
        "valid_from": version.valid_from.isoformat(),
        "term_kind": situation.term_kind,
        "term_unit": situation.term_unit,
        "term_length": situation.term_length,
        "amount": _plain(listed.unit_price),
    }
    if situation.agreed_price is not None:
        step["code"] = "price.agreed"
    elif listed.customer_id is not None:
        step["code"] = "price.of_customer"
    elif listed.price_group_id is not None:
        step |= {"code": "price.of_group", "price_group": dict(book.group_names.get(listed.price_group_id, {}))}
    if listed.quantity_from > 1:
        step["quantity_from"] = listed.quantity_from
    if listed.weekdays is not None:
        step["weekdays"] = listed.weekdays
    return step


def _plain(amount: Decimal) -> str:
    """A unit price without the zeros behind its cents: 1249.000000 is 1249.00."""
    cents = amount.quantize(Decimal("0.01"))
    return str(cents if cents == amount else amount.normalize())

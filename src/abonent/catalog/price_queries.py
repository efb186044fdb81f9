"""Questions of the pages about price lists: versions and their state, what a case costs and why, what changed between two versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price, PriceGroup, PriceGroupMember, PriceList, PriceListVersion, Product, Promotion, PromotionStep
from abonent.catalog.product_queries import rates_on
from abonent.catalog.queries import currency_exponents, price_book_of, version_in_force
from abonent.catalog.rules.discounts import latest_turn
from abonent.catalog.rules.pricing import OrderLine, PriceBook, Priced, Situation, Unpriced, price_situation
from abonent.customers.models import Customer
from abonent.kit import statements

DRAFT, COMING, IN_FORCE, FORMER = "draft", "coming", "in_force", "former"


def visible_price_lists(viewer: StaffUser) -> QuerySet[PriceList]:
    """Price lists of the entities the viewer works for."""
    return of_my_entities(PriceList.objects.select_related("entity"), viewer)


def with_versions(price_lists: QuerySet[PriceList], day: date) -> QuerySet[PriceList]:
    """Price lists with the day since which the present version holds, its number of prices, and the day of the next."""
    own = PriceListVersion.objects.filter(price_list=OuterRef("pk"))
    present = own.filter(approved_at__isnull=False, valid_from__lte=day).order_by("-valid_from")
    counted = present.annotate(count=Count("prices")).values("count")
    return price_lists.annotate(
        in_force_from=Subquery(present.values("valid_from")[:1]),
        price_count=Subquery(counted[:1]),
        next_from=Subquery(own.filter(valid_from__gt=day).order_by("valid_from").values("valid_from")[:1]),
    )


def visible_versions(viewer: StaffUser) -> QuerySet[PriceListVersion]:
    """Versions of the price lists the viewer may see."""
    rows = PriceListVersion.objects.select_related("price_list__entity", "approved_by")
    return of_my_entities(rows, viewer, path="price_list__entity")


@dataclass(frozen=True)
class VersionLine:
    """A version among those of its list: draft, coming, in force or former, and the one before it."""

    version: PriceListVersion
    state: str
    prices: int
    before: PriceListVersion | None


def version_lines(price_list: PriceList, day: date) -> list[VersionLine]:
    """The versions of a list, the latest first."""
    counted = price_list.versions.select_related("approved_by").annotate(price_count=Count("prices")).order_by("valid_from")
    versions = list(counted)
    in_force = max((version for version in versions if _holds(version, day)), key=lambda version: version.valid_from, default=None)
    lines = [
        VersionLine(version, _state(version, in_force, day), version.price_count, _latest_approved(versions[:place]))
        for place, version in enumerate(versions)
    ]
    return lines[::-1]


def version_before(version: PriceListVersion) -> PriceListVersion | None:
    """The approved version that holds until this one begins."""
    earlier = PriceListVersion.objects.filter(price_list=version.price_list_id, valid_from__lt=version.valid_from)
    return earlier.filter(approved_at__isnull=False).order_by("-valid_from").first()


def state_of(version: PriceListVersion, day: date) -> str:
    """Draft, coming, in force or former."""
    return _state(version, version_in_force(version.price_list, day), day)


def prices_against(version: PriceListVersion, before: PriceListVersion | None) -> QuerySet[Price]:
    """The prices of a version, each with what the same case costs in another and the share by which it changes."""
    prices = version.prices.select_related("product", "price_group", "customer")
    same = Price.objects.filter(
        version=before.pk if before else 0,
        product=OuterRef("product"),
        term_kind=OuterRef("term_kind"),
        term_unit=OuterRef("term_unit"),
        term_length=OuterRef("term_length"),
        quantity_from=OuterRef("quantity_from"),
    )
    # Nothing said means any pattern and everybody; two nulls are the same case.
    for column in ("weekdays", "price_group_id", "customer_id"):
        same = same.alias(**{f"same_{column}": Coalesce(column, 0)}).filter(**{f"same_{column}": Coalesce(OuterRef(column), 0)})
    former = Subquery(same.values("unit_price")[:1])
    return prices.annotate(former_price=former, change_share=F("unit_price") / NullIf(F("former_price"), Decimal(0)) - 1)


@dataclass(frozen=True)
class Comparison:
    """Every case of two versions, and how many changed, came and went; `mean_change` is over those that have a price in both."""

    cases: list[Any]
    changed: int
    new: int
    gone: int
    mean_change: Decimal | None


def compare_versions(former: PriceListVersion, later: PriceListVersion) -> Comparison:
    """Every case of two versions side by side."""
    rows = statements.rows("catalog/compared_prices", former=former.pk, later=later.pk)
    # A cursor hands JSON over as text.
    cases = [row._replace(product_name=_names(row.product_name), group_name=_names(row.group_name)) for row in rows]
    shares = [case.change_share for case in cases if case.change_share is not None]
    return Comparison(
        cases=cases,
        changed=sum(1 for share in shares if share),
        new=sum(1 for case in cases if case.former_price is None),
        gone=sum(1 for case in cases if case.later_price is None),
        mean_change=sum(shares, Decimal(0)) / len(shares) if shares else None,
    )


@dataclass(frozen=True)
class PricedCase:
    """What a case costs on a day, or why it has no price; `rates` are those of the VAT classes of its parts."""

    outcome: Priced | Unpriced
    rates: Mapping[str, Decimal]
    price_group: PriceGroup | None
    customer: Customer | None


def price_case(
    *,
    price_list: PriceList,
    product: Product,
    term_kind: str,
    term_unit: str,
    term_length: int,
    weekdays: int,
    copies: int,
    on: date,
    price_group: PriceGroup | None = None,
    customer: Customer | None = None,
    promotion: Promotion | None = None,
    term_number: int = 1,
    others: Sequence[Product] = (),
) -> PricedCase:
    """Price any case by the rules that runs use. A customer brings the group he is in.

    With a promotion its `term_number`-th term is priced; `others` are on the same order, one copy of each.
    """
    if customer is not None:
        membership = PriceGroupMember.objects.filter(entity=price_list.entity_id, customer=customer).select_related("price_group")
        price_group = next((member.price_group for member in membership), price_group)
    version = version_in_force(price_list, on)
    if version is not None:
        version.price_list = price_list
    group_names = {price_group.pk: price_group.name} if price_group else {}
    step = _step_of(promotion, term_number)
    book = price_book_of(
        versions=[version] if version else [],
        product_ids=[product.pk, *(other.pk for other in others)],
        group_names=group_names,
        promotion_step_ids=[step.pk] if step else (),
    )
    situation = Situation(
        product_id=product.pk,
        version_id=version.pk if version else None,
        shares_from=max((since for since in book.products[product.pk].components if since <= on), default=None),
        term_kind=term_kind,
        term_unit=term_unit,
        term_length=(step.own_length if step else None) or term_length,
        weekdays=weekdays,
        copies=copies,
        price_group_id=price_group.pk if price_group else None,
        customer_id=customer.pk if customer else None,
        promotion_step_id=step.pk if step else None,
        discounts_from=latest_turn(book.discounts.get(version.pk, ()), on) if version else None,
        order_lines=_order_lines(OrderLine(product.pk, term_kind, term_unit, term_length, weekdays, copies), others, book),
    )
    exponent = currency_exponents([price_list.currency], on)[price_list.currency]
    outcome = price_situation(situation, book, exponent=exponent)
    categories = [part.component.tax_category for part in outcome.parts] if isinstance(outcome, Priced) else []
    return PricedCase(outcome, rates_on(categories, price_list.entity.country, on), price_group, customer)


def _step_of(promotion: Promotion | None, term_number: int) -> PromotionStep | None:
    """The step of a promotion that its `term_number`-th term is in; none once they are through."""
    if promotion is None:
        return None
    return next((step for step in promotion.steps.all() if step.from_term <= term_number <= step.latest_term), None)


def _order_lines(line: OrderLine, others: Sequence[Product], book: PriceBook) -> tuple[OrderLine, ...]:
    """The line with the others of its order: each for the same term, or for the first that the list has for it."""
    if not others:
        return ()
    found = [line]
    for other in others:
        terms = [key[2:] for key in book.prices if key[1] == other.pk]
        same = (line.term_kind, line.term_unit, line.term_length)
        kind, unit, length = same if same in terms or not terms else min(terms)
        found.append(OrderLine(other.pk, kind, unit, length, other.weekdays, 1))
    return tuple(found)


def cases_sold(price_list: PriceList) -> list[Price]:
    """One price for each product and term that any version of a list has, with its product, by the code of the product."""
    case = ("product__code", "product", "term_kind", "-term_unit", "-term_length")
    prices = Price.objects.filter(version__price_list=price_list).select_related("product")
    return list(prices.order_by(*case).distinct(*(column.removeprefix("-") for column in case)))


def terms_of(prices: Iterable[Price]) -> list[tuple[str, str, int]]:
    """The terms of some prices, each once: fixed ones first, months before issues, the longest first."""
    terms = {(price.term_kind, price.term_unit, price.term_length) for price in prices}
    return sorted(terms, key=lambda term: (term[0], term[1] != "month", -term[2]))


def _names(text: str | None) -> dict[str, str]:
    return json.loads(text) if text else {}


def _holds(version: PriceListVersion, day: date) -> bool:
    return version.approved_at is not None and version.valid_from <= day


def _latest_approved(versions: list[Any]) -> PriceListVersion | None:
    return next((version for version in reversed(versions) if version.approved_at), None)


def _state(version: PriceListVersion, in_force: PriceListVersion | None, day: date) -> str:
    if version.approved_at is None:
        return DRAFT
    if version.valid_from > day:
        return COMING
    return IN_FORCE if in_force is not None and version.pk == in_force.pk else FORMER

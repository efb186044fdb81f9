"""Products: registered, changed together with their components and shares, withdrawn from sale and offered again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import ComponentShare, Edition, Product, ProductComponent
from abonent.catalog.uses import declared_checks
from abonent.company.parts import PUBLISHER
from abonent.company.queries import kind_of_business
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.operations import record_act

# What a description says in columns of the product itself.
COLUMNS = ("code", "name", "kind", "weekdays", "deferred", "fixed_lead_days", "rolling_lead_days", "charge_days_before", "seats",
           "renews", "grace_issues", "grace_days")  # fmt: skip


class CannotDescribe(Refusal):
    """A product that cannot be as it was described."""

    sentences = {
        "product.code_taken": _("There is already a product with the code %(taken)s."),
        "product.no_name": _("A product needs a name in at least one language."),
        "product.no_component": _("A product needs at least one component: it says the VAT class and the place in the books."),
        "product.no_edition": _("A subscription needs a component with an edition, for it is the issues that are delivered."),
        "product.no_share": _("At least one component must have a share of the price above zero."),
        "product.grace_renews_by_itself": _("Grace is for what is renewed only when the customer asks. Choose that, or write 0 for both."),
        "product.seats_taken": _(
            "In %(count)s subscriptions more members read than there would be seats: %(numbers)s. End seats of theirs first, or let it be."
        ),
        "product.other_company": _("%(what)s belongs to another company than the product."),
        "product.charged_before_it_is_made": _(
            "A term is made %(lead)s days ahead but charged %(charge)s days ahead. It must be made first: use at least %(charge)s days."
        ),
    }


@dataclass(frozen=True, kw_only=True)
class ComponentDescription:
    """A component as it shall be. `component` is the id of one that is there; `share` its weight in the price."""

    name: Mapping[str, str]
    tax_category: str
    revenue_class: str
    share: Decimal
    edition: int | None = None
    weekdays: int | None = None
    component: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProductDescription:
    """A product as it shall be, with all its components. `weekdays` is a set of bits, Monday 1 ... Sunday 64."""

    code: str
    name: Mapping[str, str]
    components: tuple[ComponentDescription, ...]
    kind: str = "subscription"
    unit: int | None = None
    weekdays: int = 127
    deferred: bool = True
    fixed_lead_days: int = 45
    rolling_lead_days: int = 21
    charge_days_before: int = 14
    seats: int = 0
    renews: str = Product.BY_ITSELF
    grace_issues: int = 0
    grace_days: int = 0


def register_product(*, entity: LegalEntity, described: ProductDescription, shares_from: date, actor: StaffUser | None) -> Product:
    """Add a product with its components; their shares of the price hold from a day on."""
    _check(entity, described)
    with change_by(actor, "register_product"):
        product = Product(entity=entity)
        _write(product, described, shares_from)
        record_act(actor=actor, verb="register_product", subject_kind="product", subject_ids=[product.pk])
    return product


def change_product(*, product: Product, described: ProductDescription, shares_from: date, actor: StaffUser | None) -> Product:
    """Make a product as described. Components that are not described go; shares that differ hold from a day on."""
    _check(product.entity, described, product)
    with change_by(actor, "change_product"):
        locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
        before = description_of(locked, shares_from)
        if before == described:
            return locked
        if described.seats < locked.seats:
            locked.seats_from = clock.today(locked.entity.zone)
        _write(locked, described, shares_from)
        for check in declared_checks:
            check(locked)
        record_act(
            actor=actor,
            verb="change_product",
            subject_kind="product",
            subject_ids=[product.pk],
            inverse={"verb": "change_product", "product": product.pk, "shares_from": shares_from.isoformat(), "described": plain(before)},
        )
    return locked


def withdraw_product(*, product: Product, withdrawn_on: date, actor: StaffUser | None) -> Product:
    """Take no new orders from a day on; subscriptions that run go on."""
    return _sell(product, withdrawn_on, actor, "withdraw_product", {"verb": "offer_product", "product": product.pk})


def offer_product(*, product: Product, actor: StaffUser | None) -> Product:
    """Take orders again."""
    former = product.withdrawn_on.isoformat() if product.withdrawn_on else None
    inverse = {"verb": "withdraw_product", "product": product.pk, "withdrawn_on": former} if former else None
    return _sell(product, None, actor, "offer_product", inverse)


def description_of(product: Product, day: date) -> ProductDescription:
    """The product as it is, with the shares in force on a day."""
    components = list(product.components.order_by("ordinal"))
    shares: dict[int, Decimal] = {}
    for share in ComponentShare.objects.filter(component__in=components, valid_from__lte=day).order_by("valid_from"):
        shares[share.component_id] = share.share
    return ProductDescription(
        **{column: getattr(product, column) for column in COLUMNS},
        unit=product.unit_id,
        components=tuple(_as_described(component, shares.get(component.pk, Decimal(0))) for component in components),
    )


def plain(described: ProductDescription) -> dict[str, Any]:
    """The description in plain JSON, for the act that may bring it back."""
    told = asdict(described)
    for component in told["components"]:
        component["share"] = str(component["share"])
    return told


def from_plain(told: Mapping[str, Any]) -> ProductDescription:
    """The description out of plain JSON."""
    components = tuple(ComponentDescription(**{**component, "share": Decimal(component["share"])}) for component in told["components"])
    return ProductDescription(**{**told, "components": components})


def _sell(product: Product, withdrawn_on: date | None, actor: StaffUser | None, verb: str, inverse: dict[str, Any] | None) -> Product:
    with change_by(actor, verb):
        product.withdrawn_on = withdrawn_on
        product.save(update_fields=["withdrawn_on"])
        record_act(actor=actor, verb=verb, subject_kind="product", subject_ids=[product.pk], inverse=inverse)
    return product


def _as_described(component: ProductComponent, share: Decimal) -> ComponentDescription:
    return ComponentDescription(
        component=component.pk,
        name=component.name,
        tax_category=component.tax_category_id,
        revenue_class=component.revenue_class,
        edition=component.edition_id,
        weekdays=component.weekdays,
        share=share,
    )


def _check(entity: LegalEntity, described: ProductDescription, product: Product | None = None) -> None:
    if not any(described.name.values()):
        raise CannotDescribe("product.no_name")
    if not described.components:
        raise CannotDescribe("product.no_component")
    if not any(component.share for component in described.components):
        raise CannotDescribe("product.no_share")
    brings_issues = any(component.edition for component in described.components)
    if described.kind == "subscription" and not brings_issues and kind_of_business() == PUBLISHER:
        raise CannotDescribe("product.no_edition")
    for lead in (described.fixed_lead_days, described.rolling_lead_days):
        if lead < described.charge_days_before:
            raise CannotDescribe("product.charged_before_it_is_made", lead=lead, charge=described.charge_days_before)
    if described.renews == Product.BY_ITSELF and (described.grace_issues or described.grace_days):
        raise CannotDescribe("product.grace_renews_by_itself")
    if Product.objects.filter(entity=entity, code=described.code).exclude(pk=product.pk if product else 0).exists():
        raise CannotDescribe("product.code_taken", taken=described.code)
    _check_company(entity, described)


def _check_company(entity: LegalEntity, described: ProductDescription) -> None:
    editions = {component.edition for component in described.components if component.edition}
    foreign = Edition.objects.filter(pk__in=editions).exclude(title__entity=entity).first()
    if foreign is not None:
        raise CannotDescribe("product.other_company", what=foreign.code)
    if described.unit and not Unit.objects.filter(pk=described.unit, entity=entity).exists():
        raise CannotDescribe("product.other_company", what=Unit.objects.get(pk=described.unit).name)


def _write(product: Product, described: ProductDescription, shares_from: date) -> None:
    for column in COLUMNS:
        setattr(product, column, getattr(described, column))
    product.unit_id = described.unit
    product.save()
    there = {component.pk: component for component in product.components.all()}
    kept = {component.component for component in described.components if component.component in there}
    product.components.exclude(pk__in=[pk for pk in kept if pk]).delete()
    ordinal = max((component.ordinal for component in there.values()), default=0)
    for wanted in described.components:
        component = there.get(wanted.component or 0)
        if component is None:
            ordinal += 1
            component = ProductComponent(product=product, ordinal=ordinal)
        _write_component(component, wanted, shares_from)


def _write_component(component: ProductComponent, wanted: ComponentDescription, shares_from: date) -> None:
    component.name = dict(wanted.name)
    component.edition_id = wanted.edition
    component.weekdays = wanted.weekdays
    component.tax_category_id = wanted.tax_category
    component.revenue_class = wanted.revenue_class
    component.save()
    in_force = component.shares.filter(valid_from__lte=shares_from).order_by("-valid_from").first()
    if in_force is None or in_force.share != wanted.share:
        component.shares.update_or_create(valid_from=shares_from, defaults={"share": wanted.share})

"""What is typed about products, their components, and when they are sold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import AmountField, RowField, WeekdaysField
from abonent.catalog.models import Edition, Product, TaxCategory
from abonent.catalog.operations import ComponentDescription, ProductDescription
from abonent.catalog.operations.products import COLUMNS
from abonent.organisation.models import Unit
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm

MOST_COMPONENTS = 12


class ProductForm(FormWithDays, NamedForm):
    """A product without its components."""

    code = forms.SlugField(label=_("Code"), max_length=30, help_text=_("Short, as colleagues say it: letters, figures and dashes."))
    entity = RowField(label=_("Company"))
    unit = RowField(label=_("Unit"), required=False, empty_label=_("None"), help_text=_("Whose revenue it is."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Product.KINDS)
    weekdays = WeekdaysField(label=_("Comes on"), error_messages={"required": _("Tick at least one day.")})
    deferred = forms.BooleanField(
        label=_("Earned issue by issue"), required=False, help_text=_("Else it is earned when it is invoiced, as goods are.")
    )
    fixed_lead_days = forms.IntegerField(label=_("Next fixed term is made, days ahead"), min_value=0, max_value=400)
    rolling_lead_days = forms.IntegerField(label=_("Next rolling term is made, days ahead"), min_value=0, max_value=400)
    charge_days_before = forms.IntegerField(label=_("Invoiced, days before the term"), min_value=0, max_value=400)
    seats = forms.IntegerField(
        label=_("Others who read with each copy"),
        min_value=0,
        max_value=1000,
        help_text=_("Members of the family, or of the staff; 0 if the subscriber reads alone."),
    )
    renews = forms.ChoiceField(label=_("A fixed term is renewed"), choices=Product.RENEWS, widget=forms.RadioSelect)
    grace_issues = forms.IntegerField(
        label=_("Issues in grace"), min_value=0, max_value=60, help_text=_("That come although the term has ended and nobody has renewed.")
    )
    grace_days = forms.IntegerField(
        label=_("Days of reading in grace"), min_value=0, max_value=400, help_text=_("Digital editions, and what brings no issues.")
    )
    shares_from = TypedDayField(label=_("Shares hold from"), help_text=_("Terms that begin earlier keep the shares they have."))

    def __init__(self, *args: Any, viewer: StaffUser, product: Product | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leave_out_what_is_off(viewer)
        entities = [product.entity] if product else list(viewer.entities.order_by("name"))
        self.fields["entity"].offer(entities)  # type: ignore[attr-defined]
        self.fields["entity"].disabled = product is not None
        self.fields["unit"].offer(Unit.objects.filter(entity__in=entities).order_by("entity", "name"))  # type: ignore[attr-defined]

    def described(self, components: Iterable[ComponentDescription]) -> ProductDescription:
        """What the form and its components say; what was not asked stays as it is."""
        said = {**self.initial, **self.cleaned_data}
        return ProductDescription(
            **{column: said[column] for column in COLUMNS}, unit=said["unit"].pk if said["unit"] else None, components=tuple(components)
        )

    def _leave_out_what_is_off(self, viewer: StaffUser) -> None:
        """Ask nothing about issues where there are none, nor about terms where nothing is sold by them."""
        if not viewer.has_part("editions"):
            del self.fields["weekdays"], self.fields["grace_issues"], self.fields["seats"]
            self.fields["grace_days"].label = _("Days of grace")
            self.fields["grace_days"].help_text = _("How long it goes on although the term has ended and nobody has renewed.")
            self.fields["deferred"].label = _("Earned over the term")
        if not viewer.has_part("subscriptions"):
            for name in ("deferred", *COLUMNS[COLUMNS.index("fixed_lead_days") :]):
                self.fields.pop(name, None)
            self.fields["kind"].choices = [(kind, label) for kind, label in Product.KINDS if kind != "subscription"]  # type: ignore[attr-defined]


class ComponentForm(NamedForm):
    """A component; a blank one is no component. `editions` is None where the installation has none."""

    longest_name = 60

    component = forms.IntegerField(required=False, widget=forms.HiddenInput)
    edition = RowField(label=_("Edition"), required=False, empty_label=_("None: not an issue"), help_text=_("What is delivered."))
    weekdays = WeekdaysField(label=_("Other weekdays than the product"), required=False)
    tax_category = RowField(label=_("VAT class"), empty_label=_("Choose"), error_messages={"required": _("Choose the VAT class.")})
    revenue_class = forms.SlugField(
        label=_("Revenue class"),
        max_length=30,
        help_text=_("Ledger accounts are found by it: paper, digital ..."),
        error_messages={"required": _("Say the revenue class.")},
    )
    share = AmountField(
        label=_("Share of the price"),
        min_value=Decimal(0),
        least_decimals=0,
        help_text=_("A weight: 80 and 20, or 0,8 and 0,2."),
        error_messages={"required": _("Say the share; 0 for a part that is free.")},
    )

    def __init__(self, *args: Any, editions: Sequence[Edition] | None, tax_categories: Sequence[TaxCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editions is None:
            del self.fields["edition"], self.fields["weekdays"]
            self.fields["revenue_class"].help_text = _("Ledger accounts are found by it.")
        else:
            self.fields["edition"].offer(editions)  # type: ignore[attr-defined]
        self.fields["tax_category"].offer(tax_categories)  # type: ignore[attr-defined]

    def described(self) -> ComponentDescription:
        """What the form says; an edition that was not asked for stays."""
        said = self.cleaned_data
        edition = getattr(said["edition"], "pk", None) if "edition" in said else self.initial.get("edition")
        return ComponentDescription(
            component=said["component"],
            name=said["name"],
            edition=edition,
            weekdays=said["weekdays"] if "weekdays" in said else self.initial.get("weekdays"),
            tax_category=said["tax_category"].pk,
            revenue_class=said["revenue_class"],
            share=said["share"],
        )


class ComponentSet(forms.BaseFormSet):
    """The components of one product, and blank ones to be filled."""

    def described(self) -> list[ComponentDescription]:
        """Those that are filled and stay, in their order."""
        filled = [form for form in self.forms if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")]
        return [form.described() for form in filled]


def component_set(*, viewer: StaffUser, product: Product | None, described: ProductDescription | None, data: Any = None) -> ComponentSet:
    """The components of a product as forms, with a blank one after them."""
    initial = [_initial_component(component) for component in described.components] if described else []
    of_components = forms.formset_factory(
        ComponentForm, formset=ComponentSet, extra=1, max_num=MOST_COMPONENTS, absolute_max=MOST_COMPONENTS, can_delete=True
    )
    offered = {"editions": _editions(viewer, product), "tax_categories": list(TaxCategory.objects.all())}
    return of_components(data, initial=initial, prefix="components", form_kwargs=offered)  # type: ignore[return-value]


def _editions(viewer: StaffUser, product: Product | None) -> list[Edition] | None:
    """What a component may bring; None where the installation has no editions."""
    if not viewer.has_part("editions"):
        return None
    editions = of_my_entities(Edition.objects.select_related("title"), viewer, path="title__entity").order_by("title__code", "code")
    return list(editions.filter(title__entity=product.entity_id) if product else editions)


def initial_product(product: Product | None, described: ProductDescription | None, *, viewer: StaffUser, today: date) -> dict[str, Any]:
    """What stands in the form at first."""
    if product is None or described is None:
        usual = Product() if viewer.has_part("subscriptions") else Product(kind="goods", deferred=False)
        return {column: getattr(usual, column) for column in COLUMNS if column not in ("code", "name")} | {"shares_from": today}
    told = {column: value for column, value in vars(described).items() if column != "components"}
    return told | {"entity": product.entity_id, "shares_from": today}


def _initial_component(described: ComponentDescription) -> dict[str, Any]:
    return dict(vars(described))


class WithdrawalForm(FormWithDays):
    """From when a product takes no new orders."""

    withdrawn_on = TypedDayField(label=_("No new orders from"))

"""The list of customers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from abonent.access.arranging import CUSTOMER_FIELDS, hidden_from
from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.at_hand import category_names
from abonent.customers.choices import colleagues_to_choose, staff_name, units_to_choose
from abonent.customers.completeness import completeness_columns, completeness_filters, completeness_views
from abonent.customers.import_kinds import CUSTOMERS
from abonent.customers.listed import declared_customer_bulk, declared_customer_filters
from abonent.customers.models import Address, Branch, CategorisedCustomer, ContactPoint, Customer, CustomerCategory, RegisterWord
from abonent.customers.models.customers import SortKey, name_order
from abonent.customers.own_field_lists import own_columns, own_filters
from abonent.customers.rules.search_text import SearchText
from abonent.customers.rules.telephone import for_people
from abonent.customers.visibility import visible_customers
from abonent.imports.workbooks import editable_sheet
from abonent.kit.alphabets import fold
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    Filter,
    List,
    NumberColumn,
    PeriodFilter,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.columns import State

KINDS = {
    "person": State(label=_("Person"), icon="user"),
    "organisation": State(label=_("Organisation"), icon="building"),
}
# Field of a customer -> its column, its filter and its act in the list.
LISTED_AS = {
    "category_ids": ("types", "type", "customers:bulk_give_type", "customers:bulk_take_type"),
    "branch_id": ("branch", "customers:bulk_branch"),
    "responsible_id": ("responsible", "customers:bulk_responsible"),
    "unit_id": ("unit", "customers:bulk_unit"),
}
_PREFERRED = ContactPoint.objects.filter(customer=OuterRef("pk"), preferred=True, contact_person=None)
_OF = CategorisedCustomer.objects.filter(customer=OuterRef("pk"))
_DELIVERED = Address.objects.filter(customer=OuterRef("pk"), kind=Address.Kind.DELIVERY)


def _found_by(text: str) -> Q:
    """All words stand in what the customer is found by; the same rule as the search box, without its limit."""
    condition = Q()
    for word in SearchText(text).words:
        condition &= Q(search__body__contains=word)
    return condition


class CustomerList(List):
    """Every customer of the installation, in the order of the reader's alphabet."""

    name = "customers"
    title = _("Customers")
    default_sort = "name"
    empty: ClassVar[EmptyState] = EmptyState(
        title=_("No customers yet"),
        text=_("Register the first one, or bring your register in from a file."),
        act_label=_("Import a file"),
        act_url_name="imports:list",
    )
    sheet = editable_sheet(CUSTOMERS, computed=("number", "registered"))
    views: ClassVar[list[View]] = [
        View(name="all", label=_("All")),
        View(name="people", label=_("People"), query="kind=person"),
        View(name="organisations", label=_("Organisations"), query="kind=organisation"),
        View(name="without_email", label=_("Without e-mail"), query="has_email=no"),
        View(name="without_address", label=_("Without address"), query="has_address=no"),
    ]
    columns: ClassVar[list[Column]] = [
        Column(
            name="name",
            label=_("Name"),
            value="list_name",
            sort="name_key",
            slot="main",
            link=lambda row: reverse("desk:customer", args=[row.number]),
        ),
        Column(name="number", label=_("Number"), sort="number", slot="fig"),
        Column(
            name="telephone",
            label=_("Telephone"),
            value=lambda row: for_people(row.telephone, row.country) if row.telephone else "",
            slot="fig2",
        ),
        Column(name="street", label=_("Street"), value=lambda row: row.street or "", quiet=True),
        Column(name="town", label=_("Town"), value=lambda row: row.town or "", slot="sub"),
        Column(name="email", label=_("E-mail"), value=lambda row: row.email or "", quiet=True),
        StateColumn(name="kind", label=_("Kind"), states=KINDS),
        Column(
            name="language",
            label=_("Language"),
            value=lambda row: str(dict(settings.LANGUAGES).get(row.language, row.language)),
            shown=False,
        ),
        Column(name="country", label=_("Country"), shown=False),
        Column(
            name="types",
            label=_("Types"),
            value=lambda row: ", ".join(name_in(name, get_language() or "en") for name in row.category_names),
            shown=False,
        ),
        Column(name="branch", label=_("Branch"), shown=False),
        Column(name="responsible", label=_("Responsible"), value=lambda row: staff_name(row.responsible), shown=False),
        Column(name="unit", label=_("Unit"), shown=False),
        NumberColumn(name="credit_limit", label=_("Credit limit"), shown=False),
        DayColumn(name="registered", label=_("Registered"), value="created_at", shown=False),
    ]
    filters: ClassVar[list[Any]] = [
        TextFilter(name="q", label=_("Name, number, telephone, address"), where=_found_by, prominent=True),
        ChoiceFilter(name="kind", label=_("Kind"), choices=Customer.Kind.choices),
        ChoiceFilter(
            name="type",
            label=_("Customer type"),
            choices=lambda: _words(CustomerCategory),
            where=lambda chosen: Q(Exists(_OF.filter(category__in=chosen))),
        ),
        ChoiceFilter(name="branch", label=_("Branch"), path="branch_id", choices=lambda: _words(Branch)),
        ChoiceFilter(name="responsible", label=_("Responsible"), path="responsible_id", choices=colleagues_to_choose),
        ChoiceFilter(name="unit", label=_("Unit"), path="unit_id", choices=units_to_choose),
        ChoiceFilter(name="language", label=_("Language"), choices=settings.LANGUAGES),
        TextFilter(name="town", label=_("Town"), where=lambda town: _living_in(town), empty=lambda: Q(search__has_address=False)),
        TextFilter(
            name="postal_code", label=_("Postal code"), where=lambda code: Q(Exists(_DELIVERED.filter(place__postal_code__startswith=code)))
        ),
        BooleanFilter(name="has_email", label=_("Has e-mail"), path="search__has_email"),
        BooleanFilter(name="has_mobile", label=_("Has mobile"), path="search__has_mobile"),
        BooleanFilter(name="has_address", label=_("Has address"), path="search__has_address"),
        ChoiceFilter(name="invoice_channel", label=_("Invoice by"), choices=Customer.InvoiceChannel.choices),
        AmountFilter(name="credit_limit", label=_("Credit limit"), decimals=None),
        PeriodFilter(name="registered", label=_("Registered"), path="created_at", moments=True),
    ]

    bulk: ClassVar[list[BulkAct]] = [
        BulkAct(label=_("Language"), url_name="customers:bulk_language", icon="language", permission="customers.change", of_all=True),
        BulkAct(label=_("Invoice by"), url_name="customers:bulk_invoice_channel", icon="mail", permission="customers.change", of_all=True),
        BulkAct(label=_("Responsible"), url_name="customers:bulk_responsible", icon="user", permission="customers.change", of_all=True),
        BulkAct(label=_("Branch"), url_name="customers:bulk_branch", icon="building-store", permission="customers.change", of_all=True),
        BulkAct(label=_("Give a type"), url_name="customers:bulk_give_type", icon="tag", permission="customers.change", of_all=True),
        BulkAct(label=_("Take a type"), url_name="customers:bulk_take_type", icon="minus", permission="customers.change", of_all=True),
        BulkAct(label=_("Unit"), url_name="customers:bulk_unit", icon="building", permission="customers.change", of_all=True),
    ]

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self.filters = [*type(self).filters, *(made_for(request.user) for made_for in declared_customer_filters)]  # type: ignore[misc]
        self.bulk = [*type(self).bulk, *declared_customer_bulk]  # type: ignore[misc]
        self._leave_out(hidden_from(request.user, CUSTOMER_FIELDS))
        # What comes back can change anybody, so it is given out to nobody who sees some alone.
        if not request.user.sees_everybody:
            self.sheet = None  # type: ignore[misc, assignment]

    def _leave_out(self, hidden: frozenset[str]) -> None:
        """Offer neither column, filter nor act of a field that the firm hides; a filter that an address asks for still holds."""
        words = {word for field in hidden for word in LISTED_AS.get(field, (field,))}
        self.hidden_words = words
        self.columns = [column for column in type(self).columns if column.name not in words]  # type: ignore[misc]
        self.filters = [one for one in self.filters if one.name not in words or self._asked(one)]  # type: ignore[misc]
        self.bulk = [act for act in self.bulk if act.url_name not in words]  # type: ignore[misc]

    def _asked(self, one: Filter) -> bool:
        return any(parameter in self.request.GET for parameter in one.parameters)

    def rows(self) -> QuerySet[Customer]:
        today = self.reader.today
        line = Trim(Concat("place__street", Value(" "), "place__number"))
        place = _DELIVERED.filter(during__contains=today).annotate(line=line).order_by("-temporary")
        telephone = _PREFERRED.filter(kind__in=[ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE]).order_by("kind")
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        customers = visible_customers(viewer).filter(canonical=F("pk")).select_related("branch", "responsible", "unit")
        return customers.annotate(
            category_names=category_names(),
            name_key=SortKey("list_name", Value(name_order(self.reader.language))),
            telephone=Subquery(telephone.values("normalised")[:1]),
            email=Subquery(_PREFERRED.filter(kind=ContactPoint.Kind.EMAIL).values("value")[:1]),
            town=Subquery(place.values("place__town")[:1]),
            street=Subquery(place.values("line")[:1]),
        )

    def further_columns(self) -> list[Column]:
        return [*(column for column in own_columns() if column.name not in self.hidden_words), *completeness_columns()]

    def further_filters(self) -> list[Filter]:
        own = [one for one in own_filters(list(self.request.GET)) if one.name not in self.hidden_words or self._asked(one)]
        return [*own, *completeness_filters()]

    def further_views(self) -> list[View]:
        return completeness_views()

    def counted(self, count: int) -> str:
        return ngettext("%(count)s customer", "%(count)s customers", count) % {"count": wording.number(count, self.reader.language)}


def _words(model: type[RegisterWord]) -> list[tuple[int, str]]:
    """Every word of a list, retired ones too: there are customers who have them."""
    return [(word.pk, str(word)) for word in model._default_manager.order_by("retired", "pk")]


def _living_in(town: str) -> Q:
    """The search rows narrow it down by their index; the place decides."""
    return Q(search__body__contains=fold(town)) & Q(Exists(_DELIVERED.filter(place__town__istartswith=town)))


@permit("customers.see")
def customer_list(request: StaffRequest) -> HttpResponseBase:
    """All customers, and the ways to more."""
    may = {"may_add": request.user.may("customers.add"), "may_import": request.user.may("customers.import") and request.user.sees_everybody}
    may["may_set_up"] = request.user.may("customers.set_up")
    return list_view(request, CustomerList, template="customers/list.html", **may)

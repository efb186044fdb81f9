"""Statuses with products from a file: which customer is what to which product, since when, whose he is in it, where it is known from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.catalog.customer_product_queries import product_name
from abonent.catalog.models import CustomerProduct
from abonent.customers.import_words import WHOSE, WHOSE_FIELDS, WHOSE_NEEDED, WHOSE_SENTENCES, headers
from abonent.customers.own_imports import OWN_SENTENCES
from abonent.imports.kinds import Derived, Group, ImportField, ImportKind, Step, Subject


def _field(name: str, label: object, known: str, most_letters: int = 80, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


# What a row of any file says of a product.
PRODUCT_FIELDS = (
    _field("product", _("Product"), "product, product code, item, article, produkt, produktkod, artikel, vara, tuote, tuotekoodi, kod produktu, towar, termék, termékkód,"
           " cikk"),
    _field("company", _("Company of the product"), "company, publisher, entity, bolag, utgivare, yhtiö, kustantaja, spółka, wydawca, cég, kiadó", 120),
)  # fmt: skip

# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    *WHOSE_FIELDS,
    *PRODUCT_FIELDS,
    _field("status", _("Status"), "status, stage, relation, läge, förhållande, tila, suhde, stan, etap, relacja, státusz, állapot, viszony", 40, group="status"),
    _field("since", _("Since"), "since, since when, date, day, from, sedan, datum, från, alkaen, päivä, päivämäärä, od, od kiedy, data, óta, mióta, dátum", 40,
           group="status"),
    _field("seller", _("Seller"), "seller, salesperson, sales rep, owner, account manager, responsible, säljare, ansvarig, myyjä, vastuuhenkilö, sprzedawca, handlowiec,"
           " opiekun, értékesítő, üzletkötő, felelős", 120),
    _field("source", _("Source"), "source, known from, lead source, campaign, källa, ursprung, kampanj, lähde, kampanja, źródło, kampania, forrás, kampány", 60),
    _field("note", _("Note"), "note, comment, remark, anteckning, kommentar, notering, huomautus, muistiinpano, kommentti, notatka, uwaga, komentarz, megjegyzés, jegyzet",
           200),
)  # fmt: skip

PRODUCT_SENTENCES = {
    "product.missing": _("The row does not say which product. Write its code or its name."),
    "product.unknown": _("“%(value)s” is no product of your companies. Write its code or its name as it stands under Products."),
    "product.several": _("Several products are called “%(value)s”. Write the code of the product, and its company."),
}
SENTENCES = {
    **WHOSE_SENTENCES,
    "own.day": OWN_SENTENCES["own.day"],
    **PRODUCT_SENTENCES,
    "product_status.missing": _("The row does not say what the customer is to the product. Write a status."),
    "product_status.unknown": _("“%(value)s” is no status in use. Choose one that stands under Statuses with products, or add it there."),
    "product_status.to_come": _("%(day)s is to come. Write the day since which it has been so."),
    "product_status.twice": _("Row %(other)s is of the same customer and product. Keep the one that counts."),
    "known_word.seller": _(
        "“%(value)s” is no colleague who works here. Write his name, his user name or his e-mail, or leave the cell empty."
    ),
}


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Statuses by whose they are and with which product, and the customer's page where they stand."""
    return {
        one.pk: Subject(f"{one.customer.name}, {product_name(one.product)}", reverse("desk:customer", args=[one.customer.number]))
        for one in CustomerProduct.objects.filter(pk__in=ids).select_related("customer", "product")
    }


PRODUCT_STATUSES = ImportKind(
    code="product_statuses",
    label=_("Statuses with products"),
    permission="customers.import",
    table="staged_customer_product",
    columns=("customer_source", "customer_key", "product", "company", "status", "since", "seller", "source", "note"),
    fields=FIELDS,
    derived=(
        WHOSE,
        Derived(outputs=("since",), rule="abonent.catalog.rules.customer_products:since", inputs=("since",), only_with=("since",)),
    ),
    needs=(WHOSE_NEEDED, ("product",)),
    checks=("catalog/faults_of_staged_statuses",),
    beside="catalog/staged_statuses_beside",
    match=(Step(statement="catalog/forget_status_matches"), Step(statement="catalog/match_staged_statuses")),
    outcomes="catalog/count_status_outcomes",
    promote=(
        Step(statement="catalog/insert_imported_statuses", label=_("New statuses")),
        Step(statement="catalog/update_imported_statuses", label=_("Changed statuses")),
    ),
    register="customer_product",
    kept_before="catalog/statuses_before_import",
    uses=("catalog/statuses_edited_since", "imports/rows_imported_again"),
    locks="catalog/lock_imported_statuses",
    undo=(
        Step(statement="catalog/remove_imported_statuses", label=_("New statuses")),
        Step(statement="catalog/put_back_statuses", label=_("Changed statuses")),
    ),
    known="catalog/known_staged_statuses",
    given_fields=("status", "since", "seller", "source", "note"),
    groups={"status": Group(_("Status and its day"), ("status", "since"))},
    subjects=subjects,
    sentences=SENTENCES,
    done_url_name="catalog:customer_products",
)

IMPORT_KINDS = [PRODUCT_STATUSES]

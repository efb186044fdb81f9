"""What several kinds of import share that are about customers: the columns that say whose a row is, and what is wrong with cells."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from abonent.imports.kinds import Derived, ImportField


def headers(said: str) -> Sequence[str]:
    """Names of a column, in any of the languages."""
    return [header.strip() for header in said.split(",")]


WHOSE_FIELDS = (
    ImportField(
        name="customer_key", label=_("Key of the customer"), most_letters=60,
        headers=headers(
            "kundnummer, kundnr, asiakasnumero, asiakasnro, numer klienta, nr klienta, ügyfélszám, ügyfélazonosító, customer number, customer no, customer id,"
            " customer key, customer, kund, asiakas, klient, ügyfél, account, account number, företagets nummer"
        ),
    ),
    ImportField(
        name="customer_number", label=_("Customer number here"), most_letters=20,
        headers=headers("customer number here, abonent number, abonentnummer, vårt kundnummer, asiakasnumeromme, nasz numer klienta, saját ügyfélszám, our customer number"),
    ),
)  # fmt: skip

WHOSE = Derived(
    outputs=("customer_source", "customer_key"), rule="abonent.customers.rules.whose:whose", inputs=("customer_number", "customer_key")
)
WHOSE_NEEDED = ("customer_key", "customer_number")

READING_SENTENCES = {
    "word.unknown": _("“%(value)s” is not known here."),
    "telephone.unreadable": _("%(value)s is not a telephone number."),
    "email.unreadable": _("%(value)s is not an e-mail address."),
}
WHOSE_SENTENCES = {
    "whose.missing": _("The row does not say whose it is. Write the key of the customer, or his number here."),
    "whose.nobody": _(
        "No customer has the key %(key)s of %(source)s. Bring the customer in first, or write the source that his key is of."
    ),
    "whose.no_number": _("No customer has the number %(key)s here."),
}

"""The ledger in the rail, and a payment by hand under New."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem, NewItem

MENU = [
    MenuItem(
        label=_("Bank"), url_name="ledger:bank", icon="building-bank", key="b", order=50, permission="ledger.see_books", on_phone=True
    ),
    MenuItem(label=_("Owed"), url_name="ledger:receivables", icon="cash", key="w", order=52, permission="ledger.see_books"),
]
NEW = [NewItem(label=_("Payment"), url_name="ledger:new_payment", icon="cash", key="p", order=50, permission="ledger.book_payments")]

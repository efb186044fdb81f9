"""Banks' tables among what is set up."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.menu import MenuItem

MENU = [
    MenuItem(
        label=_("Bank files as tables"),
        url_name="bank_csv:mappings",
        icon="table-import",
        order=96,
        permission="bank_csv.map",
        in_setup=True,
    )
]

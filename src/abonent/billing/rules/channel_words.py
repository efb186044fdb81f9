"""How documents leave the house, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CHANNELS = {
    "paper": _("Paper"),
    "email": _("E-mail"),
    "einvoice": _("E-invoice"),
    "portal": _("Self-service pages"),
}

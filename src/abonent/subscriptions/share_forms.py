"""What is typed to let others read with a subscription, to end that, and to ask whether somebody may read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Product
from abonent.customers.fields import CustomerField
from abonent.kit.names import name_in
from abonent.subscriptions.access import readable
from abonent.subscriptions.pause_forms import SpanField
from abonent.ui.inputs import FormWithDays, TypedDayField

MEMBER_UNKNOWN = {
    "required": gettext_lazy("Say who it is."),
    "unknown": gettext_lazy("There is nobody by that, or several. Write the customer number."),
}


class NetworkAddressesField(forms.CharField):
    """A range of network addresses as it is written: 192.0.2.0/24."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        """The range; one address is a range of itself."""
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return ip_network(typed)
        except ValueError:
            return _nearest_network(typed)


def _nearest_network(typed: str) -> Any:
    """Refuse what is no range; where an address stands before the slash, say which range it lies in."""
    try:
        meant = ip_network(typed, strict=False)
    except ValueError as unreadable:
        raise forms.ValidationError(_("Write the range as 192.0.2.0/24 or 2001:db8::/32, or one address.")) from unreadable
    raise forms.ValidationError(_("%(typed)s lies within a range. Do you mean %(meant)s?") % {"typed": typed, "meant": meant})


class ShareForm(forms.Form):
    """From which day until which."""

    days = SpanField(
        label=gettext_lazy("Reads"),
        required=False,
        help_text=gettext_lazy("As you say it: from 1 aug, until 30/6, aug. Empty: from today, without an end."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.fields["days"]
        days.today = days.earliest = self.today = today  # type: ignore[attr-defined]
        days.widget.attrs.pop("autofocus", None)

    @property
    def span(self) -> dict[str, Any]:
        """The first and the last day, once the form is valid."""
        first, last = self.cleaned_data["days"] or (self.today, None)
        return {"first": first, "last": last}


class MemberForm(ShareForm):
    """Who takes a seat."""

    member = CustomerField(
        label=gettext_lazy("Member"), help_text=gettext_lazy("By number, name, telephone or address."), error_messages=MEMBER_UNKNOWN
    )

    field_order = ["member", "days"]

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].viewer, self.fields["member"].today = viewer, self.today  # type: ignore[attr-defined]
        self.fields["member"].widget.attrs["autofocus"] = True


class NetworkForm(ShareForm):
    """Which network reads."""

    network = NetworkAddressesField(
        label=gettext_lazy("Network addresses"),
        help_text=gettext_lazy("The range that others see, as the institution's technicians write it: 192.0.2.0/24."),
    )

    field_order = ["network", "days"]


class LastDayForm(FormWithDays):
    """The last day on which a member or a network reads."""

    last = TypedDayField(label=gettext_lazy("Reads until"), help_text=gettext_lazy("The last day. Yesterday ends it at once."))


class AccessForm(FormWithDays):
    """What somebody wants to read, who it is or from where he arrives, and when."""

    what = forms.ChoiceField(label=gettext_lazy("Wants to read"))
    who = CustomerField(label=gettext_lazy("Customer"), required=False, help_text=gettext_lazy("By number, name, telephone or address."))
    address = forms.GenericIPAddressField(
        label=gettext_lazy("Network address"),
        required=False,
        help_text=gettext_lazy("From where he arrives: 192.0.2.17."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    on = TypedDayField(label=gettext_lazy("On"))

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["who"].viewer, self.fields["who"].today = viewer, today  # type: ignore[attr-defined]
        editions, products = readable(viewer)
        offered: list[Edition | Product] = [*editions, *products]
        self._offered = {f"{type(one).__name__.lower()}-{one.pk}": one for one in offered}
        self.fields["what"].choices = list(_labels(self._offered.items(), viewer.language))  # type: ignore[attr-defined]

    @property
    def has_something_to_read(self) -> bool:
        """Whether anything is sold that can be read."""
        return bool(self._offered)

    def clean(self) -> dict[str, Any]:
        """Somebody, or somewhere."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not said["who"] and not said["address"]:
            self.add_error("who", _("Say who it is, or from which address he arrives."))
        return said

    @property
    def asked(self) -> dict[str, Any]:
        """What `access_on` is asked, once the form is valid."""
        said = self.cleaned_data
        chosen = self._offered[said["what"]]
        address = ip_address(said["address"]) if said["address"] else None
        return {type(chosen).__name__.lower(): chosen, "customer": said["who"], "address": address}


def _labels(offered: Iterable[tuple[str, Edition | Product]], language: str) -> Iterable[tuple[str, str]]:
    for key, one in offered:
        title = f"{name_in(one.title.name, language)}, " if isinstance(one, Edition) else ""
        yield key, f"{title}{name_in(one.name, language)}"

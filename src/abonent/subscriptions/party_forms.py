"""What is typed to let another pay, order or mediate, and to say that a customer is an agent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.fields import CustomerField
from abonent.subscriptions.models import Agent
from abonent.subscriptions.models.party import AGENT, PAYER, ROLES
from abonent.subscriptions.operations import AskedParty
from abonent.subscriptions.operations.agents import NO_AGENT
from abonent.subscriptions.share_forms import MEMBER_UNKNOWN
from abonent.ui.edit_form import EditForm
from abonent.ui.inputs import FormWithDays, TypedDayField


class AgentField(forms.ModelChoiceField):
    """Who mediates an order, among those who do; the form that uses it says whom its viewer sees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agent.objects.none(), empty_label=gettext_lazy("none"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The agent with how he is paid: that says who is billed."""
        return f"{obj.customer.name} ({obj.get_mode_display()})"


class PartyForm(FormWithDays):
    """Who, in which role, and from which day."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES, initial=PAYER)
    customer = CustomerField(
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("By number, name, telephone or address."),
        error_messages=MEMBER_UNKNOWN,
    )
    from_on = TypedDayField(label=pgettext_lazy("day", "From"))

    field_order = ["role", "customer", "from_on"]

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        customer = self.fields["customer"]
        customer.viewer, customer.today = viewer, self.today  # type: ignore[attr-defined]
        customer.widget.attrs["autofocus"] = True
        # Somebody pays and somebody orders; a subscription without an agent there is.
        customer.required = self.data.get("role") != AGENT

    @property
    def asked(self) -> AskedParty:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return AskedParty(role=said["role"], customer=said["customer"], from_on=said["from_on"])


class AgentForm(EditForm):
    """How an agent is paid, or that the customer is none."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How the agent is paid"),
        required=False,
        choices=[*Agent.MODES, (NO_AGENT, gettext_lazy("Mediates no new orders"))],
    )

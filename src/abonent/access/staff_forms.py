"""What is asked of a colleague's log-in and of a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.reach import reaches_given_by
from abonent.access.role_queries import all_roles
from abonent.access.staffing import LABELS
from abonent.organisation.models import LegalEntity, Unit
from abonent.ui.language import OWN_NAMES

BY_LINK, TYPED = "link", "typed"
NEW_PASSWORD = {"autocomplete": "new-password"}
PLAIN = ("name", "username", "email", "language", "reach")


class StaffForm(forms.Form):
    """A colleague's log-in. Companies that the viewer does not work for, and their units, are neither shown nor touched."""

    name = forms.CharField(label=LABELS["name"], max_length=120)
    username = forms.CharField(
        label=LABELS["username"],
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(label=LABELS["email"])
    language = forms.ChoiceField(label=LABELS["language"], choices=list(OWN_NAMES.items()))
    roles = forms.MultipleChoiceField(label=LABELS["roles"], widget=forms.CheckboxSelectMultiple, required=False)
    entities = forms.TypedMultipleChoiceField(
        label=LABELS["entities"],
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        help_text=_("Whose invoices and books this person sees."),
        error_messages={"required": _("Choose at least one company.")},
    )

    reach = forms.ChoiceField(
        label=LABELS["reach"],
        required=False,
        widget=forms.RadioSelect,
        initial=StaffUser.Reach.EVERYTHING,
        help_text=_("Whoever sees only some customers sees no runs, bank files, journal or imports: they tell of all customers."),
    )
    units = forms.TypedMultipleChoiceField(
        label=LABELS["units"],
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        help_text=_("Parts of the companies that this person works for."),
    )

    def __init__(self, *arguments: Any, viewer: StaffUser, **named: Any) -> None:
        super().__init__(*arguments, **named)
        own: list[LegalEntity] = list(viewer.entities.order_by("name"))
        self.fields["roles"].choices = [(role.code, role.label) for role in all_roles()]  # type: ignore[attr-defined]
        self.fields["entities"].choices = [(entity.pk, entity.name) for entity in own]  # type: ignore[attr-defined]
        self.of_viewer = {entity.pk for entity in own}
        units = list(Unit.objects.filter(entity__in=own).select_related("entity").order_by("entity__name", "name"))
        self.fields["reach"].choices = self._reaches(viewer, has_units=bool(units))  # type: ignore[attr-defined]
        self.fields["units"].choices = [(unit.pk, f"{unit.entity}: {unit}") for unit in units]  # type: ignore[attr-defined]
        self.units_of_viewer = {unit.pk: unit.entity_id for unit in units}
        if not units:
            del self.fields["units"]

    def clean_reach(self) -> str:
        """What was chosen; as it is where nothing was."""
        return str(self.cleaned_data["reach"] or self.initial.get("reach", StaffUser.Reach.EVERYTHING))

    def clean(self) -> dict[str, Any]:
        """Units of the chosen companies, and at least one for whoever sees units only."""
        said = super().clean() or self.cleaned_data
        chosen = said.get("units", [])
        if said.get("reach") == StaffUser.Reach.UNITS and "units" in self.fields and not chosen:
            self.add_error("units", _("Choose at least one unit: without one this person would see no customer."))
        if any(self.units_of_viewer[pk] not in said.get("entities", []) for pk in chosen):
            self.add_error("units", _("A unit is of a company that is not chosen. Choose the company too, or leave out the unit."))
        return said

    def _reaches(self, viewer: StaffUser, *, has_units: bool) -> list[tuple[str, str]]:
        """As far as the viewer sees himself, and what the colleague has already; by units where there are any."""
        given = dict(reaches_given_by(viewer))
        present = self.initial.get("reach")
        return [
            (value, str(label))
            for value, label in StaffUser.Reach.choices
            if value == present or (value in given and (has_units or value != StaffUser.Reach.UNITS))
        ]

    def said(self) -> dict[str, Any]:
        """What the fields say."""
        said = self.cleaned_data
        return {**said, **{name: sorted(said[name]) for name in ("roles", "entities", "units") if name in said}}


class ChangeStaffForm(StaffForm):
    """A colleague's log-in as it shall be, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *arguments: Any, facts: dict[str, Any], **named: Any) -> None:
        self.facts = facts
        super().__init__(*arguments, initial=facts, **named)
        for name in PLAIN:
            self.fields[name].show_hidden_initial = True
        # Whoever has left may have a company of others' alone.
        self.fields["entities"].required = bool(self.of_viewer & set(facts["entities"]))

    @property
    def seen(self) -> dict[str, Any]:
        """What the log-in said when the form was opened, as the browser sent it along."""
        plain = {name: self.data.get(self.add_initial_prefix(name), self.facts[name]) for name in PLAIN}
        ids = {name: sorted(int(pk) for pk in self._several(name)) for name in ("entities", "units")}
        return {**plain, "roles": self._several("roles"), **ids}

    def _several(self, name: str) -> list[Any]:
        """What was ticked; the browser sends an empty one along, so that nothing ticked is told from nothing said."""
        sent = self.data.getlist(self.add_initial_prefix(name))  # type: ignore[attr-defined]
        return sorted(one for one in sent if one) if sent else self.facts[name]

    def said(self) -> dict[str, Any]:
        said = super().said()
        said.pop("reason")
        entities = set(said["entities"]) | (set(self.facts["entities"]) - self.of_viewer)
        units = set(said.get("units", [])) | (set(self.facts["units"]) - self.units_of_viewer.keys())
        return {**said, "entities": sorted(entities), "units": sorted(units)}


class NewStaffForm(StaffForm):
    """A new colleague, and how the first password comes about."""

    first = forms.ChoiceField(
        label=_("First password"),
        choices=[(BY_LINK, _("Chosen by the person, by a link that works once")), (TYPED, _("Typed here"))],
        widget=forms.RadioSelect,
        initial=BY_LINK,
    )
    password = forms.CharField(label=_("Password"), required=False, widget=forms.PasswordInput(NEW_PASSWORD))

    def clean(self) -> dict[str, Any]:
        """A password where it is to be typed, and not too easy."""
        said = super().clean() or self.cleaned_data
        if said.get("first") == TYPED:
            _check(self, "password", said.get("password") or "")
        return said

    def said(self) -> dict[str, Any]:
        said = super().said()
        typed = said.pop("first") == TYPED
        return {**said, "password": said["password"] if typed else None}


class PasswordForm(forms.Form):
    """A password chosen by a link."""

    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput(NEW_PASSWORD))
    password_again = forms.CharField(label=_("Password once more"), widget=forms.PasswordInput(NEW_PASSWORD))

    def clean(self) -> dict[str, Any]:
        """Both alike, and not too easy."""
        said = super().clean() or self.cleaned_data
        password, again = said.get("password"), said.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ."))
        if password:
            _check(self, "password", password)
        return said


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages={"required": _("Say why: it stands in the history.")})


class CopyRoleForm(forms.Form):
    """The name of a role that begins as a copy."""

    name = forms.CharField(label=_("Name of the new role"), max_length=60)


def _check(form: forms.Form, name: str, password: str) -> None:
    if not password:
        form.add_error(name, _("Type a password, or let it be chosen by a link."))
        return
    try:
        validate_password(password)
    except ValidationError as weak:
        form.add_error(name, weak)

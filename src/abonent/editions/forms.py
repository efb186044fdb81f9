"""What is typed about titles, editions and when they come out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField, WeekdaysField
from abonent.catalog.models import Edition
from abonent.editions.models import PublicationException, PublicationRule
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm


class TitleForm(NamedForm):
    """A title; its company is chosen once."""

    code = forms.SlugField(label=_("Code"), max_length=20)
    entity = RowField(label=_("Company"))

    def __init__(self, *args: Any, viewer: StaffUser, entity: LegalEntity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer([entity] if entity else viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        self.fields["entity"].disabled = entity is not None


class EditionForm(NamedForm):
    """An edition of a title."""

    code = forms.SlugField(label=_("Code"), max_length=20)
    medium = forms.ChoiceField(label=_("Medium"), choices=Edition.MEDIA, widget=forms.RadioSelect)


class ExceptionForm(FormWithDays):
    """A day that is not as the rule says."""

    on = TypedDayField(label=_("Day"))
    kind = forms.ChoiceField(
        label=_("What is different"), choices=PublicationException.KINDS, widget=forms.RadioSelect, initial=PublicationException.NO_ISSUE
    )
    moved_to = TypedDayField(label=_("Moved to"), required=False, help_text=_("Only for an issue that is moved."))
    reason = forms.CharField(label=_("Reason"), max_length=120, help_text=_("Colleagues read it in the calendar."))

    def clean(self) -> dict[str, Any]:
        """Only what is moved goes to another day, and not to its own."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != PublicationException.MOVED:
            cleaned["moved_to"] = None
        elif cleaned.get("moved_to") is None:
            self.add_error("moved_to", _("Say to which day the issue is moved."))
        elif cleaned.get("moved_to") == cleaned.get("on"):
            self.add_error("moved_to", _("Choose another day than the one it is moved from."))
        return cleaned


class RuleForm(FormWithDays):
    """From a day on, which days an edition comes out."""

    begins = TypedDayField(label=_("From"), help_text=_("The rule before ends the day before; later rules give way."))
    kind = forms.ChoiceField(
        label=_("Comes out"), choices=PublicationRule.KINDS, widget=forms.RadioSelect, initial=PublicationRule.WEEKDAYS
    )
    weekdays = WeekdaysField(label=_("On these weekdays"), required=False)
    every = forms.IntegerField(label=_("Every how many weeks or months"), min_value=1, max_value=60, required=False)
    counted_from = TypedDayField(
        label=_("Counted from"), required=False, help_text=_("A day with an issue. Months keep its day of the month.")
    )

    def clean(self) -> dict[str, Any]:
        """Weekdays, or an interval."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == PublicationRule.WEEKDAYS:
            if not cleaned.get("weekdays"):
                self.add_error("weekdays", _("Tick at least one day."))
        elif not cleaned.get("every") and "every" not in self.errors:
            self.add_error("every", _("Say every how many: 1 for each week or month."))
        return cleaned

    @property
    def pattern(self) -> dict[str, Any]:
        """What the operation is told."""
        said = self.cleaned_data
        if said["kind"] == PublicationRule.WEEKDAYS:
            return {"begins": said["begins"], "weekdays": said["weekdays"]}
        unit = "every_weeks" if said["kind"] == PublicationRule.WEEKS else "every_months"
        return {"begins": said["begins"], unit: said["every"], "counted_from": said["counted_from"]}


class HolidaysForm(forms.Form):
    """On which national holidays there is no issue."""

    holidays = forms.MultipleChoiceField(label=_("No issue on"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holidays"].choices = list(choices)  # type: ignore[attr-defined]


class ExtensionForm(FormWithDays):
    """How far issues are made."""

    latest = TypedDayField(label=_("Until"), help_text=_("This day included."))

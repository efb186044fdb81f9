"""What is typed to start a run, to approve one, and to let one start by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run, RunSchedule
from abonent.runs.queries import kinds_by_day
from abonent.runs.registry import kind_of
from abonent.ui.inputs import TypedDayField

WEEKDAYS = [(1, _("Mon")), (2, _("Tue")), (4, _("Wed")), (8, _("Thu")), (16, _("Fri")), (32, _("Sat")), (64, _("Sun"))]


class StartForm(forms.Form):
    """Which run, for which company, as of which day."""

    kind = forms.ChoiceField(label=_("Run"))
    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=_("Company"), empty_label=None)
    as_of = TypedDayField(label=_("As of"), help_text=_("What is due on this day is planned."))

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, entity, as_of = (self.fields[name] for name in ("kind", "entity", "as_of"))
        kind.choices = [(known.code, known.label) for known in kinds_by_day(viewer)]  # type: ignore[attr-defined]
        entity.queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
        as_of.today, as_of.initial = today, today  # type: ignore[attr-defined]


class ApprovalForm(forms.Form):
    """The typed confirmation: how many rows are planned. Whoever types it has looked at it."""

    rows = forms.CharField(label=_("Rows planned"), max_length=20)

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.fields["rows"].help_text = _help_text(run)
        self.fields["rows"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean_rows(self) -> str:
        """The number with or without spaces between its thousands."""
        typed = "".join(self.cleaned_data["rows"].split()).replace("\N{NO-BREAK SPACE}", "")
        if typed != str(self.run.planned_rows):
            raise forms.ValidationError(_("That is not the number of planned rows."))
        return typed


def _help_text(run: Run) -> str:
    """What to type, and whether the commit is the last word."""
    rows = {"rows": run.planned_rows}
    if kind_of(run.kind).taken_back:
        return gettext("Type %(rows)s to confirm. You can take it back afterwards.") % rows
    return gettext("Type %(rows)s to confirm. What is committed is not undone.") % rows


class ScheduleForm(forms.ModelForm):
    """When a kind of run starts by itself, and up to which limits it is committed unseen."""

    begins_on = TypedDayField(label=_("From"))
    ended_on = TypedDayField(label=_("Until, not including"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Does not count where a day of the month is given."),
    )
    approved = forms.BooleanField(
        label=_("Commit without a person within these limits"), required=False, help_text=_("Above a limit the plan waits for approval.")
    )

    class Meta:
        model = RunSchedule
        fields = ["kind", "entity", "at", "day_of_month", "begins_on", "ended_on", "at_most_rows", "at_most_amount"]
        labels = {
            "at": _("At"),
            "day_of_month": _("Day of the month"),
            "at_most_rows": _("At most so many rows"),
            "at_most_amount": _("At most this total"),
        }
        widgets = {"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for name in ("begins_on", "ended_on"):
            self.fields[name].today = today  # type: ignore[attr-defined]
        self.fields["kind"] = forms.ChoiceField(label=_("Run"), choices=[(kind.code, kind.label) for kind in kinds_by_day(viewer)])
        self.fields["entity"] = forms.ModelChoiceField(viewer.entities.order_by("name"), label=_("Company"), empty_label=None)
        self.fields["weekdays"].initial = [bit for bit, _label in WEEKDAYS if self.instance.weekdays & bit]
        self.fields["approved"].initial = self.instance.approved_by_id is not None

    def clean(self) -> dict[str, Any]:
        """A standing approval without limits is none."""
        cleaned = super().clean() or {}
        for name in ("at_most_rows", "at_most_amount"):
            if cleaned.get("approved") and cleaned.get(name) is None:
                self.add_error(name, _("Say up to what it is committed without a person."))
        return cleaned

    def save(self, commit: bool = True) -> RunSchedule:
        """The schedule with its set of weekdays, approved by the viewer or by nobody."""
        self.instance.weekdays = sum(self.cleaned_data["weekdays"])
        self.instance.approved_by = self.viewer if self.cleaned_data["approved"] else None
        return super().save(commit=commit)

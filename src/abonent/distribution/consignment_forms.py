"""What is chosen to put a consignment together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.distribution.consigned import Consigned
from abonent.distribution.consignment_queries import runs_to_send
from abonent.distribution.models import SortProfile
from abonent.runs.models import Run
from abonent.ui import wording
from abonent.ui.lists.reader import present_reader


class ConsignmentForm(forms.Form):
    """The pieces of which run are sent, and by which sort profile."""

    sent = forms.ChoiceField(label=gettext_lazy("What is sent"))
    profile = forms.ChoiceField(label=gettext_lazy("Sort profile"), required=False)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = runs_to_send(viewer)
        self.runs: dict[str, tuple[Consigned, Run]] = {f"{sent.kind}-{run.pk}": (sent, run) for sent, runs in waiting for run in runs}
        self.fields["sent"].choices = [  # type: ignore[attr-defined]
            (sent.label, [(f"{sent.kind}-{run.pk}", _said(run)) for run in runs]) for sent, runs in waiting if runs
        ]
        self.profiles = {str(one.pk): one for one in of_my_entities(SortProfile.objects.filter(retired=False), viewer)}
        usual = [("", _("As is usual in the country"))]
        self.fields["profile"].choices = usual + [(key, str(one)) for key, one in self.profiles.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The run and the profile themselves; the profile of another company is none of this one's."""
        cleaned = super().clean() or {}
        if "sent" in cleaned:
            cleaned["sent"], cleaned["run"] = self.runs[cleaned["sent"]]
        cleaned["profile"] = self.profiles.get(cleaned.get("profile", ""))
        if cleaned["profile"] and "run" in cleaned and cleaned["profile"].entity_id != cleaned["run"].entity_id:
            self.add_error("profile", _("This profile is of another company."))
        return cleaned


def _said(run: Run) -> str:
    reader = present_reader()
    told = {"run": run.pk, "day": wording.day(run.as_of, reader.today, reader.language), "company": run.entity.name}
    return _("Run %(run)s, %(day)s, %(company)s") % told

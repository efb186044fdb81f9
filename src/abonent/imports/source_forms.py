"""Forms of a source: where its rows are, when they are come for, and how much of it is committed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.imports.drops import drop_root
from abonent.imports.kinds import declared_kinds
from abonent.imports.models import ImportSource

Way = ImportSource.Way
WEEKDAYS = [(1, gettext_lazy("Mon")), (2, gettext_lazy("Tue")), (4, gettext_lazy("Wed")), (8, gettext_lazy("Thu")), (16, gettext_lazy("Fri")), (32, gettext_lazy("Sat")), (64, gettext_lazy("Sun"))]  # fmt: skip


class SourceForm(forms.ModelForm):
    """What is said of every source. `first` names the fields that say where its rows are."""

    first: ClassVar[tuple[str, ...]] = ()
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Without a day it is come for only when somebody asks."),
    )

    class Meta:
        model = ImportSource
        fields: tuple[str, ...] = ("name", "when_vanished", "at", "most_changes", "most_errors")
        labels: ClassVar[dict[str, Any]] = {
            "name": gettext_lazy("Name"),
            "query": gettext_lazy("Question"),
            "folder": gettext_lazy("Folder"),
            "most_rows": gettext_lazy("Rows at most"),
            "when_vanished": gettext_lazy("Rows that the source no longer has"),
            "at": gettext_lazy("At"),
            "most_changes": gettext_lazy("Committed by itself up to"),
            "most_errors": gettext_lazy("Rows with errors, at most"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": gettext_lazy("The source of its keys: a row is known again by source and key."),
            "query": gettext_lazy(
                "One SELECT of all rows; its column names are the headers. It is asked in a transaction that only reads."
            ),
            "at": gettext_lazy("Empty: only when somebody asks."),
            "most_changes": gettext_lazy("New and changed rows; empty: a person looks and commits."),
            "most_errors": gettext_lazy("They are left out. With more of them it waits for a person."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "query": forms.Textarea({"rows": 6, "spellcheck": "false"}),
            "at": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        bits = self.instance.weekdays
        self.fields["weekdays"].initial = [bit for bit, _label in WEEKDAYS if bits & bit]
        if self.has_brought:
            # Rows are known again by it: under another name they would all be new.
            self.fields["name"].disabled = True
        self.fields["kind"] = forms.ChoiceField(
            label=gettext_lazy("What it has"),
            choices=[(kind.code, kind.label) for kind in declared_kinds],
            initial=self.instance.kind,
        )

    @property
    def has_brought(self) -> bool:
        """Whether something has come from it."""
        return self.instance.pk is not None and self.instance.batches.exists()

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields that say where its rows are."""
        return [self[name] for name in self.first]

    def said(self) -> Mapping[str, Any]:
        """What the form says of the source, but for its secrets."""
        plain = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "kind")}
        return {**plain, "weekdays": sum(self.cleaned_data["weekdays"])}


class DatabaseForm(SourceForm):
    """A database: its address, which is typed and never shown, and what is asked."""

    first = ("new_address", "query")
    new_address = forms.CharField(
        label=gettext_lazy("Address of the database"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=gettext_lazy(
            "postgresql://user:password@host/database, or sqlite:////path/on/the/server. It is kept sealed and never shown again."
        ),
    )

    class Meta(SourceForm.Meta):
        fields = (*SourceForm.Meta.fields, "query", "most_rows")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["query"].required = True
        self.fields["new_address"].required = self.instance.pk is None


class AddressForm(SourceForm):
    """An address on the web that gives CSV or JSON; the address and the secret are typed and never shown."""

    first = ("new_address", "header", "new_secret", "rows_at", "next_at")
    new_address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
        help_text=gettext_lazy("It gives all rows as CSV or JSON, like https://shop.example.com/customers. It is kept sealed."),
    )
    header = forms.CharField(
        label=gettext_lazy("Header of the secret"),
        required=False,
        max_length=60,
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9-]*$", gettext_lazy("A name of letters, digits and -, like Authorization."))],
    )
    new_secret = forms.CharField(
        label=gettext_lazy("Secret"),
        required=False,
        max_length=4000,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=gettext_lazy("What the header says, for example: Bearer 8f3k2. It is kept sealed and sent to this host alone."),
    )

    class Meta(SourceForm.Meta):
        fields = (*SourceForm.Meta.fields, "header", "rows_at", "next_at", "most_rows")
        labels: ClassVar[dict[str, Any]] = {
            **SourceForm.Meta.labels,
            "rows_at": gettext_lazy("Where the rows are"),
            "next_at": gettext_lazy("Where the next address is"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            **SourceForm.Meta.help_texts,
            "rows_at": gettext_lazy("Only for JSON: names with dots, like data.customers. Empty: the answer is a list or has only one."),
            "next_at": gettext_lazy("Only for JSON in pages: names with dots, like links.next. Empty: the Link header says it."),
        }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["new_address"].required = self.instance.pk is None

    def clean(self) -> dict[str, Any]:
        """A secret needs a header to go in."""
        said = super().clean() or self.cleaned_data
        if not said.get("header") and not self.errors.get("header") and (said.get("new_secret") or self.instance.secret):
            self.add_error("header", _("Say in which header the secret goes, most often Authorization."))
        return said


class FolderForm(SourceForm):
    """A folder that files are put into."""

    first = ("folder",)

    class Meta(SourceForm.Meta):
        fields = (*SourceForm.Meta.fields, "folder")
        help_texts: ClassVar[dict[str, Any]] = {
            **SourceForm.Meta.help_texts,
            "at": gettext_lazy("Not earlier in the day. Empty: as soon as a file is there."),
        }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        folder = self.fields["folder"]
        folder.required = False
        folder.validators.append(RegexValidator(r"^[a-z0-9][a-z0-9_-]*$", _("Small letters from a to z, digits, - and _ only.")))
        folder.help_text = _("It lies in %(root)s and is made when you keep this. Empty: called like the source.") % {"root": drop_root()}
        if self.instance.pk is None:
            self.initial["when_vanished"] = ImportSource.WhenVanished.PARTIAL

    def clean(self) -> dict[str, Any]:
        """The folder is called like its source if nobody says how; two sources never share one."""
        said = super().clean() or self.cleaned_data
        if "folder" in said and not said["folder"]:
            said["folder"] = slugify(said.get("name", ""))[:40]
            if not said["folder"]:
                self.add_error("folder", _("Say what the folder is called."))
        if said.get("folder") and ImportSource.objects.filter(folder=said["folder"]).exclude(pk=self.instance.pk).exists():
            self.add_error("folder", _("Another source has this folder. Call it something else."))
        return said


FORMS: Mapping[str, type[SourceForm]] = {Way.DATABASE: DatabaseForm, Way.FOLDER: FolderForm, Way.ADDRESS: AddressForm}

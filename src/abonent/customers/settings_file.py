"""Own fields, the words of the register and the wanted data in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.completeness import BOTH, DETAILS
from abonent.customers.models import OwnField, OwnFieldOption, RequiredDetail
from abonent.customers.operations.completeness import write_required_details
from abonent.customers.operations.own_fields import CannotSetUp, write_own_field
from abonent.customers.own_values import WITH_OPTIONS
from abonent.customers.word_kinds import WORD_KINDS, WordKind
from abonent.kit.names import name_in
from abonent.kit.settings_file import Said, Section, merged_names, names_alike
from abonent.kit.shapes import ListOf, Names, OneOf, Record, YesNo

SET_UP = "customers.set_up"
IN_USE = gettext_lazy("Offered to be chosen")
SWITCHES = ("of_persons", "of_organisations", "required", "searchable")


class OwnFields(Section):
    """The fields that the firm has set up for customers, with their options, in their order."""

    name, label, permission, order = "own_fields", gettext_lazy("Own fields"), SET_UP, 10
    labels = {
        "name": gettext_lazy("Name"),
        "kind": gettext_lazy("Kind"),
        "of_persons": gettext_lazy("Persons have it"),
        "of_organisations": gettext_lazy("Organisations have it"),
        "required": gettext_lazy("Must be filled in"),
        "searchable": gettext_lazy("Found in the search box"),
        "in_use": gettext_lazy("In use"),
        "options": gettext_lazy("Options"),
    }
    shape = Record(
        {
            "name": Names(),
            "kind": OneOf(lambda: list(OwnField.Kind.values)),
            **{switch: YesNo() for switch in SWITCHES},
            "in_use": YesNo(),
            "options": ListOf(Record({"name": Names(), "in_use": YesNo()}, needed=("name",))),
        },
        needed=("name", "kind"),
    )

    def items(self) -> Mapping[int, Said]:
        """Every field, those put away too."""
        fields = OwnField.objects.prefetch_related("options").order_by("ordinal", "pk")
        return {field.pk: self._says(field) for field in fields}

    def likeness(self, here: Said, wanted: Said) -> int:
        """By its name; of two that are called alike the one of the same kind."""
        alike = names_alike(here["name"], wanted["name"])
        return alike and alike * 2 + (here["kind"] == wanted["kind"])

    def merged(self, here: Said, wanted: Said) -> Said:
        """Options that only one of both has stay."""
        options = {"options": _merged_options(here["options"], wanted.get("options", []))} if "options" in here else {}
        return {**super().merged(here, wanted), **options}

    def whole(self, wanted: Said) -> Said:
        """Everybody has it, nobody must fill it in."""
        usual = {"of_persons": True, "of_organisations": True, "required": False, "searchable": False, "in_use": True}
        options = {"options": _merged_options([], wanted.get("options", []))} if wanted["kind"] in WITH_OPTIONS else {}
        return {**usual, **wanted, **options}

    def objection(self, here: Said, wanted: Said) -> str:
        """What is written in a field depends on its kind, which stays; options are of those fields that have some."""
        kinds = dict(OwnField.Kind.choices)
        if here and here["kind"] != wanted["kind"]:
            return _("Here this field is of the kind “%(kind)s”, and the kind of a field stays. Give it another name in the file.") % {
                "kind": kinds[here["kind"]]
            }
        if wanted.get("options") and wanted["kind"] not in WITH_OPTIONS:
            return _("Only a field to choose from has options. Take them out, or write another kind.")
        return ""

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """The field and its options; a new one stands behind the others."""
        if says["kind"] in WITH_OPTIONS and not says.get("options"):
            raise CannotSetUp("own_field.without_options")
        wanted = {**{switch: says[switch] for switch in SWITCHES}, "name": says["name"], "retired": not says["in_use"]}
        if key is None:
            latest = OwnField.objects.aggregate(latest=Max("ordinal"))["latest"] or 0
            field = OwnField.objects.create(name=says["name"], kind=says["kind"], ordinal=latest + 1)
        else:
            field = OwnField.objects.select_for_update().get(pk=key)
        write_own_field(field, wanted)
        _write_options(field, says.get("options", []))
        return field.pk

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Put the field away."""
        write_own_field(OwnField.objects.select_for_update().get(pk=key), {"retired": True})

    def in_words(self, name: str, value: Any, language: str) -> str:
        """Kinds as managers read them, options by their names."""
        if name == "options":
            return _option_in_words(value, language)
        return str(dict(OwnField.Kind.choices)[value]) if name == "kind" else str(value)

    def _says(self, field: OwnField) -> Said:
        says: Said = {"name": field.name, "kind": field.kind, **{switch: getattr(field, switch) for switch in SWITCHES}}
        says["in_use"] = not field.retired
        if field.kind in WITH_OPTIONS:
            options = sorted(field.options.all(), key=lambda option: option.pk)
            says["options"] = [{"name": option.name, "in_use": not option.retired} for option in options]
        return says


class Words(Section):
    """A list of words that customers or their contact persons are sorted by."""

    permission = SET_UP
    labels = {"name": gettext_lazy("Name"), "in_use": IN_USE}
    shape = Record({"name": Names(), "in_use": YesNo()}, needed=("name",))

    def __init__(self, kind: WordKind, order: int) -> None:
        self.kind, self.name, self.label, self.order = kind, kind.name, kind.title, order

    def items(self) -> Mapping[int, Said]:
        """Every word by its name, those not offered any more too."""
        words = sorted(self.kind.model._default_manager.all(), key=lambda word: (name_in(word.name, "en").casefold(), word.pk))
        return {word.pk: {"name": word.name, "in_use": not word.retired} for word in words}

    def whole(self, wanted: Said) -> Said:
        """A new word is offered."""
        return {"in_use": True, **wanted}

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """The word with its names."""
        word = self.kind.model._default_manager.select_for_update().get(pk=key) if key else self.kind.model()
        word.name, word.retired = says["name"], not says["in_use"]
        word.save()
        return int(word.pk)

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Offer it no more."""
        word = self.kind.model._default_manager.get(pk=key)
        word.retired = True
        word.save()


class WantedData(Section):
    """What the house wants to know of every person and of every organisation. Own fields that must be filled in say so themselves."""

    name, label, permission, order, single = "wanted_data", gettext_lazy("Wanted data"), SET_UP, 30, True
    labels = {"person": gettext_lazy("Of persons"), "organisation": gettext_lazy("Of organisations")}

    def __init__(self) -> None:
        self.codes = {kind: [detail.code for detail in DETAILS if kind in detail.kinds] for kind in BOTH}
        self.shape = Record({kind: ListOf(OneOf(lambda kind=kind: self.codes[kind])) for kind in BOTH})  # type: ignore[misc]

    def items(self) -> Mapping[int, Said]:
        """One entry: kind of customers -> what is wanted of them."""
        rows = set(RequiredDetail.objects.values_list("kind", "detail"))
        return {1: {kind: sorted(code for code in self.codes[kind] if (kind, code) in rows) for kind in BOTH}}

    def called(self, says: Said, language: str) -> str:
        """It is one for the house."""
        return str(self.label)

    def likeness(self, here: Said, wanted: Said) -> int:
        """There is only one."""
        return 1

    def merged(self, here: Said, wanted: Said) -> Said:
        """What the file says of a kind of customers, without regard to its order."""
        return {**here, **{kind: sorted(set(codes)) for kind, codes in wanted.items()}}

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """All that is wanted."""
        write_required_details(says)
        return 1

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """It is never added: there always is one."""

    def in_words(self, name: str, value: Any, language: str) -> str:
        """A detail as its label."""
        return next((str(detail.label) for detail in DETAILS if detail.code == value), str(value))


def _merged_options(here: list[Said], wanted: list[Said]) -> list[Said]:
    """The options here with what the file says of them, and behind them those that are new."""
    merged = [dict(option) for option in here]
    for option in wanted:
        found = next((one for one in merged if names_alike(one["name"], option["name"])), None)
        if found is None:
            merged.append({"in_use": True, **option})
        else:
            found |= {**option, "name": merged_names(found["name"], option["name"])}
    return merged


def _write_options(field: OwnField, wanted: list[Said]) -> None:
    """The options as they are wanted; one that is here and not wanted is not offered any more: a file had added it."""
    here = list(field.options.select_for_update().order_by("pk"))
    for says in wanted:
        option = next((one for one in here if names_alike(one.name, says["name"])), None)
        if option is None:
            option = OwnFieldOption(field=field)
        else:
            here.remove(option)
        option.name, option.retired = says["name"], not says["in_use"]
        option.save()
    for option in here:
        option.retired = True
        option.save()


def _option_in_words(option: Said, language: str) -> str:
    name = name_in(option["name"], language)
    return name if option["in_use"] else _("%(option)s (not offered any more)") % {"option": name}


SECTIONS = [OwnFields(), *(Words(kind, 20 + place) for place, kind in enumerate(WORD_KINDS)), WantedData()]

"""The one file of settings: written, read, and laid beside what is set up here, before anything is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.kit.refusals import Refusal
from abonent.kit.settings_file import Said, Section, declared_sections
from abonent.kit.shapes import Fault, ListOf

MARK, VERSION = "abonent_settings", 1
LARGEST = 4_000_000
NOTHING = "\N{EN DASH}"


class CannotRead(Refusal):
    """A file that is no file of settings of ours."""

    sentences = {
        "settings.too_large": gettext_lazy("The file is larger than four megabytes. That is no file of settings."),
        "settings.no_text": gettext_lazy("The file is no text in UTF-8. Save it as UTF-8."),
        "settings.no_json": gettext_lazy(
            "Line %(line)s, column %(column)s: a comma, a quotation mark or a bracket is missing or too many."
        ),
        "settings.twice": gettext_lazy("“%(name)s” stands twice in the same place. Take one of them out."),
        "settings.not_ours": gettext_lazy("This is no file of settings. It begins with “%(mark)s”: download one here to see how it looks."),
        "settings.newer": gettext_lazy(
            "The file is of the format %(version)s, written by a newer version of Abonent. Update this one first."
        ),
    }


@dataclass(frozen=True)
class Change:
    """An entry that a file would add or change: where it stands, its key here, what it says before and after."""

    section: Section
    place: str
    key: int | None
    before: Said
    after: Said

    @property
    def called(self) -> str:
        """What people call it."""
        return self.section.called(self.after, _reader_language())

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """(label, before, after) of what differs; of a list only what goes and what comes."""
        return [
            (str(self.section.labels.get(name, name)), *_in_words(self.section, name, self.before.get(name), value))
            for name, value in self.after.items()
            if self.before.get(name) != value
        ]


@dataclass(frozen=True)
class SectionPlan:
    """What a file would do to one kind of settings; `same` are those that stay as they are."""

    section: Section
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Said] = field(default_factory=list)
    only_here: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """All that would be written."""
        return [*self.new, *self.changed]


@dataclass(frozen=True)
class Plan:
    """What a file would do; nothing at all where it has faults."""

    sections: list[SectionPlan]
    faults: list[Fault]

    @property
    def changes(self) -> list[Change]:
        """All that would be written, in the order of the sections."""
        return [change for section in self.sections for change in section.changes] if not self.faults else []

    @property
    def digest(self) -> str:
        """What the plan was, so that what is done is what was shown."""
        said = [[change.section.name, change.key, change.before, change.after] for change in self.changes]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def settings_as_text() -> str:
    """All settings of this installation as a file: the same settings are the same text."""
    document: dict[str, Any] = {MARK: VERSION}
    for section in declared_sections:
        entries = list(section.items().values())
        document[section.name] = entries[0] if section.single and entries else entries
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_settings(content: bytes) -> dict[str, Any]:
    """The document that a file holds; refused if it is none of ours, or of a newer version."""
    if len(content) > LARGEST:
        raise CannotRead("settings.too_large")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_each_name_once)
    except UnicodeDecodeError:
        raise CannotRead("settings.no_text") from None
    except json.JSONDecodeError as error:
        raise CannotRead("settings.no_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise CannotRead("settings.not_ours", mark=MARK) from None
    version = document.get(MARK) if isinstance(document, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise CannotRead("settings.not_ours", mark=MARK)
    if version > VERSION:
        raise CannotRead("settings.newer", version=version)
    return {name: value for name, value in document.items() if name != MARK}


def plan_settings(document: Mapping[str, Any], *, viewer: StaffUser) -> Plan:
    """Lay a document beside what is set up here; only whoever may set something up by hand may do so by a file."""
    faults = list(_faults(document))
    plans = [] if faults else [_plan_of(section, document[section.name]) for section in declared_sections if section.name in document]
    for plan in plans:
        if plan.changes and not viewer.may(plan.section.permission):
            faults.append(Fault(plan.section.name, _("You may not change this. Take it out of the file, or ask an administrator.")))
        faults.extend(Fault(change.place, found) for change in plan.changes if (found := _objection(change)))
        faults.extend(Fault(change.place, _("This stands twice in the file. Take one of them out.")) for change in _twice(plan))
    return Plan(plans, faults)


def things_left_out() -> list[tuple[Section, list[str]]]:
    """What is set up here and stays out of the file."""
    return [(section, left) for section in declared_sections if (left := section.left_out())]


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CannotRead("settings.twice", name=name)
        found[name] = value
    return found


def _faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    known = {section.name: section for section in declared_sections}
    for name, value in document.items():
        if name in known:
            shape = known[name].shape if known[name].single else ListOf(known[name].shape)
            yield from shape.faults(value, name)
        else:
            words = {"said": name, "words": ", ".join(known)}
            yield Fault(name, _("This version knows no settings called “%(said)s”. Take them out. It knows: %(words)s.") % words)


def _plan_of(section: Section, value: Any) -> SectionPlan:
    plan, free = SectionPlan(section), dict(section.items())
    for number, wanted in enumerate([value] if section.single else value, start=1):
        place = section.name if section.single else f"{section.name}[{number}]"
        key = max(free, key=lambda one: section.likeness(free[one], wanted), default=None)
        if key is None or not section.likeness(free[key], wanted):
            plan.new.append(Change(section, place, None, {}, section.whole(wanted)))
            continue
        here = free.pop(key)
        after = section.merged(here, wanted)
        if after == here:
            plan.same.append(here)
        else:
            plan.changed.append(Change(section, place, key, here, after))
    plan.only_here.extend(section.called(says, _reader_language()) for says in free.values())
    return plan


def _objection(change: Change) -> str:
    return change.section.objection(change.before, change.after)


def _twice(plan: SectionPlan) -> list[Change]:
    """New entries that are called as another of the file."""
    section = plan.section
    return [
        change
        for number, change in enumerate(plan.new)
        if any(section.likeness(other.after, change.after) for other in [*plan.changed, *plan.new[:number]])
    ]


def _in_words(section: Section, name: str, before: Any, after: Any) -> tuple[str, str]:
    if isinstance(after, list):
        former = before or []
        return _listed(section, name, [one for one in former if one not in after]), _listed(
            section, name, [one for one in after if one not in former]
        )
    if isinstance(after, dict):
        former = before or {}
        changed = [key for key in after if former.get(key) != after[key]]
        return _pairs(former, changed), _pairs(after, changed)
    return _one(section, name, before), _one(section, name, after)


def _listed(section: Section, name: str, values: list[Any]) -> str:
    return ", ".join(_one(section, name, value) for value in values) or NOTHING


def _pairs(values: Mapping[str, Any], keys: list[str]) -> str:
    return ", ".join(f"{key}: {values[key]}" for key in keys if key in values) or NOTHING


def _one(section: Section, name: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return section.in_words(name, value, _reader_language())


def _reader_language() -> str:
    return get_language() or "en"

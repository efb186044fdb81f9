"""Take a file as a list, open it, read it again, say what it is for, throw it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.external_lists.files import workbook
from abonent.external_lists.files.place import MOST_BYTES, read_from_folder, take_from_folder
from abonent.external_lists.models import ExternalList, ListVersion
from abonent.external_lists.operations.versions import Came, free_headers, locked, new_version
from abonent.external_lists.reading import list_kind, stage_rows
from abonent.imports import child
from abonent.imports.mapping import demand_needed, guessed_mapping, remember_mapping
from abonent.imports.refusals import CannotImport
from abonent.kit import clock, statements
from abonent.kit.files import forget, read_stored, store
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

USUAL_DAYS, MOST_DAYS = 90, 366


class CannotList(Refusal):
    """A file that cannot be worked as a list, or a list that cannot be so."""

    sentences = {
        "list.kind": _("%(file)s cannot be written back. Save it as CSV or XLSX and open that."),
        "list.too_large": _("%(file)s has more than %(most)s MB, too much to be worked as a list. Split it."),
        "list.opened_already": _("%(file)s is worked as the list %(list)s already."),
        "list.too_long": _("A list is kept for a year at most. Choose a day before %(latest)s."),
        "list.past": _("The day has passed. Choose one that is to come."),
        "list.same_columns_missing": _("%(file)s no longer has the column %(header)s. Put it back, or open the file as a new list."),
    }


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a person says of a list: its name, what for, on what ground people are called, and until when it is kept."""

    name: str
    purpose: str
    contact_purpose: str
    agreed: str
    ends_on: date


def take_list(
    *, name: str, content: bytes, described: Described, entity: LegalEntity, actor: StaffUser, today: date, watched: str = ""
) -> ExternalList:
    """Look into a file and guess which column is what; refuses a file that is no table or cannot be written back, and keeps nothing of it."""
    _demand_a_term(described.ends_on, today)
    if len(content) > MOST_BYTES:
        raise CannotList("list.too_large", file=name, most=MOST_BYTES // 2**20)
    if watched and (known := ExternalList.objects.kept().filter(watched=watched).first()):
        raise CannotList("list.opened_already", file=name, list=known.name)
    with change_by(actor, "take_list"):
        file = store(name=name, media_type="", content=content, owner="external_list")
        try:
            found = _looked_into(file)
        except Refusal:
            default_storage.delete(file.key)
            raise
        guesses = guessed_mapping(list_kind(), found["headers"], source="", sample=found["sample"])
        taken = ExternalList.objects.create(
            entity=entity,
            owner=actor,
            file=file,
            watched=watched,
            layout={**found["layout"], "headers": found["headers"], "sample": found["sample"]},
            mapping={field: guess.place for field, guess in guesses.items()},
            sureness={field: guess.sureness for field, guess in guesses.items()},
            defaults={"default_country": entity.country},
            own_headers=free_headers(found["headers"], actor.language),
            **described.__dict__,
        )
        ListVersion.objects.create(external_list=taken, file=file, came=Came.BROUGHT, made_by=actor, made_at=clock.now())
        record_act(actor=actor, verb="take_list", subject_kind="external_list", subject_ids=[taken.pk])
    return taken


def open_list(*, external_list: ExternalList, mapping: Mapping[str, int], defaults: Mapping[str, str]) -> ExternalList:
    """Read the rows of a list with its columns as chosen; what was chosen is remembered for the next such file."""
    kind = list_kind()
    assert external_list.file is not None
    demand_needed(kind, external_list.headers, mapping, file_name=external_list.file.name)
    remember_mapping(kind, external_list.headers, mapping, source="")
    with transaction.atomic():
        clock.hand_over()
        opened = locked(external_list)
        opened.mapping, opened.defaults = dict(mapping), dict(defaults)
        # The first rows were shown to choose the columns by; from now on people stand in rows alone.
        opened.layout.pop("sample", None)
        read_rows_again(opened)
        opened.opened_at = opened.opened_at or clock.now()
        opened.save()
    return opened


def read_again(*, external_list: ExternalList, actor: StaffUser, today: date, content: bytes | None = None) -> ExternalList:
    """Take the file as it is by now: that of the folder, or another one that is given. Rows that are the same keep their calls.

    A row that is no longer there stays, without a place in the file, if somebody was called.
    """
    with change_by(actor, "read_list_again"):
        read = locked(external_list)
        assert read.file is not None
        before = read.versions.first()
        assert before is not None
        found = content if content is not None else read_from_folder(read.watched) if read.watched else read_stored(read.file)
        if len(found) > MOST_BYTES:
            raise CannotList("list.too_large", file=read.file.name, most=MOST_BYTES // 2**20)
        file = new_version(read, found, Came.READ, actor)
        looked = _looked_into(file)
        _follow_columns(read, looked["headers"])
        read.layout = {**looked["layout"], "headers": looked["headers"]}
        read_rows_again(read)
        read.save()
        record_act(actor=actor, verb="read_list_again", subject_kind="external_list", subject_ids=[read.pk])
    return read


def read_rows_again(external_list: ExternalList) -> None:
    """Put the rows of the present file in the place of those before; who is the same keeps his calls, customer and number."""
    statements.run("external_lists/set_rows_aside", external_list=external_list.pk)
    stage_rows(external_list)
    statements.run("external_lists/keep_same_rows", external_list=external_list.pk)
    statements.run("external_lists/forget_replaced_rows", external_list=external_list.pk)
    statements.run("external_lists/leave_rows_without_place", external_list=external_list.pk)
    external_list.row_count = external_list.rows.exclude(line=None).count()


def describe_list(*, external_list: ExternalList, described: Described, actor: StaffUser, today: date) -> ExternalList:
    """Say anew what a list is called and for, and until when it is kept."""
    _demand_a_term(described.ends_on, today)
    with change_by(actor, "describe_list"):
        now = locked(external_list)
        before = {name: getattr(now, name) for name in Described.__dataclass_fields__}
        if before != described.__dict__:
            ExternalList.objects.filter(pk=now.pk).update(**described.__dict__)
            inverse = {"verb": "describe_list_back", "list": now.pk, **before, "ends_on": before["ends_on"].isoformat()}
            record_act(actor=actor, verb="describe_list", subject_kind="external_list", subject_ids=[now.pk], inverse=inverse)
    external_list.refresh_from_db()
    return external_list


def throw_away(*, external_list: ExternalList, actor: StaffUser | None) -> None:
    """Throw a list away: its rows, its calls, its file with every version, that in the folder too. What it was for stays known."""
    with change_by(actor, "throw_list_away"):
        gone = locked(external_list)
        if gone.thrown_away_at is not None:
            return
        take_from_folder(gone)
        gone.rows.all().delete()
        files = StoredFile.objects.filter(pk__in=[*gone.versions.values_list("file", flat=True), gone.file_id])
        there = list(files)
        gone.versions.all().delete()
        gone.file, gone.thrown_away_at, gone.row_count = None, clock.now(), 0
        gone.layout, gone.sureness = {}, {}
        gone.save()
        for file in there:
            forget(file)
        record_act(actor=actor, verb="throw_list_away", subject_kind="external_list", subject_ids=[gone.pk])


def latest_end(today: date) -> date:
    """The latest day until which a list may be kept."""
    return today + timedelta(days=MOST_DAYS)


def _demand_a_term(ends_on: date, today: date) -> None:
    if ends_on <= today:
        raise CannotList("list.past")
    if ends_on > latest_end(today):
        raise CannotList("list.too_long", latest=latest_end(today).isoformat())


def _looked_into(file: StoredFile) -> dict[str, Any]:
    """The layout, headers and first rows of a file that can be written back."""
    found = child.look_into(file)
    if found["layout"]["format"] == "workbook" and not workbook.can_be_written(read_stored(file)):
        raise CannotList("list.kind", file=file.name)
    return found


def _follow_columns(external_list: ExternalList, headers: list[str]) -> None:
    """Let the mapping follow columns that stand in another place by now; refuses a file that lacks one."""
    assert external_list.file is not None
    places: dict[str, int] = {}
    for field, place in external_list.mapping.items():
        header = external_list.headers[place]
        if header not in headers:
            raise CannotList("list.same_columns_missing", file=external_list.file.name, header=header)
        places[field] = headers.index(header)
    external_list.mapping = places


__all__ = [
    "CannotImport",
    "CannotList",
    "Described",
    "describe_list",
    "open_list",
    "read_again",
    "read_rows_again",
    "take_list",
    "throw_away",
]

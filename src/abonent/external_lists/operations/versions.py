"""Write into the file of a list, keeping the version before; put an earlier version back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext, override

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.external_lists.files import text, workbook
from abonent.external_lists.files.cells import CannotPlace, Writing
from abonent.external_lists.files.place import CannotWrite, content_to_write, put_into_folder
from abonent.external_lists.models import ExternalList, ListCall, ListRow, ListVersion
from abonent.kit import clock
from abonent.kit.files import forget, read_stored, store
from abonent.kit.models import StoredFile
from abonent.runs.operations import record_act

# The first is kept as well: what came.
VERSIONS_KEPT = 10
OWN_COLUMNS = ("result", "note", "contacted", "call_back")
Came = ListVersion.Came


def write_rows(*, external_list: ExternalList, rows: Sequence[ListRow], actor: StaffUser | None) -> None:
    """Write of each row what came of its latest call into the file; of a row without calls, nothing in the place of what stood there."""
    latest = latest_calls(rows)
    there = [row for row in rows if row.line is not None]
    cells = {row.line: _cells(external_list, latest.get(row.pk)) for row in there if row.line is not None}
    _write(external_list, Writing(headers=own_headers(external_list), cells=cells), Came.WRITTEN, actor)
    ListCall.objects.filter(row__in=there).update(in_file=True)


def empty_rows(*, external_list: ExternalList, rows: Iterable[ListRow]) -> None:
    """Take the cells of erased people out of the file, and with them every earlier version."""
    there = list(rows)
    lines = frozenset(row.line for row in there if row.line is not None)
    if lines:
        _write(external_list, Writing(headers=[], emptied=lines), Came.EMPTIED, None)
    _forget_versions(external_list.versions.exclude(file=external_list.file))
    ListRow.objects.filter(pk__in=[row.pk for row in there]).update(emptied=True)


def put_back(*, version: ListVersion, actor: StaffUser, today: date) -> ListVersion:
    """Let the file be as it was at an earlier version; results since then stay here and wait to be written again."""
    from abonent.external_lists.operations.lists import read_rows_again

    with change_by(actor, "put_list_back"):
        external_list = locked(version.external_list)
        content_to_write(external_list)
        before = external_list.versions.first()
        assert before is not None
        made = _keep(external_list, read_stored(version.file), Came.PUT_BACK, actor)
        read_rows_again(external_list)
        ListCall.objects.filter(row__external_list=external_list).update(in_file=False)
        ListCall.objects.filter(row__external_list=external_list, made_at__lte=version.made_at).update(in_file=True)
        record_act(
            actor=actor,
            verb="put_list_back",
            subject_kind="external_list",
            subject_ids=[external_list.pk],
            inverse={"verb": "put_list_back", "version": before.pk},
        )
    return made


def new_version(external_list: ExternalList, content: bytes, came: Came, actor: StaffUser | None) -> StoredFile:
    """Store a content as the present file of a list."""
    assert external_list.file is not None
    kept = external_list.file
    file = store(name=kept.name, media_type=kept.media_type, content=content, owner="external_list")
    ExternalList.objects.filter(pk=external_list.pk).update(file=file)
    external_list.file = file
    ListVersion.objects.create(external_list=external_list, file=file, came=came, made_by=actor, made_at=clock.now())
    _forget_versions(_out_of_keeping(external_list))
    return file


def locked(external_list: ExternalList) -> ExternalList:
    """The list as it is now, held still: its file is written by one at a time."""
    return ExternalList.objects.select_for_update(of=("self",)).select_related("file").get(pk=external_list.pk)


def latest_calls(rows: Iterable[ListRow]) -> dict[int, ListCall]:
    """Row -> what came of its latest call."""
    calls = ListCall.objects.filter(row__in=[row.pk for row in rows]).order_by("row", "-pk").distinct("row")
    return {call.row_id: call for call in calls}


def own_headers(external_list: ExternalList) -> list[str]:
    """The headers of our own columns, in their order."""
    return [external_list.own_headers[name] for name in OWN_COLUMNS]


def free_headers(headers: Sequence[str], language: str) -> dict[str, str]:
    """Headers for our own columns in a language; one that the file has for itself is not taken."""
    with override(language):
        wanted = {
            "result": gettext("Result"),
            "note": gettext("Note"),
            "contacted": gettext("Contacted on"),
            "call_back": gettext("Call back on"),
        }
    return {name: _free(header, headers) for name, header in wanted.items()}


def _free(header: str, taken: Sequence[str]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := header if number == 1 else f"{header} {number}") not in taken)


def _write(external_list: ExternalList, writing: Writing, came: Came, actor: StaffUser | None) -> None:
    content = content_to_write(external_list)
    layout = external_list.layout
    try:
        if layout["format"] == "workbook":
            changed = workbook.written(content, sheet=layout["sheet"], writing=writing)
        else:
            changed = text.written(content, encoding=layout["encoding"], separator=layout["separator"], writing=writing)
    except CannotPlace:
        assert external_list.file is not None
        lines = ", ".join(str(line) for line in sorted(writing.rows)[:3])
        raise CannotWrite("list.not_placed", file=external_list.file.name, line=lines) from None
    if changed != content:
        _keep(external_list, changed, came, actor)
    headers = [*external_list.headers, *(name for name in writing.headers if name not in external_list.headers)]
    external_list.layout = {**layout, "headers": headers}
    ExternalList.objects.filter(pk=external_list.pk).update(layout=external_list.layout)


def _keep(external_list: ExternalList, content: bytes, came: Came, actor: StaffUser | None) -> ListVersion:
    new_version(external_list, content, came, actor)
    put_into_folder(external_list, content)
    made = external_list.versions.first()
    assert made is not None
    return made


def _cells(external_list: ExternalList, call: ListCall | None) -> list[str]:
    """What the columns of ours say of a call, in the language of the list's owner; days as the whole world writes them."""
    if call is None:
        return [""] * len(OWN_COLUMNS)
    with override(external_list.owner.language):
        result = str(call.get_result_display())
    return [result, call.note, call.made_on.isoformat(), call.call_back_on.isoformat() if call.call_back_on else ""]


def _out_of_keeping(external_list: ExternalList) -> list[ListVersion]:
    versions = list(external_list.versions.all())
    return versions[VERSIONS_KEPT:-1]


def _forget_versions(versions: Iterable[ListVersion]) -> None:
    for version in list(versions):
        file = version.file
        version.delete()
        forget(file)

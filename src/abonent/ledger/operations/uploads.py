"""Take in the files that somebody brought, one after the other: a bad one does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from abonent.access.models import StaffUser
from abonent.kit import clock, files
from abonent.kit.refusals import Refusal
from abonent.ledger.models import BankUpload
from abonent.ledger.operations.bank_files import import_bank_file
from abonent.ledger.operations.matching import match_bank_lines
from abonent.ledger.rules.statement import StatementWarning
from abonent.organisation.models import LegalEntity

State = BankUpload.State


def bring_file(*, batch: UUID, name: str, size: int, content: BinaryIO, actor: StaffUser | None, at_once: bool) -> BankUpload:
    """Note a file that was brought and take it in; or, if not at once, keep its content until a worker does."""
    with transaction.atomic():
        clock.hand_over()
        waiting = (
            None if at_once else files.store_stream(name=name, media_type="application/octet-stream", stream=content, owner="bank_upload")
        )
        upload = BankUpload.objects.create(batch=batch, name=name[:200], size=size, waiting_file=waiting, brought_by=actor)
    return take_in(upload=upload, content=content) if at_once else upload


def take_in_waiting(*, batch: UUID) -> None:
    """Take in those files of a batch that wait; files that a killed worker left in the middle are begun anew."""
    for upload in BankUpload.objects.filter(batch=batch).select_related("waiting_file", "brought_by").order_by("pk"):
        waiting = upload.waiting_file
        if waiting is not None:
            with files.open_stored(waiting) as content:
                take_in(upload=upload, content=cast(BinaryIO, content))
            files.forget(waiting)


def take_in(*, upload: BankUpload, content: BinaryIO) -> BankUpload:
    """Import one file and write down what became of it. What is no refusal is a bug and rises; the upload then says so."""
    _say(upload, State.READING)
    try:
        taken = import_bank_file(content=content, name=upload.name, actor=upload.brought_by)
    except Refusal as refusal:
        _say(upload, State.REFUSED, refusal=_as_json(refusal))
    except Exception:
        _say(upload, State.FAILED)
        raise
    else:
        _say(
            upload,
            State.MATCHING if taken.is_new else State.ALREADY,
            bank_file=taken.file,
            new_lines=taken.new_lines,
            warnings=_as_codes(taken.warnings),
        )
    return upload


def match_brought(*, batch: UUID, actor: StaffUser | None, today_in: Callable[[str], date]) -> None:
    """Match what a batch brought with what customers owe; `today_in` gives the business day in a zone."""
    imported = BankUpload.objects.filter(batch=batch, state=State.MATCHING)
    entities = LegalEntity.objects.filter(bank_accounts__statements__bank_file__uploads__in=imported).distinct()
    for entity in entities:
        match_bank_lines(entity=entity, actor=actor, as_of=today_in(entity.zone))
    imported.update(state=State.IMPORTED)


def _say(upload: BankUpload, state: str, **said: Any) -> None:
    for name, value in {"state": state, **said}.items():
        setattr(upload, name, value)
    upload.save(update_fields=["state", *said])


def _as_json(said: Refusal | StatementWarning) -> dict[str, Any]:
    parameters: dict[str, Any] = json.loads(json.dumps(dict(said.parameters), cls=DjangoJSONEncoder))
    return {"code": said.code, "parameters": parameters}


def _as_codes(warnings: Sequence[StatementWarning]) -> list[dict[str, Any]]:
    """Each kind once, by its first occurrence."""
    first: dict[str, StatementWarning] = {}
    for warning in warnings:
        first.setdefault(warning.code, warning)
    return [_as_json(warning) for warning in first.values()]

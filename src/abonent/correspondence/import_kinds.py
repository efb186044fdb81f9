"""Notes and contacts from a file: of which customer, when, by which way, who wrote it and what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.correspondence.models import Interaction
from abonent.customers.import_words import READING_SENTENCES, WHOSE, WHOSE_FIELDS, WHOSE_NEEDED, WHOSE_SENTENCES, headers
from abonent.customers.own_imports import OWN_SENTENCES
from abonent.imports.kinds import Derived, Group, ImportField, ImportKind, Step, Subject
from abonent.organisation.models import LegalEntity

_RULES = "abonent.correspondence.rules.notes"
_UNSAID = ("", _("each row says it"))
KINDS = [choice for choice in Interaction.Kind.choices if choice[0] != Interaction.Kind.PORTAL]
DIRECTIONS = [choice for choice in Interaction.Direction.choices if choice[0]]
ZONES = [(zone, zone) for zone in ("Europe/Stockholm", "Europe/Helsinki", "Europe/Warsaw", "Europe/Budapest", "UTC")]


def _field(name: str, label: object, known: str, most_letters: int = 120, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    *WHOSE_FIELDS,
    _field("key", _("Key of the note"), "key, note key, note id, activity id, id, nyckel, anteckningsnummer, aktivitetsid, avain, muistiinpanon numero, klucz,"
           " identyfikator, numer notatki, kulcs, azonosító", 60),
    _field("kind", _("Kind"), "kind, type, activity type, typ, slag, laji, tyyppi, rodzaj, típus, fajta", 40, group="way"),
    _field("direction", _("Direction"), "direction, riktning, suunta, kierunek, irány", 40, group="way"),
    _field("said_at", _("When"), "when, date, day, time, created, created on, datum, när, skapad, päivä, päivämäärä, aika, luotu, data, kiedy, utworzono, dátum, mikor,"
           " létrehozva", 40),
    _field("author", _("Written by"), "written by, author, by, user, created by, skriven av, författare, av, handläggare, användare, kirjoittaja, laatija, käyttäjä, autor,"
           " napisane przez, użytkownik, szerző, írta, felhasználó", 120),
    _field("subject", _("Subject"), "subject, heading, title, ämne, rubrik, aihe, otsikko, temat, tytuł, tárgy, cím", 120),
    _field("body", _("Text"), "text, note, notes, body, description, comment, anteckning, notering, beskrivning, kommentar, teksti, muistiinpano, kuvaus, kommentti, treść,"
           " notatka, opis, komentarz, szöveg, jegyzet, feljegyzés, leírás, megjegyzés", 30_000),
    # Not in the file: what holds where the file does not say.
    ImportField(name="default_kind", label=_("Kind, where the file does not say"), headers=(), choices=KINDS),
    ImportField(name="default_direction", label=_("Direction, where the file does not say"), headers=(), choices=[_UNSAID, *DIRECTIONS]),
    ImportField(name="zone", label=_("Time zone of the times"), headers=(), choices=ZONES, default=ZONES[0][0]),
)  # fmt: skip

SENTENCES = {
    **READING_SENTENCES,
    **WHOSE_SENTENCES,
    "own.day": OWN_SENTENCES["own.day"],
    "note.moment": _("“%(value)s” is not a moment. Write it as 2026-07-21 14:30."),
    "note.undated": _("The row does not say when it was. Write the day, or the day and the time."),
    "note.to_come": _("%(day)s is to come. Write when it was."),
    "note.says_nothing": _("The row says nothing. Write a subject or a text."),
    "note.without_direction": _(
        "A call, a letter, an e-mail and an SMS have a direction. Write in or out, or say at the columns what holds where the file does not say."
    ),
    "note.twice": _("Row %(other)s is the same note. Keep one of them."),
    "note.of_another": _("The key %(key)s is that of a note about %(name)s. Give this note a key of its own."),
}


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Notes by whose they are and when they were, and their pages."""
    found = Interaction.objects.filter(pk__in=ids).select_related("customer")
    return {
        one.pk: Subject(f"{one.customer.name}, {one.happened_at:%Y-%m-%d}", reverse("correspondence:interaction", args=[one.pk]))
        for one in found
    }


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Notes, written where the company is; nothing is taken for granted of who called whom."""
    zone = company.zone if company else ""
    return {"default_kind": Interaction.Kind.NOTE.value, "default_direction": "", "zone": zone if (zone, zone) in ZONES else ZONES[0][0]}


NOTES = ImportKind(
    code="notes",
    label=_("Notes"),
    permission="customers.import",
    table="staged_note",
    columns=("customer_source", "customer_key", "key", "kind", "direction", "said_at", "zone", "author", "subject", "body"),
    fields=FIELDS,
    derived=(
        WHOSE,
        Derived(outputs=("kind", "direction"), rule=f"{_RULES}:way", inputs=("kind", "direction", "default_kind", "default_direction")),
        Derived(outputs=("said_at",), rule=f"{_RULES}:moment", inputs=("said_at",), only_with=("said_at",)),
    ),
    needs=(WHOSE_NEEDED, ("said_at",), ("body", "subject")),
    checks=("correspondence/faults_of_staged_notes",),
    beside="correspondence/staged_notes_beside",
    match=(Step(statement="correspondence/forget_note_matches"), Step(statement="correspondence/match_staged_notes")),
    outcomes="correspondence/count_note_outcomes",
    promote=(
        Step(statement="correspondence/insert_imported_notes", label=_("New notes")),
        Step(statement="correspondence/update_imported_notes", label=_("Changed notes")),
        Step(statement="correspondence/insert_imported_note_keys", label=_("Keys of other systems")),
    ),
    register="interaction",
    parts=("interaction_key",),
    kept_before="correspondence/notes_before_import",
    uses=("correspondence/notes_edited_since", "imports/rows_imported_again"),
    locks="correspondence/lock_imported_notes",
    undo=(
        Step(statement="correspondence/remove_imported_note_keys", label=_("Keys of other systems")),
        Step(statement="correspondence/remove_imported_notes", label=_("New notes")),
        Step(statement="correspondence/put_back_notes", label=_("Changed notes")),
    ),
    known="correspondence/known_staged_notes",
    given_fields=("kind", "direction", "said_at", "author", "subject", "body"),
    groups={"way": Group(_("Kind and direction"), ("kind", "direction"))},
    subjects=subjects,
    usual=usual,
    sentences=SENTENCES,
    done_url_name="correspondence:list",
)

IMPORT_KINDS = [NOTES]

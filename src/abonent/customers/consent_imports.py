"""Consents from a file: whose, by which way, what for, what was said, when and where; each row becomes a row of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Channel, Consent, Purpose
from abonent.customers.own_imports import OWN_SENTENCES
from abonent.imports.kinds import Derived, ImportField, ImportKind, Step, Subject
from abonent.organisation.models import LegalEntity

_RULES = "abonent.customers.rules.consents"


def _headers(said: str) -> list[str]:
    return [header.strip() for header in said.split(",")]


def _default(name: str, label: object, choices: Sequence[tuple[str, object]]) -> ImportField:
    return ImportField(name=name, label=label, headers=(), choices=[("", _("each row says it")), *choices])


FIELDS = (
    ImportField(
        name="key", label=_("Key of the customer"), most_letters=60,
        headers=_headers(
            "kundnummer, kundnr, asiakasnumero, numer klienta, ügyfélszám, customer number, customer id, customer, id, nummer, nyckel, avain,"
            " klucz, kulcs, key, external key, prenumerantnummer, tilaajanumero"
        ),
    ),
    ImportField(name="channel", label=_("How"), most_letters=40, headers=_headers("channel, kanal, kanava, kanał, csatorna, how, sätt, tapa")),
    ImportField(
        name="purpose", label=_("What for"), most_letters=40,
        headers=_headers("purpose, ändamål, syfte, tarkoitus, cel, cél, what for, consent to, topic"),
    ),
    ImportField(
        name="said", label=_("What was said"), most_letters=40,
        headers=_headers("said, consent, samtycke, svar, suostumus, vastaus, zgoda, odpowiedź, hozzájárulás, válasz, status, opt-in, answer"),
    ),
    ImportField(
        name="source", label=_("Said where"), most_letters=40, headers=_headers("source, källa, lähde, źródło, forrás, said where, collected by")
    ),
    ImportField(name="words", label=_("In these words"), most_letters=500, headers=_headers("words, ordalydelse, sanamuoto, treść, szöveg, text, wording")),
    ImportField(
        name="said_on", label=_("Said on"), most_letters=40,
        headers=_headers("said on, since, date, datum, sedan, päivä, päivämäärä, alkaen, data, od, dátum, óta, day, consent date, given on"),
    ),
    _default("default_channel", _("How, where the file does not say"), Channel.choices),
    _default("default_purpose", _("What for, where the file does not say"), Purpose.choices),
    _default(
        "default_said", _("What was said, where the file does not say"),
        [(one.value, one.label) for one in (Consent.Said.GIVEN, Consent.Said.WITHDRAWN)],
    ),
)  # fmt: skip

SENTENCES = {
    "word.unknown": _("“%(value)s” is not known here."),
    "own.day": OWN_SENTENCES["own.day"],
    "consent.missing": _("A consent needs this. Fill it in, or say at the columns what holds where the file does not say."),
    "consent.nobody": _(
        "No customer has the key %(key)s of %(source)s. Bring the customer in first, or write the source that his key is of."
    ),
    "consent.to_come": _("%(day)s is to come. Write the day on which it was said."),
    "consent.twice": _("Row %(other)s is of the same customer, way and purpose. Keep the one that counts."),
}


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Consents by whose they are, and where he is."""
    return {
        consent.pk: Subject(consent.customer.name, reverse("desk:customer", args=[consent.customer.number]))
        for consent in Consent.objects.filter(pk__in=ids).select_related("customer")
    }


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Nothing is taken for granted of what somebody allows."""
    return {"default_channel": "", "default_purpose": "", "default_said": ""}


CONSENTS = ImportKind(
    code="consents",
    label=_("Consents"),
    permission="customers.import",
    table="staged_consent",
    columns=("key", "channel", "purpose", "said", "source", "words", "said_on"),
    fields=FIELDS,
    derived=(
        Derived(
            outputs=("channel", "purpose", "said", "source"),
            rule=f"{_RULES}:consent",
            inputs=("channel", "purpose", "said", "source", "default_channel", "default_purpose", "default_said"),
        ),
        Derived(outputs=("said_on",), rule=f"{_RULES}:said_on", inputs=("said_on",), only_with=("said_on",)),
    ),
    needs=(("key",),),
    checks=("customers/faults_of_staged_consents",),
    beside="customers/consents_beside",
    match=(Step(statement="customers/forget_consent_matches"), Step(statement="customers/match_staged_consents")),
    outcomes="customers/count_consent_outcomes",
    promote=(Step(statement="customers/insert_imported_consents", label=_("Consents")),),
    register="consent",
    kept_before="customers/consents_before_import",
    locks="customers/lock_imported_consents",
    undo=(Step(statement="customers/remove_imported_consents", label=_("Consents")),),
    subjects=subjects,
    usual=usual,
    sentences=SENTENCES,
)

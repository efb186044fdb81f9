"""What the reader of a file of contact persons makes of its cells; runs in the reader's child process."""

from __future__ import annotations

from abonent.customers.rules.names import split_name
from abonent.customers.rules.staged import meanings
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

# Words for the way that somebody is best reached by, folded, in Swedish, Finnish, Polish, Hungarian and English.
_WAYS = {
    word: way
    for way, words in {
        "mobile": "mobile mobil mobiltelefon matkapuhelin kannykka gsm sms komorka komorkowy mobilszam mobiltelefonszam cell",
        "phone": "phone telephone telefon tel puhelin telefonszam landline",
        "email": "email e-mail mail epost e-post mejl sahkoposti e-mailem",
    }.items()
    for word in words.split()
}


def named(given_name: str, family_name: str, name: str, language: str, default_language: str) -> tuple[str, str, str]:
    """(given, family, both): a full name is taken apart as his language writes it; who has one name has it as the family name."""
    if name and not (given_name or family_name):
        given_name, family_name, _none = split_name(name, language or default_language)
    if not family_name:
        given_name, family_name = "", given_name
    return given_name, family_name, f"{given_name} {family_name}".strip()


def language(said: str) -> tuple[str]:
    """The code of a language that is said in any of the languages."""
    return (meanings("", said, "", "")[1],)


def preferred(said: str) -> tuple[str]:
    """The kind of contact that is used first."""
    word = fold(said).strip(" .")
    if word not in _WAYS:
        raise Fault("preferred", "word.unknown", value=said[:40])
    return (_WAYS[word],)

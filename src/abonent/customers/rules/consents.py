"""What the reader of a file of consents makes of its cells; runs in the reader's child process."""

from __future__ import annotations

from functools import lru_cache

from abonent.customers.rules.own import day_of_moment
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

# Words for what a column may say, folded, in Swedish, Finnish, Polish, Hungarian and English. A bare "mail" may be a letter or an e-mail.
_TABLES = {
    "channel": {
        "mail": "letter brev post kirje posti list poczta level posta papper",
        "email": "email e-mail epost e-post mejl sahkoposti",
        "sms": "sms textmeddelande tekstiviesti",
        "telephone": "telephone telefon phone tel puhelin",
    },
    "purpose": {
        "marketing": "marketing offers offer reklam marknadsforing erbjudanden markkinointi tarjoukset reklama oferty ajanlatok",
        "editorial": "editorial newsletter newsletters nyhetsbrev uutiskirje uutiskirjeet newslettery biuletyn hirlevel hirlevelek",
        "research": "research survey surveys undersokning undersokningar tutkimus tutkimukset badania ankieta ankiety felmeres felmeresek",
        "service": "service kundtjanst palvelu serwis obsluga szolgaltatas",
    },
    "said": {
        "given": "given granted yes y ja j kylla k tak t igen i true 1 x samtycke suostumus zgoda hozzajarulas opt-in optin",
        "withdrawn": "withdrawn no n nej ei e nie nem false 0 aterkallat peruttu wycofana visszavonva opt-out optout",
    },
    "source": {
        "telephone": "telephone telefon phone puhelin",
        "web": "web webb www internet verkko siec weboldal online",
        "email": "email e-mail epost e-post mejl sahkoposti",
        "letter": "letter brev kirje list level",
        "in_person": "person in_person personligen kasvokkain osobiscie szemelyesen",
        "file": "file fil tiedosto plik fajl",
    },
}
_WORDS = {
    field: {word: meaning for meaning, words in table.items() for word in words.split()} for field, table in _TABLES.items()
}  # fmt: skip


@lru_cache(maxsize=10_000)
def consent(
    channel: str, purpose: str, said: str, source: str, default_channel: str, default_purpose: str, default_said: str
) -> tuple[str, str, str, str]:
    """The register's words for the four columns, in any of the languages; the defaults are such words already."""
    return (
        _meaning("channel", channel) or _needed("channel", default_channel),
        _meaning("purpose", purpose) or _needed("purpose", default_purpose),
        _meaning("said", said) or _needed("said", default_said),
        _meaning("source", source) or "file",
    )


@lru_cache(maxsize=10_000)
def said_on(said: str) -> tuple[str]:
    """The day that something was said on, as 2026-02-01."""
    return (day_of_moment(said, "said_on"),)


def _meaning(field: str, said: str) -> str:
    word = fold(said).strip(" .")
    if not word:
        return ""
    try:
        return _WORDS[field][word]
    except KeyError:
        raise Fault(field, "word.unknown", value=said[:40]) from None


def _needed(field: str, default: str) -> str:
    if not default:
        raise Fault(field, "consent.missing")
    return default

"""Names: a full name taken apart, and whether it is a person's or a company's."""

from __future__ import annotations

import re
from typing import NamedTuple

_COMPANY_FORMS = re.compile(
    r"(^|[\s,])(aktiebolag|ab|hb|kb|ek\.? ?för\.?|stiftelsen?|oy|oyj|ky|ry|osakeyhtiö|sp\.? ?z ?o\.? ?o\.?|s\.a\.|sp\.? ?j\.?|kft\.?|bt\.?|zrt\.?|nyrt\.?"
    r"|a/s|as|aps|gmbh|ltd\.?|inc\.?|llc|kommun|förening(en)?|yhdistys|kunta|szkoła|fundacja|alapítvány|iskola)($|[\s,])",
    re.IGNORECASE,
)
_PARTICLES = {"af", "av", "von", "van", "de", "der", "den", "di", "da", "la", "le", "du"}


class Names(NamedTuple):
    """The parts of a name; of a company only the last is filled."""

    given_name: str = ""
    family_name: str = ""
    organisation_name: str = ""


def looks_like_an_organisation(name: str) -> bool:
    """Whether a name carries the form of a company, a society or a public body."""
    return bool(_COMPANY_FORMS.search(name))


def split_name(name: str, language: str) -> Names:
    """A person's full name in parts: "Lindqvist, Anna", else given names first; in Hungarian the family name first."""
    whole = " ".join(name.split())
    if "," in whole:
        family, given = (part.strip() for part in whole.split(",", 1))
        return Names(given, family)
    words = whole.split(" ")
    if len(words) == 1:
        return Names(family_name=whole)
    if language == "hu":
        return Names(" ".join(words[1:]), words[0])
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return Names(" ".join(words[:cut]), " ".join(words[cut:]))

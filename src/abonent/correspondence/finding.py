"""What was said, found by its words: the rule of the list, and the latest such for the one search box."""

from __future__ import annotations

from django.db.models import Q

from abonent.access.models import StaffUser
from abonent.correspondence.models import Interaction
from abonent.correspondence.models.interaction import WORDS_OF_IT
from abonent.customers.visibility import of_my_customers
from abonent.kit.alphabets import fold

# An index of three letters at a time finds no shorter word.
FEWEST_LETTERS = 3
WHY_LETTERS = 30


def saying(text: str) -> Q:
    """All words stand in subject or text, in any order, whatever their marks and large letters."""
    condition = Q()
    for word in fold(text).split():
        condition &= Q(words__contains=word)
    return condition


def said_with(text: str, viewer: StaffUser, *, limit: int) -> list[Interaction]:
    """The latest notes and contacts of customers that the viewer sees, in which the words stand; none for words too short to look for."""
    if not any(len(word) >= FEWEST_LETTERS and not word.isdigit() for word in fold(text).split()):
        return []
    rows = of_my_customers(Interaction.objects.all(), viewer, "customer").annotate(words=WORDS_OF_IT).filter(saying(text))
    return list(rows.select_related("customer__canonical").order_by("-happened_at", "-pk")[:limit])


def where_it_stands(interaction: Interaction, text: str) -> str:
    """The words around the first one that was looked for."""
    said = " ".join(f"{interaction.subject} {interaction.body}".split())
    folded, words = fold(said), fold(text).split()
    places = [folded.find(word) for word in words if word in folded]
    # Folding may lengthen a letter; then the place is near, not exact.
    begin = max(0, min(places, default=0) - WHY_LETTERS)
    end = begin + 3 * WHY_LETTERS
    return ("…" if begin else "") + said[begin:end].strip() + ("…" if end < len(said) else "")

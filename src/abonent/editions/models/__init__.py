"""Tables of the publication calendar."""

from abonent.editions.models.issue import Issue
from abonent.editions.models.publication import HolidayChoice, PublicationException, PublicationRule

__all__ = ["HolidayChoice", "Issue", "PublicationException", "PublicationRule"]

"""Tables of the publication calendar and of the lead times that changes need."""

from abonent.editions.models.issue import Issue
from abonent.editions.models.lead_time import LeadTime
from abonent.editions.models.publication import HolidayChoice, PublicationException, PublicationRule

__all__ = ["HolidayChoice", "Issue", "LeadTime", "PublicationException", "PublicationRule"]

"""Tables of delivery complaints and of what they give."""

from abonent.service.models.complaint import DeliveryComplaint
from abonent.service.models.complaint_rule import ComplaintRule

__all__ = ["ComplaintRule", "DeliveryComplaint"]

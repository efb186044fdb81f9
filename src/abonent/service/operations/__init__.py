"""The verbs of service."""

from abonent.service.operations.complaint_rules import CannotRuleComplaints, change_complaint_rule_back, set_complaint_rule
from abonent.service.operations.complaints import (
    AskedComplaint,
    CannotComplain,
    ComplaintEffect,
    preview_complaint,
    register_complaint,
    withdraw_complaint,
)

__all__ = [
    "AskedComplaint",
    "CannotComplain",
    "CannotRuleComplaints",
    "ComplaintEffect",
    "change_complaint_rule_back",
    "preview_complaint",
    "register_complaint",
    "set_complaint_rule",
    "withdraw_complaint",
]

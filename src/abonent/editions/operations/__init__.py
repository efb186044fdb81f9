"""The verbs of the publication calendar."""

from abonent.editions.operations.calendar_changes import (
    CalendarEffect,
    carry_out,
    except_day,
    extend_calendar,
    foreseen,
    leave_out_holidays,
    let_rule_decide,
    publish_from,
    restore_rules,
    shorten_calendar,
)
from abonent.editions.operations.issue_calendar import make_issues
from abonent.editions.operations.lead_times import CannotSetLeadTime, end_lead_time, restore_lead_times, set_lead_time
from abonent.editions.operations.publication import CannotPublish, choose_holidays, decide_exception, publish_by, withdraw_exception

__all__ = [
    "CalendarEffect",
    "CannotPublish",
    "CannotSetLeadTime",
    "carry_out",
    "choose_holidays",
    "decide_exception",
    "end_lead_time",
    "except_day",
    "extend_calendar",
    "foreseen",
    "leave_out_holidays",
    "let_rule_decide",
    "make_issues",
    "publish_by",
    "publish_from",
    "restore_lead_times",
    "restore_rules",
    "set_lead_time",
    "shorten_calendar",
    "withdraw_exception",
]

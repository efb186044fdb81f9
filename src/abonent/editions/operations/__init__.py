"""The verbs of the publication calendar."""

from abonent.editions.operations.issue_calendar import make_issues
from abonent.editions.operations.publication import choose_holidays, decide_exception, publish_by, withdraw_exception

__all__ = ["choose_holidays", "decide_exception", "make_issues", "publish_by", "withdraw_exception"]

"""The verbs of the desk: what a new company and a new installation need of several folders at once."""

from abonent.desk.operations.first_start import Administrator, CannotBegin, begin
from abonent.desk.operations.founding import OwnAccount, found_company

__all__ = ["Administrator", "CannotBegin", "OwnAccount", "begin", "found_company"]

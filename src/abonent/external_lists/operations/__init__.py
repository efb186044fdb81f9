"""The verbs of lists from outside."""

from abonent.external_lists.operations.calls import CannotCall, Said, record_call, take_call_back
from abonent.external_lists.operations.lists import CannotList, Described, describe_list, open_list, read_again, take_list, throw_away
from abonent.external_lists.operations.registering import CannotRegister, register_row, unregister_row
from abonent.external_lists.operations.versions import empty_rows, put_back, write_rows

__all__ = [
    "CannotCall",
    "CannotList",
    "CannotRegister",
    "Described",
    "Said",
    "describe_list",
    "empty_rows",
    "open_list",
    "put_back",
    "read_again",
    "record_call",
    "register_row",
    "take_call_back",
    "take_list",
    "throw_away",
    "unregister_row",
    "write_rows",
]

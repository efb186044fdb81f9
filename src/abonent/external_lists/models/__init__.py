"""The tables of lists from outside."""

from abonent.external_lists.models.calls import ListCall
from abonent.external_lists.models.lists import ExternalList, ListVersion
from abonent.external_lists.models.rows import ListRow

__all__ = ["ExternalList", "ListCall", "ListRow", "ListVersion"]

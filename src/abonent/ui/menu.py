"""What a folder declares in its `menu.py` to be found in the frame.

    MENU = [MenuItem(label=_("Customers"), url_name="customers:list", icon="users", key="c", order=20, permission="customers.see")]
    NEW = [NewItem(label=_("Customer"), url_name="customers:new", icon="user-plus", key="c", order=20, permission="customers.add")]

`MENU` becomes the rail, the phone's bar and the key `g` + letter; `NEW` the button New and the key `c` + letter.
What is set up once stands behind one button at the rail's foot (`in_setup`): a rail shows at a glance what one goes to daily.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A place to go. `key` follows `g`; `permission` None is for everybody who is signed in; `on_phone` puts it in the bottom bar.

    `at_foot` stands apart at the rail's foot, `in_setup` there behind the button Set up.
    """

    label: Any
    url_name: str
    icon: str
    key: str = ""
    order: int = 50
    permission: str | None = None
    on_phone: bool = False
    at_foot: bool = False
    in_setup: bool = False


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """A thing to make. `key` follows `c`."""

    label: Any
    url_name: str
    icon: str = "plus"
    key: str = ""
    order: int = 50
    permission: str | None = None


declared_menu: Registry[MenuItem] = Registry()

"""How log-in behaves here: staff are invited, nobody signs himself up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """No open sign-up for staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

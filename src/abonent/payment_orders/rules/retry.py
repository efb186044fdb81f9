"""What a bank means when it does not pay a collection, as far as it matters to us.

SEPA's codes are reasons of ISO 20022, in the bank's statement with the return; Autogiro's are those of its payment specification.
"""

from __future__ import annotations

# The account lacked cover: it may have some another day.
NO_COVER = ("AM04", "1")
# The account is gone or blocked, the payer has died, there is no mandate: nothing more is taken by it.
ENDING = ("AC01", "AC04", "AC06", "AC13", "AG01", "MD01", "MD07", "2", "01", "02")

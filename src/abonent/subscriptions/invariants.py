"""What is always true of subscriptions and their terms (numbers as in docs/invariants.md)."""

from django.utils.translation import gettext_lazy as _

from abonent.runs.invariants import Invariant

INVARIANTS = [
    Invariant(
        7,
        _("Every term wrote one charge of its amount, for its days, in its currency"),
        "subscriptions/check_charges",
        _("Term %(term_id)s of subscription %(number)s costs %(amount)s %(currency)s; its charge says %(charged)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("Every term leads to a subscription, a product, a price list and a trace that exist"),
        "subscriptions/check_loose_ends",
        _("Term %(term_id)s names a %(missing)s that does not exist."),
    ),
    Invariant(
        8,
        _("The terms of a subscription do not overlap"),
        "subscriptions/check_overlaps",
        _("Subscription %(number)s has terms %(during)s and %(later)s that overlap."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        8,
        _("A subscription runs out where its latest term ends"),
        "subscriptions/check_expiries",
        _(
            "Subscription %(number)s is listed as sold until %(listed)s (term %(listed_ordinal)s); its terms end on %(computed)s (term %(ordinal)s)."
        ),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("What pauses credit is charged to the cent, and never more than a term costs"),
        "subscriptions/check_pause_credits",
        _("A pause of subscription %(number)s is worth %(amount)s, its charges come to %(charged)s; the term costs %(price)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("What stops give back is credited to the cent, and never more than a term costs"),
        "subscriptions/check_early_ends",
        _(
            "A stop of subscription %(number)s on %(ends_on)s gives back %(amount)s, its charges come to %(charged)s; the term costs %(price)s."
        ),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("Another quantity is charged or credited to the cent, and the subscription follows the latest"),
        "subscriptions/check_copies",
        _("The change of quantity of subscription %(number)s from %(from_on)s comes to %(amount)s; its charges come to %(charged)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("What save offers give is credited to the cent"),
        "subscriptions/check_save_credits",
        _("A save offer of subscription %(number)s gives %(amount)s; its charges come to %(charged)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("What is given back for what did not come is credited to the cent"),
        "subscriptions/check_issue_credits",
        _("For the issue of %(published_on)s subscription %(number)s is given back %(amount)s; its charges come to %(charged)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        8,
        _("What a pause misses is made up for as it says"),
        "subscriptions/check_adjustments",
        _("A pause of subscription %(number)s misses %(missed)s issues; %(prolonged)s make the term longer, %(credited)s are credited."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        8,
        _("Without a pause a term is delivered on the days it was sold for"),
        "subscriptions/check_sold_days",
        _("Subscription %(number)s is sold %(sold_during)s and delivered %(during)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        15,
        _("A subscription has a promotion of its own price list, product and term"),
        "subscriptions/check_promotions",
        _("Subscription %(number)s was ordered with the promotion %(code)s, which is for something else."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        8,
        _("Whoever goes over to another product has the one or the other, never both or neither"),
        "subscriptions/check_switches",
        _("Subscription %(number)s goes over to %(successor)s on %(from_on)s; one of them does not begin or end on that day."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        7,
        _("A term is charged to whoever pays on its first day, and the subscription names the latest payer"),
        "subscriptions/check_payers",
        _("Subscription %(number)s is paid by %(paying)s from %(from_on)s; %(charged)s is charged or named."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        17,
        _("Who may read is who has a term, a seat or a network, and nobody else"),
        "subscriptions/check_entitlements",
        _("Of subscription %(number)s %(comes)s periods of reading are missing and %(goes)s are too many."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        17,
        _("No subscription has more members than seats"),
        "subscriptions/check_seats",
        _("From %(turns_on)s subscription %(number)s has %(taken)s members and %(seats)s seats."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        18,
        _("Every charge for a term leads to the term that it is for"),
        "subscriptions/check_term_charges",
        _("Charge %(charge_id)s (%(source_kind)s) of %(amount)s %(currency)s leads to no term."),
    ),
    Invariant(
        18,
        _("What is credited for a part of a term in all is never more than is charged for it"),
        "subscriptions/check_term_amounts",
        _("Part %(ordinal)s of term %(term_id)s of subscription %(number)s comes to %(amount)s %(currency)s."),
        "/subscriptions/%(number)s/",
    ),
    Invariant(
        8,
        _("Nobody pays a new price of which he was not told in time"),
        "subscriptions/check_price_notices",
        _("Subscription %(number)s pays a new price from %(from_on)s; told on %(told_on)s, it had to be by %(latest_on)s."),
        "/subscriptions/%(number)s/",
    ),
]

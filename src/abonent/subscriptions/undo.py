"""How acts on subscriptions are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Product, Promotion
from abonent.customers.models import Customer, Place
from abonent.customers.visibility import about_a_customer
from abonent.runs.inverses import Inverse, SeenBy, everybodys, of_a_company
from abonent.runs.models import Run
from abonent.stock.models import StockItem
from abonent.subscriptions.models import (
    BrokenPromise,
    Cancellation,
    CopiesChange,
    Gift,
    GiftLetter,
    Party,
    Pause,
    Premium,
    ProductSwitch,
    PromisedPremium,
    ReadingNetwork,
    Redirect,
    RenewalNoticeStep,
    RenewalRequest,
    SaveAttempt,
    SaveOffer,
    Seat,
    StopReason,
    Subscription,
)
from abonent.subscriptions.operations import (
    Elsewhere,
    GiftTerms,
    change_gift,
    change_reference,
    hold_back,
    hold_price_changes,
    move_back,
    restore_pause,
    restore_pause_rules,
    restore_redirect,
    restore_share,
    withdraw_cancellation,
    withdraw_copies,
    withdraw_letters,
    withdraw_party,
    withdraw_pause,
    withdraw_price_change,
    withdraw_redirect,
    withdraw_switch,
)
from abonent.subscriptions.operations.agents import name_agent
from abonent.subscriptions.operations.notice_steps import change_notice_step_back
from abonent.subscriptions.operations.premium_picks import hold_premiums, take_premium_picks_back
from abonent.subscriptions.operations.premiums import promise_premium, promise_premium_no_more, take_premium_away
from abonent.subscriptions.operations.price_notices import forget_told
from abonent.subscriptions.operations.promises import open_promise
from abonent.subscriptions.operations.renew import withdraw_renewal
from abonent.subscriptions.operations.renewal_notices import hold_notices
from abonent.subscriptions.operations.save_offers import change_save_offer_back, undo_save_offer
from abonent.subscriptions.operations.stop_reasons import change_stop_reason_back
from abonent.subscriptions.operations.take_back import take_order_back
from abonent.subscriptions.queries import switches, visible_subscriptions
from abonent.subscriptions.undo_issue_files import OF_ISSUE_FILES


def take_cancellation_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The subscription goes on."""
    cancellation = Cancellation.objects.select_related("subscription").get(pk=arguments["cancellation"])
    withdraw_cancellation(cancellation=cancellation, actor=actor, today=today)


def order_taken_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Nothing of the order comes, and what was charged for it is charged no more."""
    take_order_back(subscriptions=arguments["subscriptions"], actor=actor, today=today)


def sees_order(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Whoever sees every line of the order."""
    return visible_subscriptions(viewer).filter(pk__in=arguments["subscriptions"]).count() == len(arguments["subscriptions"])


def take_copies_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The former number of copies comes."""
    change = CopiesChange.objects.select_related("subscription__product__entity").get(pk=arguments["change"])
    withdraw_copies(change=change, actor=actor, today=today)


def take_party_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Whoever paid, ordered or mediated before does again."""
    party = Party.objects.select_related("subscription").get(pk=arguments["party"])
    withdraw_party(party=party, actor=actor, today=today)


def agent_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The customer is paid as an agent as before, or is none."""
    customer = Customer.objects.get(pk=arguments["customer"])
    name_agent(customer=customer, mode=arguments["before"], seen=arguments["after"], actor=actor)


def take_switch_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The former product goes on."""
    withdraw_switch(switch=switches().get(pk=arguments["switch"]), actor=actor, today=today)


def reason_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The reason for stopping has its former words and kind, or is offered as before."""
    reason = StopReason.objects.get(pk=arguments["reason"])
    change_stop_reason_back(reason=reason, before=arguments["before"], after=arguments["after"], actor=actor, today=today)


def save_offer_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The save offer is as it was, or is not offered any more."""
    offer = SaveOffer.objects.get(pk=arguments["offer"])
    change_save_offer_back(offer=offer, before=arguments["before"], after=arguments["after"], actor=actor, today=today)


def take_save_offer_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """What a save offer gave is taken back."""
    attempt = SaveAttempt.objects.select_related("subscription__product__entity", "subscription__price_list", "pause").get(
        pk=arguments["attempt"]
    )
    undo_save_offer(attempt=attempt, actor=actor, today=today)


def change_reference_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The order bears the reference that it had."""
    subscription = Subscription.objects.get(pk=arguments["subscription"])
    change_reference(subscription=subscription, seen=arguments["after"], wanted=arguments["before"], actor=actor, today=today)


def hold_back_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The rows of the plan are held or let go as they were."""
    run = Run.objects.get(pk=arguments["run"])
    hold_back(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


def hold_notices_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The notices of the plan are held or let go as they were."""
    run = Run.objects.get(pk=arguments["run"])
    hold_notices(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


def notice_step_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The notice of a series is as it was, or is not sent any more."""
    step = RenewalNoticeStep.objects.get(pk=arguments["step"])
    change_notice_step_back(step=step, before=arguments["before"], after=arguments["after"], actor=actor, today=today)


def hold_price_changes_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The rows of the price change are held or let go as they were."""
    run = Run.objects.get(pk=arguments["run"])
    hold_price_changes(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


def take_price_change_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Whoever has no term at the new price yet keeps what he paid."""
    withdraw_price_change(run=Run.objects.get(pk=arguments["run"]), actor=actor)


def price_notices_wait_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Nobody was told of the new price after all."""
    forget_told(run=Run.objects.get(pk=arguments["run"]), told_at=datetime.fromisoformat(arguments["told_at"]), actor=actor)


def take_pause_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper comes as if nobody had paused."""
    withdraw_pause(pause=_pause(arguments), actor=actor, today=today)


def pause_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The pause has its former days, or is there again."""
    last = date.fromisoformat(arguments["last"]) if arguments["last"] else None
    first = date.fromisoformat(arguments["first"])
    restore_pause(pause=_pause(arguments), first=first, last=last, withdrawn=arguments["withdrawn"], actor=actor, today=today)


def pause_rules_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The former rules for pauses of a product hold again."""
    restore_pause_rules(product=Product.objects.get(pk=arguments["product"]), rows=arguments["rows"], actor=actor)


def take_redirect_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper comes home as if nobody had asked."""
    withdraw_redirect(redirect=_redirect(arguments), actor=actor, today=today)


def redirect_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The paper goes where it went, on its former days; or the redirect is there again."""
    asked = Elsewhere(
        first=date.fromisoformat(arguments["first"]),
        last=date.fromisoformat(arguments["last"]) if arguments["last"] else None,
        to=Place.objects.get(pk=arguments["place"]),
        weekdays=arguments["weekdays"],
        receiver=arguments["receiver"],
        delivery_method=arguments["delivery_method"],
        remark=arguments["remark"],
    )
    restore_redirect(redirect=_redirect(arguments), asked=asked, withdrawn=arguments["withdrawn"], actor=actor, today=today)


def promise_open_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The customer is to be told after all."""
    open_promise(broken=BrokenPromise.objects.get(pk=arguments["broken"]), actor=actor, today=today)


def change_gift_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The card says what it said, and whoever was to be asked is."""
    terms = GiftTerms(arguments["card_text"], arguments["card_to"], arguments["at_end"])
    change_gift(gift=Gift.objects.get(pk=arguments["gift"]), terms=terms, actor=actor)


def print_letters_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The cards or offers count as not printed."""
    withdraw_letters(letters=arguments["letters"], actor=actor)


def sees_letters(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """Whoever sees each gift whose letter was printed."""
    gifts = set(GiftLetter.objects.filter(pk__in=arguments["letters"]).values_list("gift__subscription", flat=True))
    return visible_subscriptions(viewer).filter(pk__in=gifts).count() == len(gifts)


def premium_taken_away(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The subscriber gift is not given after all."""
    take_premium_away(premium=Premium.objects.get(pk=arguments["premium"]), actor=actor)


def premium_promised_again(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The promotion promises the item again."""
    promotion = Promotion.objects.select_related("price_list").get(pk=arguments["promotion"])
    promise_premium(promotion=promotion, item=StockItem.objects.get(pk=arguments["item"]), actor=actor)


def premium_promised_no_more(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The promotion does not promise the item."""
    promised = PromisedPremium.objects.get(promotion=arguments["promotion"], item=arguments["item"])
    promise_premium_no_more(promised=promised, actor=actor)


def premiums_not_sent(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Nothing of the run was sent after all; the gifts wait again."""
    take_premium_picks_back(run=Run.objects.get(pk=arguments["run"]), actor=actor, today=today)


def hold_premiums_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The gifts of the plan are held or let go as they were."""
    run = Run.objects.get(pk=arguments["run"])
    hold_premiums(run=run, ordinals=arguments["ordinals"], held=arguments["held"], actor=actor)


def take_renewal_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The term that was asked for is not sold."""
    request = RenewalRequest.objects.select_related("subscription__product").get(pk=arguments["request"])
    withdraw_renewal(request=request, actor=actor, today=today)


def seat_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The member reads as before, or not at all."""
    restore_share(share=Seat.objects.select_related("subscription").get(pk=arguments["seat"]), **_days(arguments), actor=actor)


def network_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The network reads as before, or not at all."""
    network = ReadingNetwork.objects.select_related("subscription").get(pk=arguments["network"])
    restore_share(share=network, **_days(arguments), actor=actor)


def _days(arguments: Mapping[str, Any]) -> dict[str, Any]:
    first, last = arguments["first"], arguments["last"]
    return {
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last) if last else None,
        "withdrawn": arguments["withdrawn"],
    }


def _redirect(arguments: Mapping[str, Any]) -> Redirect:
    return Redirect.objects.select_related("place", "subscription__product__entity").get(pk=arguments["redirect"])


def _pause(arguments: Mapping[str, Any]) -> Pause:
    return Pause.objects.select_related("subscription__product__entity", "subscription__price_list").get(pk=arguments["pause"])


def about_a_subscription(model: type[Model], argument: str, path: str) -> SeenBy:
    """The act is about the row that `argument` names, of the subscription at `path`; whoever sees that sees it."""

    def seen(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
        named = model._default_manager.filter(pk=arguments[argument])
        return visible_subscriptions(viewer).filter(pk__in=named.values(path)).exists()

    return seen


def sees_plan(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
    """A plan is of all customers of its company."""
    return of_whole_companies(Run.objects.filter(pk=arguments["run"]), viewer).exists()


CANCELLATION = about_a_subscription(Cancellation, "cancellation", "subscription")
COPIES = about_a_subscription(CopiesChange, "change", "subscription")
PARTY = about_a_subscription(Party, "party", "subscription")
SWITCH = about_a_subscription(ProductSwitch, "switch", "cancellation__subscription")
PAUSE = about_a_subscription(Pause, "pause", "subscription")
REDIRECT = about_a_subscription(Redirect, "redirect", "subscription")
RENEWAL = about_a_subscription(RenewalRequest, "request", "subscription")
SEAT = about_a_subscription(Seat, "seat", "subscription")
NETWORK = about_a_subscription(ReadingNetwork, "network", "subscription")
PROMISE = about_a_subscription(BrokenPromise, "broken", "promise__subscription")
ATTEMPT = about_a_subscription(SaveAttempt, "attempt", "subscription")
OFFER = of_a_company(SaveOffer, "offer")
PRODUCT = of_a_company(Product, "product")
NOTICE_STEP = of_a_company(RenewalNoticeStep, "step", path="product__entity")
GIFT = about_a_subscription(Gift, "gift", "subscription")
PREMIUM = about_a_subscription(Premium, "premium", "subscription")
PROMOTION = of_a_company(Promotion, "promotion", path="price_list__entity")
SUBSCRIPTION = about_a_subscription(Subscription, "subscription", "pk")

INVERSES = [
    *OF_ISSUE_FILES,
    Inverse("change_reference_back", _("Change the reference back"), change_reference_back, "subscriptions.start", SUBSCRIPTION),
    Inverse("take_premium_away", _("Do not give it after all"), premium_taken_away, "stock.reserve", PREMIUM),
    Inverse("promise_premium", _("Let the promotion promise it again"), premium_promised_again, "stock.change", PROMOTION),
    Inverse("promise_premium_no_more", _("Let the promotion promise it no more"), premium_promised_no_more, "stock.change", PROMOTION),
    Inverse("take_premium_picks_back", _("Take the sending of gifts back"), premiums_not_sent, "stock.move", sees_plan),
    Inverse("hold_premiums", _("Hold back gifts"), hold_premiums_as_before, "stock.move", sees_plan),
    Inverse("change_gift_back", _("Change the gift back"), change_gift_back, "subscriptions.start", GIFT),
    Inverse("print_gift_letters_again", _("Print the cards again"), print_letters_again, "subscriptions.start", sees_letters),
    Inverse("take_order_back", _("Take the order back"), order_taken_back, "subscriptions.cancel", sees_order),
    Inverse("withdraw_cancellation", _("Take the cancellation back"), take_cancellation_back, "subscriptions.cancel", CANCELLATION),
    Inverse("withdraw_copies", _("Let the former quantity come"), take_copies_back, "subscriptions.change", COPIES),
    Inverse("withdraw_party", _("Let the former payer, orderer or agent go on"), take_party_back, "subscriptions.change", PARTY),
    Inverse(
        "name_agent",
        _("Agent named or ended"),
        agent_as_before,
        "subscriptions.agents",
        about_a_customer(Customer, "customer", "pk"),
    ),
    Inverse("withdraw_switch", _("Let the former product go on"), take_switch_back, "subscriptions.change", SWITCH),
    Inverse("undo_save_offer", _("Take the offer back"), take_save_offer_back, "subscriptions.cancel", ATTEMPT),
    Inverse("change_save_offer_back", _("Let the offer be as before"), save_offer_as_before, "subscriptions.rule", OFFER),
    Inverse("change_stop_reason_back", _("Let the reason be as before"), reason_as_before, "subscriptions.rule", everybodys),
    Inverse("hold_back_renewals", _("Hold back renewals"), hold_back_as_before, "subscriptions.renew", sees_plan),
    Inverse("hold_renewal_notices", _("Hold back renewal notices"), hold_notices_as_before, "subscriptions.renew", sees_plan),
    Inverse("change_notice_step_back", _("Let the notice be as before"), notice_step_as_before, "subscriptions.rule", NOTICE_STEP),
    Inverse("hold_price_changes", _("Hold back price changes"), hold_price_changes_as_before, "subscriptions.reprice", sees_plan),
    Inverse("withdraw_price_change", _("Take the price change back"), take_price_change_back, "subscriptions.reprice", sees_plan),
    Inverse("forget_told", _("They were not told"), price_notices_wait_again, "subscriptions.reprice", sees_plan),
    Inverse("withdraw_pause", _("Take the pause back"), take_pause_back, "subscriptions.pause", PAUSE),
    Inverse("restore_pause", _("Pause as before"), pause_as_before, "subscriptions.pause", PAUSE),
    Inverse("withdraw_redirect", _("Take the other address back"), take_redirect_back, "subscriptions.redirect", REDIRECT),
    Inverse("withdraw_renewal", _("Take the renewal back"), take_renewal_back, "subscriptions.start", RENEWAL),
    Inverse("restore_seat", _("Let the member read as before"), seat_as_before, "subscriptions.share", SEAT),
    Inverse("restore_network", _("Let the network read as before"), network_as_before, "subscriptions.share", NETWORK),
    Inverse("restore_redirect", _("Send elsewhere as before"), redirect_as_before, "subscriptions.redirect", REDIRECT),
    Inverse(
        "move_back", _("Go back to the former address"), move_back, "subscriptions.redirect", about_a_customer(Customer, "customer", "pk")
    ),
    Inverse("open_promise", _("Show it again as not yet told to the customer"), promise_open_again, "subscriptions.keep_promises", PROMISE),
    Inverse("restore_pause_rules", _("Let the former rules hold"), pause_rules_as_before, "subscriptions.rule", PRODUCT),
]

"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.kit.holdings import Erasing, Hindrance, Holding, Tie

HOLDINGS = [
    Holding(table="issue_file", other="id issue_id kind stored_file_id brought_by_id brought_at replaced_at replaced_by_id"),
    Holding(
        table="subscription",
        people="(subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))",
        identity="reference",
        other=(
            "id number entity_id product_id price_list_id promotion_id subscriber_id payer_id copies weekdays term_kind term_unit "
            "term_length started_on anchor_on delivery_method sales_channel created_by_id created_at"
        ),
        entity="subscription.entity_id",
    ),
    Holding(table="subscription_expiry", other="subscription_id entity_id latest_term_id term_ordinal expires_on"),
    Holding(table="renewal_ground", other="subscription_id entity_id ground"),
    Holding(table="stop_reason", other="code name kind retired"),
    Holding(
        table="cancellation",
        people=(
            "cancellation.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="remark",
        other="id subscription_id from_on reason_id told_by gives_back unmade_terms cancelled_by_id cancelled_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="early_end",
        people=(
            "early_end.cancellation_id IN (SELECT cancellation.id FROM cancellation JOIN subscription "
            "ON subscription.id = cancellation.subscription_id "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id cancellation_id term_id during_before ends_on sold issues amount digital_amount withdrawn_at",
    ),
    Holding(
        table="copies_change",
        people=(
            "copies_change.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id subscription_id from_on copies copies_before changed_by_id changed_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="copies_settlement",
        people=(
            "copies_settlement.change_id IN (SELECT copies_change.id FROM copies_change JOIN subscription "
            "ON subscription.id = copies_change.subscription_id "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id change_id term_id price trace_id sold issues amount",
    ),
    Holding(
        table="subscription_party",
        people=(
            "(subscription_party.customer_id = ANY(%(people)s::bigint[]) OR subscription_party.subscription_id IN (SELECT subscription.id "
            "FROM subscription WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = "
            "ANY(%(people)s::bigint[])))"
        ),
        other="id subscription_id role customer_id during replaces_id placed_by_id placed_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="staged_order",
        other=(
            "batch_id line customer_source customer_key product company price_list months starts_on copies reference agent default_agent "
            "delivery faults customer_id price_id agent_id subscription_id outcome"
        ),
    ),
    Holding(table="agent", people="agent.customer_id = ANY(%(people)s::bigint[])", other="id customer_id mode retired"),
    Holding(
        table="product_switch",
        people=(
            "product_switch.successor_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id cancellation_id successor_id",
    ),
    Holding(
        table="renewal_request",
        people=(
            "renewal_request.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id subscription_id term_ordinal asked_by_id asked_at withdrawn_by_id withdrawn_at",
    ),
    Holding(table="term_charge", other="charge_id term_id source_kind"),
    Holding(table="charge_of_term", other="charge_id term_id source_kind"),
    Holding(table="grace", other="subscription_id begins_on papers_until reads_until copies"),
    Holding(
        table="seat",
        people=(
            "(seat.customer_id = ANY(%(people)s::bigint[]) OR seat.subscription_id IN (SELECT subscription.id FROM subscription "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[])))"
        ),
        other="id subscription_id customer_id during given_by_id given_at withdrawn_at",
    ),
    Holding(
        table="reading_network",
        people=(
            "reading_network.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id subscription_id network during given_by_id given_at withdrawn_at",
    ),
    Holding(
        table="entitlement",
        people=(
            "(entitlement.customer_id = ANY(%(people)s::bigint[]) OR entitlement.subscription_id IN (SELECT subscription.id "
            "FROM subscription WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = "
            "ANY(%(people)s::bigint[])))"
        ),
        other="id subscription_id customer_id network product_id edition_id during begins_on source",
    ),
    Holding(table="entitlement_due", other="subscription_id"),
    Holding(table="entitlement_difference", other="subscription_id comes goes"),
    Holding(table="entitlement_plan", other="run_id ordinal subscription_id comes goes"),
    Holding(table="readable_product", other="product_id edition_id"),
    Holding(table="seat_count", other="subscription_id turns_on seats taken"),
    Holding(
        table="save_offer", other="id entity_id reason_id product_id gives count percent say place retired", entity="save_offer.entity_id"
    ),
    Holding(
        table="save_attempt",
        people=(
            "save_attempt.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other=(
            "id save_offer_id subscription_id reason_id taken cancellation_id pause_id term_id issues amount from_term terms percent made_by_id made_at withdrawn_at"
        ),
    ),
    Holding(
        table="issue_credit",
        people=(
            "issue_credit.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id subscription_id issue_id term_id copies due_copies amount made_by_id made_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="credit_exception",
        people=(
            "credit_exception.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="reason",
        other="id subscription_id credit_limit used adds currency allowed_by_id allowed_at",
    ),
    Holding(
        table="situation",
        people="situation.customer_id = ANY(%(people)s::bigint[])",
        other=(
            "run_id situation product_id price_list_id price_list_version_id shares_from term_kind term_unit term_length "
            "weekdays copies price_group_id customer_id promotion_step_id agreed_price retention_percent discounts_from order_lines"
        ),
    ),
    Holding(
        table="agreed_price",
        people=(
            "agreed_price.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id subscription_id from_on product_id term_kind term_unit term_length unit_price run_id written_at withdrawn_at",
    ),
    Holding(
        table="price_change_plan",
        other=(
            "run_id ordinal subscription_id price_id kept_price_id product_id price_group_id term_kind term_unit term_length price_now "
            "price_wanted price_then list_again yearly_now yearly_then currency notice_days from_on first_on ground held finding"
        ),
    ),
    Holding(
        table="pause_rule",
        people="pause_rule.donated_to_id = ANY(%(people)s::bigint[])",
        other=(
            "id product_id during shortest_days longest_days yearly_days first_weekdays last_weekdays open_ended digital_goes_on gives donated_to_id"
        ),
    ),
    Holding(
        table="pause",
        people=(
            "pause.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="remark",
        other="id subscription_id during gives donated_to_id digital_goes_on placed_by_id placed_at withdrawn_by_id withdrawn_at",
    ),
    Holding(table="promised_premium", other="id promotion_id item_id"),
    Holding(
        table="premium",
        people=(
            "(premium.receiver_id = ANY(%(people)s::bigint[]) OR premium.subscription_id IN (SELECT subscription.id FROM subscription "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[])))"
        ),
        identity="place_id",
        other="id subscription_id reservation_id receiver_id promotion_id given_by_id given_at cancellation_id withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="premium_pick_plan",
        people="premium_pick_plan.receiver_id = ANY(%(people)s::bigint[])",
        identity="place_id care_of",
        other="run_id ordinal premium_id item_id pieces receiver_id ground held finding",
    ),
    Holding(table="premium_file", other="id run_id kind stored_file_id premiums made_at"),
    Holding(
        table="redirect",
        people=(
            "redirect.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="receiver remark",
        other="id subscription_id during weekdays place_id delivery_method placed_by_id placed_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="gift",
        people=(
            "gift.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="card_text",
        other="id subscription_id card_to at_end",
    ),
    Holding(
        table="gift_letter",
        people=(
            "gift_letter.gift_id IN (SELECT gift.id FROM gift JOIN subscription ON subscription.id = gift.subscription_id "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id gift_id kind printed_by_id printed_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="promise",
        people=(
            "promise.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other=(
            "id act_id subscription_id change delivery_method weekdays asked_at issue_on cut_off_at decided_by days_before counted_in "
            "cut_off_time"
        ),
    ),
    Holding(table="broken_promise", other="id promise_id why reaches_on found_at settled_by_id settled_at"),
    Holding(
        table="term_adjustment",
        people=(
            "term_adjustment.pause_id IN (SELECT pause.id FROM pause JOIN subscription ON subscription.id = pause.subscription_id "
            "WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other="id pause_id term_id missed prolonged credited amount",
    ),
    Holding(
        table="situation_price",
        other="run_id situation unit_price amount currency basis price_list_version_id trace_id description refusal",
    ),
    Holding(table="situation_component", other="run_id situation ordinal tax_category revenue_class deferred unit_id description amount"),
    Holding(
        table="renewal_plan",
        other=(
            "run_id ordinal step subscription_id term_id charge_id term_ordinal sold_during charge_due_on situation amount "
            "currency latest_amount ground held finding"
        ),
    ),
    Holding(table="renewal_notice_step", other="id product_id days channel subject text offers begins_on ended_on"),
    Holding(
        table="renewal_notice_plan",
        people="renewal_notice_plan.customer_id = ANY(%(people)s::bigint[])",
        other=(
            "run_id ordinal notice_id subscription_id step_id customer_id channel term_ordinal last_on begins_on amount currency "
            "ground held finding"
        ),
    ),
    Holding(
        table="renewal_notice",
        people="renewal_notice.customer_id = ANY(%(people)s::bigint[])",
        other="id subscription_id term_ordinal step_id customer_id channel last_on begins_on amount currency run_id written_at",
    ),
    Holding(
        table="price_notice",
        people="price_notice.customer_id = ANY(%(people)s::bigint[])",
        other=(
            "id subscription_id customer_id channel price_before price_then currency from_on latest_on run_id written_at told_on told_at "
            "withdrawn_at"
        ),
    ),
    Holding(table="price_notice_file", other="id run_id kind stored_file_id notices made_at"),
    Holding(table="renewal_notice_file", other="id run_id channel stored_file_id notices made_at"),
    Holding(
        table="term",
        people=(
            "term.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        other=(
            "id subscription_id ordinal product_id weekdays copies sold_during during unit_price amount currency "
            "price_list_version_id trace_id legal_ground run_id made_at"
        ),
    ),
]

ERASINGS = [
    Erasing("subscriptions/erase_staged_orders"),
    Erasing("subscriptions/erase_remarks"),
    Erasing("subscriptions/erase_credit_reasons"),
    Erasing("subscriptions/erase_pause_remarks"),
    Erasing("subscriptions/erase_history_of_pauses"),
    Erasing("subscriptions/erase_premium_places"),
    Erasing("subscriptions/erase_places_of_picks"),
    Erasing("subscriptions/erase_redirects"),
    Erasing("subscriptions/erase_history_of_redirects"),
    Erasing("subscriptions/erase_card_texts"),
    Erasing("subscriptions/erase_history_of_gifts"),
    Erasing("runs/erase_inverses", source="subscriptions/acts_on_orders"),
    Erasing("subscriptions/erase_references"),
    Erasing("subscriptions/erase_history_of_orders"),
]
HINDRANCES = [
    Hindrance(
        "running",
        _("A subscription still runs"),
        _("Subscriptions that still run: %(number)s. Stop them first."),
        "subscriptions/running_of_people",
    ),
    Hindrance(
        "seats",
        _("A seat in a subscription"),
        _("Seats in subscriptions that still run: %(number)s. Take them back first."),
        "subscriptions/seats_of_people",
    ),
]
TIES = [Tie("subscription", _("Latest subscription"), "subscriptions/ties_of_orders")]

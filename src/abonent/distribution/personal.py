"""What the tables of this folder hold of people: who sells at an outlet, who got which copy. A carrier works here; he is erased as one, once he
is gone."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(table="depot", other="id entity_id name town latitude longitude"),
    Holding(table="carrier", other="id entity_id number name telephone email language gone_from"),
    Holding(table="route", other="id entity_id number sorts_as name delivery_method depot_id weekdays"),
    Holding(table="route_carrier", other="id route_id carrier_id during"),
    Holding(
        table="route_stretch",
        other=(
            "id route_id ordinal entity_id delivery_method weekdays country postal_code street side from_number to_number downwards place_id "
            "during finds sides numbers works_on found_by"
        ),
    ),
    # Streets and doors, and nobody who lives there.
    Holding(
        table="staged_stretch",
        other=(
            "batch_id line company route country postal_code town street side from_number to_number number staircase flat direction ordinal "
            "weekdays method depot begins whole new_routes faults route_id stretch_id new_id outcome"
        ),
    ),
    # What comes to a household names nobody.
    Holding(
        table="coverage_distribution",
        other=(
            "id entity_id name comes_on issue_id delivery_method addressed_to readers products routes postal_codes households left_out refused "
            "housemates without_route copies frozen_at frozen_by_id fetched_at fetched_by_id withdrawn_at withdrawn_by_id"
        ),
    ),
    Holding(table="coverage_copy", other="coverage_id place_id route_id position copies"),
    Holding(
        table="coverage_receiver",
        people="coverage_receiver.customer_id = ANY(%(people)s::bigint[])",
        identity="receiver care_of",
        other="coverage_id customer_id place_id route_id position",
    ),
    Holding(table="door", other="place_id households refuses latitude longitude"),
    Holding(
        table="staged_door",
        other="batch_id line country postal_code town street number staircase flat households refuses latitude longitude faults door outcome",
    ),
    # A door is on a route whoever lives behind it.
    Holding(table="route_stop", other="place_id stretch_id position"),
    Holding(
        table="outlet",
        people="outlet.customer_id = ANY(%(people)s::bigint[])",
        other="id entity_id number name customer_id place_id return_days return_percent closed_from",
        entity="outlet.entity_id",
    ),
    Holding(
        table="draw",
        people="draw.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id outlet_id product_id copies during",
    ),
    Holding(
        table="draw_change",
        people="draw_change.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id outlet_id product_id issue_id copies remark said_by_id said_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="draw_return",
        people="draw_return.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id outlet_id product_id issue_id copies remark came_on said_by_id said_at withdrawn_by_id withdrawn_at",
    ),
    Holding(
        table="outlet_terms",
        people="outlet_terms.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id outlet_id price_list_id percent per_copy during",
    ),
    Holding(
        table="draw_plan",
        people="draw_plan.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="run_id outlet_id product_id issue_id ordinal number copies returned unit_price amount price_list_id finding",
    ),
    Holding(
        table="draw_settlement",
        people="draw_settlement.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id run_id outlet_id product_id price_list_id during copies returned amount charge_id settled_at withdrawn_at withdrawn_by_id",
    ),
    Holding(
        table="settled_draw",
        people="settled_draw.outlet_id IN (SELECT outlet.id FROM outlet WHERE outlet.customer_id = ANY(%(people)s::bigint[]))",
        other="id settlement_id outlet_id product_id issue_id number copies returned unit_price amount",
    ),
    Holding(table="sort_profile", other="id entity_id name definition retired"),
    Holding(table="hand_over", other="id edition_id delivery_method profile_id by_itself spare_percent least_spares pages"),
    Holding(table="price_classes", other="id entity_id from_percents"),
    Holding(table="issue_insert", other="id issue_id name item_id goes_with places said_by_id said_at withdrawn_at withdrawn_by_id"),
    Holding(table="frozen_list", other="id issue_id delivery_method number run_id frozen_at withdrawn_at withdrawn_by_id"),
    Holding(
        table="frozen_copy",
        people=(
            "frozen_copy.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]) UNION SELECT pause.subscription_id FROM pause "
            "WHERE pause.donated_to_id = ANY(%(people)s::bigint[]))"
        ),
        identity="receiver care_of",
        other="list_id subscription_id place_id route_id copies outcome change position",
    ),
    Holding(table="frozen_sum", other="id list_id route_id outcome change subscriptions copies"),
    Holding(table="frozen_walk", other="list_id route_id carrier_id doors copies"),
    # What is on a carrier's telephone names no reader. A note beside a report is taken away with the books, some weeks later.
    Holding(table="frozen_book", other="list_id route_id carrier_id content"),
    Holding(table="round_link", other="id carrier_id token_hash expires_on made_at made_by_id revoked_at revoked_by_id"),
    Holding(table="round_report", other="id key carrier_id route_id on_day place_id said copies remark taken_at settled_at settled_by_id"),
    Holding(table="pay_rate", other="id entity_id route_id basis weekdays amount during works_on"),
    Holding(table="pay_plan", other="run_id ordinal carrier_id route_id on_day basis of_id turn quantity unit_amount due_amount amount"),
    Holding(table="pay_statement", other="id run_id carrier_id number month currency amount posted_at posted_by_id"),
    Holding(
        table="pay_line", other="statement_id ordinal carrier_id route_id on_day basis of_id turn quantity unit_amount due_amount amount"
    ),
    Holding(table="frozen_extra", other="list_id kind of_id place_id route_id position copies paper_of label"),
    Holding(
        table="consignment",
        other=(
            "id entity_id kind run_id profile_id pieces sent_before without_address made_at made_by_id fetched_at fetched_by_id withdrawn_at "
            "withdrawn_by_id"
        ),
    ),
    Holding(
        table="consigned_piece",
        people="consigned_piece.customer_id = ANY(%(people)s::bigint[])",
        identity="receiver care_of",
        other="consignment_id kind of_id customer_id place_id subscription_id number",
    ),
    Holding(table="alarm_set_aside", other="id issue_id delivery_method route_id copies said_by_id said_at withdrawn_by_id withdrawn_at"),
    Holding(table="frozen_file", other="id list_id kind part stored_file_id lines remarks made_at fetched_at fetched_by_id"),
]
ERASINGS = [
    Erasing("distribution/erase_frozen_names"),
    Erasing("distribution/erase_consigned_names"),
    Erasing("distribution/erase_receivers"),
]

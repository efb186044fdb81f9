"""What a house sets up once stands in the file of settings, or here with the reason why it does not."""

from __future__ import annotations

from django.apps import apps

from abonent.kit.holdings import declared_holdings
from abonent.kit.settings_file import declared_sections

# Section of the file -> the tables whose rows it carries.
CARRIED = {
    "business": "business",
    "own_fields": "own_field own_field_option",
    "types": "customer_category",
    "branches": "branch",
    "positions": "position_type",
    "wanted_data": "required_detail",
    "product_statuses": "product_status",
    "price_groups": "price_group",
    "stop_reasons": "stop_reason",
    "roles": "role role_permission withheld_permission",
    "views": "saved_view",
    "arrangements": "arrangement",
    "logos": "",
}
# The tables that are set up in screens and stay out of it, by the reason; docs/decisions/0031 says more.
STAYS_HERE = {
    "A company is its law, its books and its banks: it is set up where it is, step by step, with its numbers checked.": (
        "legal_entity unit bank_account bank_csv_mapping account account_mapping accounting_program payment_order_terms collection_terms claim_rule billing_rule"
    ),
    "Gapless numbers go on where they are; brought in from another installation they would run twice.": "number_series",
    "It is law or fact of a country, dated and sourced, and comes with the version.": (
        "country_rule currency tax_category tax_rate billing_treatment"
    ),
    "It is what is sold: it comes with its prices and texts from the catalogue, and running orders hang on it.": (
        "title edition product product_component component_share"
    ),
    "It is a price: approved by somebody, from a day on, and the trace of each sold term names it.": (
        "price_list price_list_version discount_group discount_product promotion promotion_product promotion_step"
    ),
    "It lies on a shelf of this house, with its pieces and what they cost, or is promised from it.": "stock_item promised_premium",
    "It is dated and holds for one company's titles or products; rules for days that are past mean nothing elsewhere.": (
        "lead_time pause_rule publication_rule publication_exception holiday_choice save_offer renewal_notice_step complaint_rule"
    ),
    "It is how one company's papers look, in versions by day; tried there on documents of its own.": "document_template document_text",
    "It is where this house carries its papers, and who walks there: it comes with a register of streets, and means nothing in another town.": (
        "depot carrier route route_carrier route_stretch door pay_rate outlet draw draw_change draw_return"
    ),
    "It is agreed with one press, one post and one printer, and holds for one company's editions.": "sort_profile hand_over",
    "It is how the bureau that audits one company counts.": "price_classes",
    "It says when this machine works by itself, and which approval of a colleague covers it.": "run_schedule register_switch",
    "It holds a secret, an address or a folder of this installation.": "import_source reading_login round_link outbox_route",
    "It is learnt from, or of, one system that files come from.": "source_rule remembered_mapping external_list list_version",
    "A list of refusals is fetched from its keeper, as of a day.": "refusal_register refused_contact",
    "It is a colleague, his log-in or his own taste.": "staff_user staff_entity staff_unit list_choice",
    "It follows from the kind of business, which is in the file.": "part_off",
}
# What work leaves behind: nobody sets it up.
WORK = """
    stored_file access_change list_export run run_step parked_case act books_check standstill import_batch import_fault faulty_row import_conflict
    dropped_file place staged_consent staged_contact_person staged_customer staged_customer_match staged_note staged_customer_product staged_order issue
    bank_file bank_statement staging_bank_line unknown_bank_line bank_line_decision bank_upload open_receivable open_payment matching_plan_item
    charge_component open_charge price_trace subscription_expiry situation_price situation_component renewal_plan price_change_plan entitlement_plan
    stock_balance stock_movement stock_reservation stocktake stocktake_line premium_file
    renewal_notice_file price_notice_file broken_promise print_file invoice_sending billing_plan_line billing_totals billing_hold billing_look
    billing_left_out commission_plan earned_commission route_stop issue_file issue_insert frozen_list frozen_sum frozen_extra frozen_walk frozen_book
    frozen_file round_report pay_plan pay_statement pay_line staged_stretch staged_door coverage_distribution coverage_copy planned_export_entry planned_export_sum accounting_export
    exported_entry exported_sum accounting_file consignment alarm_set_aside planned_release planned_release_entry revenue_release
    revenue_release_line released_entry recurrence_line recurrence_plan payment_order payment_order_file planned_refund_source
    withdrawn_refund planned_collection instalment payment_plan_item due_part missed_plan planned_write_off
"""


def tables_of_no_customer() -> set[str]:
    """Our tables whose rows are nobody's; histories are of their tables."""
    of_people = {holding.table for holding in declared_holdings if holding.people}
    models = [model for model in apps.get_models() if model.__module__.startswith("abonent.") and model._meta.managed]
    ours = [model for model in models if not {"testing", "tests"} & set(model.__module__.split("."))]
    return {model._meta.db_table for model in ours if not model._meta.db_table.endswith("_history")} - of_people


def test_every_section_says_which_tables_it_carries():
    assert {section.name for section in declared_sections} <= CARRIED.keys()


def test_what_is_set_up_is_in_the_file_or_has_a_reason_to_stay():
    said = [*" ".join(CARRIED.values()).split(), *" ".join(STAYS_HERE.values()).split(), *WORK.split()]
    assert len(said) == len(set(said)), "a table stands in two places"
    unsaid = tables_of_no_customer() - set(said)
    assert not unsaid, f"put it into the file of settings, or say here why it stays: {sorted(unsaid)}"
    gone = set(said) - {model._meta.db_table for model in apps.get_models()}
    assert not gone, f"no such table any more: {sorted(gone)}"

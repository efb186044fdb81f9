"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(table="tax_category", other="code name"),
    Holding(table="tax_rate", other="id tax_category_id country valid_from rate source"),
    Holding(table="title", other="id entity_id code name"),
    Holding(table="edition", other="id title_id code name medium"),
    Holding(
        table="product",
        other=(
            "id entity_id unit_id code name kind weekdays deferred fixed_lead_days rolling_lead_days charge_days_before seats seats_from renews grace_issues grace_days withdrawn_on"
        ),
    ),
    Holding(table="product_component", other="id product_id ordinal edition_id weekdays name tax_category_id revenue_class"),
    Holding(table="component_share", other="id component_id valid_from share"),
    Holding(table="price_group", other="id entity_id code name"),
    Holding(
        table="price_group_member",
        people="price_group_member.customer_id = ANY(%(people)s::bigint[])",
        other="id entity_id price_group_id customer_id",
    ),
    Holding(table="price_list", other="id entity_id code name currency basis"),
    Holding(table="price_list_version", other="id price_list_id valid_from approved_at approved_by_id"),
    Holding(
        table="price",
        people="price.customer_id = ANY(%(people)s::bigint[])",
        other="id version_id product_id term_kind term_unit term_length weekdays quantity_from price_group_id customer_id unit_price",
    ),
    Holding(
        table="promotion",
        other=("id price_list_id code name ordered_during for_whom sales_channels by_code_only term_kind term_unit term_length then_ends"),
    ),
    Holding(table="promotion_product", other="id promotion_id product_id"),
    Holding(table="promotion_step", other="id promotion_id from_term terms unit_price percent_off own_length"),
    Holding(table="discount_group", other="id price_list_id name takes"),
    Holding(
        table="discount",
        people="discount.customer_id = ANY(%(people)s::bigint[])",
        other=(
            "id price_list_id group_id code name ordinal during percent_off amount_off base copies_from value_from price_group_id "
            "customer_id with_promotion"
        ),
    ),
    Holding(table="discount_product", other="id discount_id product_id role"),
    Holding(table="product_status", other="id name ordinal tone means_bought retired"),
    Holding(
        table="customer_product",
        people="customer_product.customer_id = ANY(%(people)s::bigint[])",
        identity="product_id status_id since source note",
        other="id customer_id seller_id",
        entity="(SELECT product.entity_id FROM product WHERE product.id = customer_product.product_id)",
    ),
    Holding(
        table="staged_customer_product",
        other=(
            "batch_id line customer_source customer_key product company status since seller source note faults customer_id product_id "
            "customer_product_id status_id seller_id outcome"
        ),
    ),
]

# Run from the last to the first: the acts are found by the rows and their history.
ERASINGS = [
    Erasing("catalog/erase_staged_statuses"),
    Erasing("catalog/erase_customer_products"),
    Erasing("catalog/erase_history_of_customer_products"),
    Erasing("runs/erase_inverses", source="catalog/acts_on_customer_products"),
    Erasing("runs/erase_inverses", source="catalog/acts_on_price_groups"),
]

"""What the tables of this folder hold of people: nothing; whom an item goes to is said above."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="stock_item", other="id entity_id number name reorder_level reorder_pieces retired"),
    Holding(table="stock_balance", other="item_id on_hand reserved value"),
    Holding(table="stock_reservation", other="id item_id pieces reserved_by_id reserved_at released_at"),
    Holding(
        table="stock_movement",
        other=(
            "id item_id kind pieces amount unit_cost moved_on remark reservation_id stocktake_id run_id reverses_id noted_by_id noted_at"
        ),
    ),
    Holding(table="stocktake", other="id entity_id counted_on counted_by_id counted_at withdrawn_by_id withdrawn_at"),
    Holding(table="stocktake_line", other="id stocktake_id item_id expected counted"),
]

-- Take movements back, piece for piece and to the cent: one alone, those of a stocktake, or what a run has sent and has not come back.
-- Reads   stock_movement
-- Writes  stock_movement: one reversal for each
-- Again   safe: what is reversed is left alone
INSERT INTO stock_movement (
    item_id, kind, pieces, amount, moved_on, remark, reservation_id, stocktake_id, run_id, reverses_id, noted_by_id, noted_at
)
SELECT posted.item_id, posted.kind, -posted.pieces, -posted.amount, %(moved_on)s::date, '', posted.reservation_id, posted.stocktake_id,
    posted.run_id, posted.id, %(actor)s::bigint, abonent_now()
FROM stock_movement AS posted
WHERE (
        posted.id = %(movement)s::bigint
        OR posted.stocktake_id = %(stocktake)s::bigint
        OR posted.run_id = %(run)s::bigint
    )
  AND posted.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM stock_movement AS reversal WHERE reversal.reverses_id = posted.id)
  AND (
        posted.kind <> 'shipment'
        OR NOT EXISTS (
            SELECT FROM stock_movement AS returned WHERE returned.reservation_id = posted.reservation_id AND returned.kind = 'return'
        )
    )

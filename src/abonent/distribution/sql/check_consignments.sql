-- Consignments whose pieces are not as many as they say: of one that stands all of them, of one taken back none.
-- Reads   consignment, consigned_piece
-- Writes  nothing
-- Again   safe: a question
SELECT consignment.id AS consignment_id, expected.pieces, count(consigned_piece.of_id)::integer AS found
FROM consignment
CROSS JOIN LATERAL (SELECT CASE WHEN consignment.withdrawn_at IS NULL THEN consignment.pieces ELSE 0 END AS pieces) AS expected
LEFT JOIN consigned_piece ON consigned_piece.consignment_id = consignment.id AND consigned_piece.kind = consignment.kind
GROUP BY consignment.id, expected.pieces
HAVING count(consigned_piece.of_id) <> expected.pieces
ORDER BY consignment.id
LIMIT 100

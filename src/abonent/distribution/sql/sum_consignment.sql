-- What would be put together of a run: the pieces that go, those that went with a consignment before, and those without an address; and a
-- print of exactly these pieces, so that saving can insist on what was shown.
-- Takes   handed_over (of_id bigint, place_id bigint, receiver text, care_of text)
-- Reads   consigned_piece
-- Writes  nothing
-- Again   safe: a question
SELECT
    count(*) FILTER (WHERE consigned_piece.of_id IS NULL AND handed_over.place_id IS NOT NULL)::integer AS pieces,
    count(consigned_piece.of_id)::integer AS sent_before,
    count(*) FILTER (WHERE consigned_piece.of_id IS NULL AND handed_over.place_id IS NULL)::integer AS without_address,
    coalesce(bit_xor(hashtextextended(
        ROW(handed_over.of_id, handed_over.place_id, handed_over.receiver, handed_over.care_of)::text, 0
    )) FILTER (WHERE consigned_piece.of_id IS NULL), 0) AS print
FROM handed_over
LEFT JOIN consigned_piece ON consigned_piece.kind = %(kind)s::text AND consigned_piece.of_id = handed_over.of_id

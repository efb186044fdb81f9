"""The database keeps each balance the sum of its movements, and refuses to keep back more than is there."""

from django.db import migrations

MOVEMENTS_MAKE_THE_BALANCE = """
CREATE FUNCTION stock_movements_make_the_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves bigint;
    moved bigint;
BEGIN
    -- Less than nothing is refused by the constraints of the balance.
    WITH moving AS (
        SELECT written.item_id, sum(written.pieces) AS pieces, sum(written.amount) AS amount
        FROM written
        GROUP BY written.item_id
    ), changed AS (
        UPDATE stock_balance SET on_hand = stock_balance.on_hand + moving.pieces, value = stock_balance.value + moving.amount
        FROM moving
        WHERE stock_balance.item_id = moving.item_id
        RETURNING stock_balance.item_id
    )
    SELECT (SELECT count(*) FROM moving), (SELECT count(*) FROM changed) INTO moves, moved;
    IF moved <> moves THEN
        RAISE EXCEPTION 'an item that moves has no balance'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_balance_of_every_item';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER stock_movements_make_the_balance AFTER INSERT ON stock_movement
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION stock_movements_make_the_balance();
"""

RESERVATIONS_ARE_KEPT_BACK = """
CREATE FUNCTION keep_back_stock(items bigint[], kept integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    promised_twice bigint;
BEGIN
    WITH keeping AS (
        SELECT asked.item_id, sum(asked.pieces)::integer AS pieces
        FROM unnest(items, kept) AS asked (item_id, pieces)
        GROUP BY asked.item_id
        HAVING sum(asked.pieces) <> 0
    ), changed AS (
        UPDATE stock_balance SET reserved = stock_balance.reserved + keeping.pieces
        FROM keeping
        WHERE stock_balance.item_id = keeping.item_id
        RETURNING stock_balance.item_id, keeping.pieces, stock_balance.reserved, stock_balance.on_hand
    )
    SELECT changed.item_id INTO promised_twice FROM changed WHERE changed.pieces > 0 AND changed.reserved > changed.on_hand LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more of item % is promised than is there', promised_twice
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_reserved_within_stock';
    END IF;
END $$;

CREATE FUNCTION stock_reservations_are_kept_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_back_stock(array_agg(written.item_id), array_agg(written.pieces)) FROM written WHERE written.released_at IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION stock_reservations_are_let_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_back_stock(
        array_agg(written.item_id),
        array_agg(
            CASE WHEN written.released_at IS NULL THEN written.pieces ELSE 0 END
            - CASE WHEN former.released_at IS NULL THEN former.pieces ELSE 0 END
        )
    )
    FROM written JOIN former ON former.id = written.id;
    RETURN NULL;
END $$;

CREATE TRIGGER stock_reservations_are_kept_back AFTER INSERT ON stock_reservation
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION stock_reservations_are_kept_back();
CREATE TRIGGER stock_reservations_are_let_go AFTER UPDATE ON stock_reservation
    REFERENCING OLD TABLE AS former NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION stock_reservations_are_let_go();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial")]
    operations = [
        migrations.RunSQL(MOVEMENTS_MAKE_THE_BALANCE, "DROP FUNCTION stock_movements_make_the_balance() CASCADE"),
        migrations.RunSQL(
            RESERVATIONS_ARE_KEPT_BACK,
            """
            DROP FUNCTION stock_reservations_are_let_go() CASCADE;
            DROP FUNCTION stock_reservations_are_kept_back() CASCADE;
            DROP FUNCTION keep_back_stock(bigint[], integer[]);
            """,
        ),
    ]

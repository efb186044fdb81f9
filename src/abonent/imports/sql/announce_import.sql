-- Let others see, while the transaction runs, that this connection works on the batch: the name of the application shows at once.
-- Reads   nothing
SELECT set_config('application_name', 'abonent import ' || %(batch)s::bigint, true) AS announced

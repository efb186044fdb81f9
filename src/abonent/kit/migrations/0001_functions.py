"""The clock in the database, and the immutable functions that fold and sort text the same way on every server."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

NOW = """
CREATE FUNCTION abonent_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('abonent.now', true), '')::timestamptz, statement_timestamp())
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(NOW, "DROP FUNCTION abonent_now()"),
    ]

"""fold_text and sort_key: how text is searched and ordered, made of the tables in `kit.alphabets`."""

from django.db import migrations

from abonent.kit.alphabets import fold_text_sql, sort_key_sql


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_functions")]
    operations = [
        migrations.RunSQL(fold_text_sql(), "DROP FUNCTION fold_text(text)"),
        migrations.RunSQL(sort_key_sql(), "DROP FUNCTION sort_key(text, text)"),
    ]

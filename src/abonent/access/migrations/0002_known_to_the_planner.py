"""Who sees which company stands in every question of every list, and the planner guesses over a hundred rows while it knows none.

Autovacuum leaves a table alone until fifty rows have changed, which is never in a house of ten people; a guess wrong by a hundred
times made one list of a million customers take four seconds.
"""

from django.db import migrations

AT_ONCE = "ALTER TABLE staff_entity SET (autovacuum_analyze_threshold = 0, autovacuum_analyze_scale_factor = 0)"
AS_EVER = "ALTER TABLE staff_entity RESET (autovacuum_analyze_threshold, autovacuum_analyze_scale_factor)"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunSQL(AT_ONCE, AS_EVER)]

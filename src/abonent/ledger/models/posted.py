"""What was posted never changes: triggers that refuse update, delete and truncate, whoever asks."""

from __future__ import annotations

import pgtrigger

# A test database empties its tables between tests that commit; it says so in a setting that no installation has.
_REFUSE_TRUNCATE = """
IF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN
    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;
END IF;
RETURN NULL;
"""


def posted_row_triggers() -> list[pgtrigger.Trigger]:
    """For the Meta of a model whose rows are documents of the books."""
    return [
        pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="is_not_truncated", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate, func=_REFUSE_TRUNCATE
        ),
    ]

"""What is done for subscriptions without anybody asking."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from abonent.kit import clock
from abonent.runs.models import Run
from abonent.subscriptions.operations.premium_picks import forget_premium_files
from abonent.subscriptions.operations.price_notices import forget_price_files, make_price_files
from abonent.subscriptions.operations.promises import check_promises
from abonent.subscriptions.operations.renewal_notices import forget_notice_files

# The letters are printed, the e-mails and the parcels sent long before.
FILES_KEPT_FOR = timedelta(days=35)


@app.periodic(cron="30 4 * * *", periodic_id="subscriptions.check_promises")
@app.task(name="subscriptions.check_promises", queueing_lock="subscriptions.check_promises")
def check_all_promises(timestamp: int) -> None:
    """Once a night: can every promise be kept?"""
    check_promises(today=clock.today("UTC"))


@app.periodic(cron="10 4 * * *", periodic_id="subscriptions.forget_notice_files")
@app.task(name="subscriptions.forget_notice_files", queueing_lock="subscriptions.forget_notice_files")
def forget_old_notice_files(timestamp: int) -> None:
    """Once a night: the files of renewal notices and of new prices that nobody needs any more."""
    forget_notice_files(before=clock.now() - FILES_KEPT_FOR)
    forget_price_files(before=clock.now() - FILES_KEPT_FOR)


@app.task(name="subscriptions.make_price_files", queueing_lock="subscriptions.make_price_files")
def make_price_files_of(run_id: int) -> None:
    """The letters of a price change that are too many to be waited for."""
    make_price_files(Run.objects.get(pk=run_id))


@app.periodic(cron="15 4 * * *", periodic_id="subscriptions.forget_premium_files")
@app.task(name="subscriptions.forget_premium_files", queueing_lock="subscriptions.forget_premium_files")
def forget_old_premium_files(timestamp: int) -> None:
    """Once a night: the pick lists and labels that nobody needs any more."""
    forget_premium_files(before=clock.now() - FILES_KEPT_FOR)

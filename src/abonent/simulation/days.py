"""A world's days, one after the other: each does what falls on it, with the clock set to its hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from time import perf_counter

from abonent.kit import clock
from abonent.simulation import account_days, agents, call_days, desk_days, money_days, night_days, outlets, price_days, recurring
from abonent.simulation.dwellings import bring_in_dwellings
from abonent.simulation.life import Life
from abonent.simulation.routes import find_doors
from abonent.simulation.talks import write_down_talks
from abonent.simulation.world import World

ZONE = "Europe/Stockholm"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Duty:
    """Something done on certain days at a certain hour. `do` takes the day and the day on which it was last done."""

    name: str
    at: time
    falls_on: Callable[[Life, date], bool]
    do: Callable[[Life, date, date], int]

    def since(self, life: Life, day: date) -> date:
        """The day before `day` on which it was done; the first day of the world if there is none."""
        earlier = (day - timedelta(days=back) for back in range(1, 32))
        return next((each for each in earlier if self.falls_on(life, each)), life.world.starts_on)


@dataclass
class Diary:
    """How much was done and how long it took, by duty."""

    done: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, count: int, seconds: float) -> None:
        self.done[name] = self.done.get(name, 0) + count
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


def _on(*weekdays: int) -> Callable[[Life, date], bool]:
    return lambda _life, day: day.weekday() in weekdays


def _begins_a_quarter(life: Life, day: date) -> bool:
    """Every third month from the first of the world on."""
    return day.day == 1 and (day.month - life.world.starts_on.month) % 3 == 0


def _first_monday(_life: Life, day: date) -> bool:
    return day.weekday() == MONDAY and day.day <= 7


def _first_thursday(_life: Life, day: date) -> bool:
    return day.weekday() == THURSDAY and day.day <= 7


def _first_day(life: Life, day: date) -> bool:
    return day == life.world.starts_on


DUTIES = (
    Duty("agents", time(7, 30), _first_day, lambda life, day, _since: agents.bring_in_agents(life, day)),
    Duty("agreements", time(7, 40), _first_day, lambda life, day, _since: recurring.agree_on_recurring(life, day)),
    Duty("limits", time(7, 50), _first_day, lambda life, day, _since: account_days.set_limits(life, day)),
    Duty("readers", time(8), _begins_a_quarter, lambda life, day, _since: desk_days.bring_in_readers(life, day)),
    Duty("orders", time(9), lambda life, day: day in life.taken_on, lambda life, day, _since: desk_days.take_orders(life, day)),
    Duty("stops", time(10), lambda life, day: day in life.stopped_on, lambda life, day, _since: desk_days.stop_subscriptions(life, day)),
    Duty(
        "addresses",
        time(10, 30),
        lambda life, day: day in life.moves_told_on,
        lambda life, day, _since: desk_days.change_addresses(life, day),
    ),
    Duty("prices", time(10, 40), price_days.is_about_prices, lambda life, day, _since: price_days.change_prices(life, day)),
    Duty("calls", time(10, 45), lambda life, day: day in life.called_on, lambda life, day, _since: call_days.answer_calls(life, day)),
    Duty("asked to go on", time(10, 50), _on(MONDAY), lambda life, day, _since: desk_days.renew_on_request(life, day)),
    Duty("renewals", time(11), _on(MONDAY), lambda life, day, _since: money_days.renew(life, day)),
    Duty("recurring", time(11, 40), _on(MONDAY), lambda life, day, _since: account_days.make_recurring(life, day)),
    Duty("settled", time(11, 50), _first_monday, lambda life, day, _since: account_days.settle(life, day)),
    Duty("invoices", time(12), _on(MONDAY), lambda life, day, _since: money_days.bill(life, day)),
    Duty("revenue released", time(12, 15), _first_monday, lambda life, day, _since: money_days.release_revenue(life, day)),
    Duty("umbrellas", time(12, 30), _first_monday, lambda life, day, _since: money_days.send_umbrellas(life, day)),
    Duty("outlets", time(12, 40), outlets.opens_outlets, lambda life, day, _since: outlets.open_outlets(life, day)),
    Duty("dwellings", time(12, 50), outlets.opens_outlets, lambda life, day, _since: bring_in_dwellings(life, day)),
    Duty("returns", time(12, 55), _on(MONDAY), outlets.take_returns),
    Duty("bank lines", time(13), _on(TUESDAY), money_days.bank),
    Duty("paid at the counter", time(14), _on(THURSDAY), money_days.counter),
    Duty("credit notes", time(14, 30), _on(WEDNESDAY), money_days.credit),
    Duty("paid later", time(14, 40), _on(WEDNESDAY), lambda life, day, _since: account_days.let_pay_later(life, day)),
    Duty("payment plans", time(14, 50), _on(WEDNESDAY), lambda life, day, _since: account_days.agree_on_plans(life, day)),
    Duty("plans missed", time(15), _first_thursday, lambda life, day, _since: account_days.end_missed_plans(life, day)),
    Duty("given up", time(15, 10), _first_thursday, lambda life, day, _since: account_days.give_up(life, day)),
    Duty("paid back", time(15, 20), _first_thursday, lambda life, day, _since: account_days.pay_back(life, day)),
    Duty("exported", time(15, 25), _first_thursday, lambda life, day, _since: account_days.export(life, day)),
    Duty("carriers paid", time(15, 28), account_days.pays_carriers, lambda life, day, _since: account_days.pay_carriers(life, day)),
    Duty("talks", time(15, 30), lambda _life, day: day.weekday() <= FRIDAY, lambda life, day, _since: write_down_talks(life, day)),
    Duty("doors", time(23), lambda _life, _day: True, lambda _life, _day, _since: find_doors()),
    Duty("looked into", time(15), _on(FRIDAY), lambda life, day, _since: money_days.look_into_unknown(life, day)),
)

# In the last weeks only: the night board looks no further back.
FROZEN = Duty("lists frozen", time(21), lambda _life, _day: True, lambda life, day, _since: night_days.freeze_tomorrow(life, day))
# At the end only: what was sent before is set on paper when somebody opens it.
PRINTED = Duty("printed", time(16), lambda _life, _day: True, lambda life, day, _since: money_days.print_latest(life, day))


def live(
    world: World, *, first: date, latest: date, tell: Callable[[str], None], month_over: Callable[[date], None] | None = None
) -> Diary:
    """Live the days from `first` to `latest`, both included, and print the latest invoices; says what a month came to when it is over.

    `month_over` is asked on the last day of each month, and of the days begun, what it thinks of the books.
    """
    life, diary, month = Life(world), Diary(), Diary()
    for day in _days(first, latest):
        for duty in (*DUTIES, FROZEN) if (latest - day).days < world.nights else DUTIES:
            if duty.falls_on(life, day):
                count, seconds = _do(duty, life, day)
                diary.note(duty.name, count, seconds)
                month.note(duty.name, count, seconds)
        if (day + timedelta(days=1)).day == 1 or day == latest:
            tell(_sentence(day, month))
            month = Diary()
            if month_over:
                month_over(day)
    diary.note(PRINTED.name, *_do(PRINTED, life, latest))
    return diary


def _do(duty: Duty, life: Life, day: date) -> tuple[int, float]:
    began = perf_counter()
    with clock.set_to(clock.moment(day, duty.at, ZONE)):
        count = duty.do(life, day, duty.since(life, day))
    return count, perf_counter() - began


def _days(first: date, latest: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((latest - first).days + 1))


def _sentence(day: date, month: Diary) -> str:
    done = ", ".join(f"{count} {name}" for name, count in month.done.items() if count)
    return f"{day:%Y-%m}  {done}  ({sum(month.seconds.values()):.1f} s)"

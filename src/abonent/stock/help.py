"""What each screen of stock is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "stock:items",
        text=_("What lies on the shelf: how much is there, kept back and free, and what it is worth."),
        example=_("Choose To be ordered: all of which too little is free."),
        page="stock",
    ),
    ScreenHelp(
        "stock:new_item",
        text=_("Something of which pieces lie on the shelf, and when it is to be ordered."),
        example=_("UMBRELLA, to be ordered at 20 free pieces, 100 at a time."),
        page="stock",
    ),
    ScreenHelp(
        "stock:item",
        text=_("One item: what is there, kept back and free, and every movement of it."),
        example=_("Press n to note what came in."),
        page="stock",
    ),
    ScreenHelp(
        "stock:change_item",
        text=_("Other words or another level; or it is not given out any more."),
        example=_("Tick “Not given out any more” once the last pieces go."),
        page="stock",
    ),
    ScreenHelp(
        "stock:receipt",
        text=_("Pieces that came in, and what one of them cost. It changes what all are worth on average."),
        example=_("100 at 48,50, with the number of the delivery note."),
        page="stock",
    ),
    ScreenHelp(
        "stock:write_off",
        text=_("Pieces that are lost or spoilt. What is kept back for orders stays."),
        example=_("2, and why: Got wet."),
        page="stock",
    ),
    ScreenHelp(
        "stock:movements",
        text=_("Whatever came, went or was counted, with its worth. Nothing is ever changed here."),
        example=_("Filter by an item and a month, then export."),
        page="stock",
    ),
    ScreenHelp(
        "stock:stocktakes",
        text=_("The counts so far, and what differed."),
        example=_("Press n to count again."),
        page="stock-counts",
    ),
    ScreenHelp(
        "stock:count",
        text=_("Write how many pieces lie there. What differs is shown before it is booked."),
        example=_("38 umbrellas where the movements say 40."),
        page="stock-counts",
    ),
    ScreenHelp(
        "stock:stocktake",
        text=_("What was counted on a day, beside what there was by the movements."),
        example=_("Take the count back if somebody read the wrong shelf."),
        page="stock-counts",
    ),
]

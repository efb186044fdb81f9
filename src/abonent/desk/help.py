"""What each screen of the desk is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "desk:home",
        text=_("How things stand today, and what waits. Every figure leads to its rows."),
        example=_("Press / and type a telephone number: the caller is found."),
        page="getting-around",
    ),
    ScreenHelp(
        "desk:running",
        text=_("How the number has moved, month by month."),
        example=_("Compare this month with the same month last year."),
        page="subscriptions",
    ),
    ScreenHelp(
        "desk:search",
        text=_("What was found by the words you typed, sorted by kind."),
        example=_("Type part of a name and a town: lindq vaasa."),
        page="find-a-customer",
    ),
    ScreenHelp(
        "desk:customer",
        text=_("All about one customer. The strip at the top stays while you scroll."),
        example=_("Press n to write a note while you are talking."),
        page="customer-page",
    ),
    ScreenHelp(
        "desk:books",
        text=_("Rules that must always hold. Each night they are checked by themselves."),
        example=_("Click on a red rule to see the rows that break it."),
        page="books",
    ),
    ScreenHelp(
        "desk:companies",
        text=_("The companies that sell, and the kind of business. Whoever may set up adds another company here."),
        example=_("Open a company to see which number its next invoice gets."),
        page="companies",
    ),
    ScreenHelp(
        "desk:company",
        text=_("Who the company is: address, accounts, units, number series, and what was changed about it."),
        example=_("Look at Number series: that is the number of the next invoice."),
        page="companies",
    ),
    ScreenHelp(
        "desk:new_company",
        text=_("Another company with books of its own. It cannot be removed again."),
        example=_("Choose Finland: it gets the Finnish chart of accounts."),
        page="companies",
    ),
    ScreenHelp(
        "desk:company_particulars",
        text=_("Name, address and numbers as new invoices bear them. Posted invoices keep theirs."),
        example=_("Change the street, then look at the next invoice."),
        page="companies",
    ),
    ScreenHelp(
        "desk:logo",
        text=_("The logo that invoices, letters and the top of every page bear. You see how it looks there before it is saved."),
        example=_("Choose an SVG file and look at the head of the invoice."),
        page="companies",
    ),
    ScreenHelp(
        "desk:new_account",
        text=_("An account that payments arrive on. Its digits are checked."),
        example=_("Paste an IBAN with its blanks; they do not matter."),
        page="companies",
    ),
    ScreenHelp(
        "desk:account",
        text=_("What the account is called and whether invoices show it. The number stays."),
        example=_("Take the mark away: new invoices no longer show the account."),
        page="companies",
    ),
    ScreenHelp(
        "desk:new_unit",
        text=_("A part of the company. Customers and colleagues can belong to it."),
        example=_("Add South, then choose South for some customers in their list."),
        page="companies",
    ),
    ScreenHelp(
        "desk:unit",
        text=_("What the unit is called. All that belongs to it stays."),
        example=_("Call it otherwise and see the new name on its customers."),
        page="companies",
    ),
    ScreenHelp(
        "desk:series",
        text=_("How documents to come are numbered. There is never a gap, and never a step back."),
        example=_("Write 2027- before the number to begin a series for the new year."),
        page="companies",
    ),
    ScreenHelp(
        "desk:business",
        text=_("Which parts of the product everybody has. It says first what would go and what would come."),
        example=_("Look at Service firm: titles and issues would go."),
        page="staff",
    ),
    ScreenHelp(
        "desk:country_rules",
        text=_("What the product takes for the law of each country, with day and source. It is only read."),
        example=_("Look for the reminder fee of your country."),
        page="companies",
    ),
    ScreenHelp(
        "desk:settings_file",
        text=_("All that you have set up, as one file: keep it, or take it to another installation."),
        example=_("Download it, bring it in elsewhere, and see what would change."),
        page="settings",
    ),
    ScreenHelp(
        "desk:arrangement",
        text=_("Which tabs, fields and entries of the menu a role is shown, and in which order."),
        example=_("Choose Sales, press Move Products up, then See as this role."),
        page="settings",
    ),
]
NO_SCREENS = ["desk:start", "desk:settings_download", "desk:books_rule", "desk:household", "desk:logo_file"]

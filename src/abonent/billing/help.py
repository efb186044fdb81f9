"""What each screen of the invoices is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "billing:list",
        text=_("Every invoice and credit note that was posted."),
        example=_("Write 64 to see the numbers that begin so."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:invoice",
        text=_("One invoice: lines, journal, what settled it, how it was sent."),
        example=_("Press p for the PDF as it was sent."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:why",
        text=_("How the total came about."),
        example=_("Click on a line to see its price."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:why_line",
        text=_("How this line came about, step by step."),
        example=_("Look at the rate of VAT and the day from which it holds."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:credit",
        text=_("Choose what to credit. The credit note is a document of its own."),
        example=_("Tick one line only."),
        page="invoices",
    ),
    ScreenHelp(
        "billing:agents",
        text=_("Who mediates orders, how he is paid, and what was settled with him last."),
        example=_("Click on an agent without terms and agree on some."),
        page="agents",
    ),
    ScreenHelp(
        "billing:agent",
        text=_("One agent: his terms, his readers, his invoices with their parts, his settlements."),
        example=_("Press n for new terms."),
        page="agents",
    ),
    ScreenHelp(
        "billing:agent_terms",
        text=_("What the agent keeps or gets of what is sold through him, from a day on. Terms sold before keep theirs."),
        example=_("Write 20 percent from 1 jan."),
        page="agents",
    ),
    ScreenHelp(
        "billing:parts",
        text=_("What each reader pays the agent, what the agent keeps of it and what he remits to us."),
        example=_("Export the list, or press f for the print file."),
        page="agents",
    ),
    ScreenHelp(
        "billing:commission_plan",
        text=_("What agents earned and nobody has settled, line by line. Nothing is posted yet."),
        example=_("Write the name of an agent to see his lines only."),
        page="agents",
    ),
    ScreenHelp(
        "billing:agent_settlement",
        text=_("What an agent was settled for. The next billing credits it to him."),
        example=_("Press f for the paper in his language."),
        page="agents",
    ),
    ScreenHelp(
        "billing:deferred_revenue",
        text=_("What is invoiced and not earned yet, by product, before and after a month."),
        example=_("Press b for the month before."),
        page="deferred-revenue",
    ),
    ScreenHelp(
        "billing:revenue_release",
        text=_("What leaves the prepaid accounts for revenue because it is earned, before it does and after."),
        example=_("As of 1 August: what July was worth."),
        page="revenue-release",
    ),
    ScreenHelp(
        "billing:deferred_product",
        text=_("One product in a month: when it was earned, and the orders behind it."),
        example=_("Click on what an order earned to see its days."),
        page="deferred-revenue",
    ),
    ScreenHelp(
        "billing:revenue",
        text=_("What a month earned, by company, unit and product. In all it is what the journal says."),
        example=_("Press b for the month before."),
        page="revenue-by-unit",
    ),
    ScreenHelp(
        "billing:revenue_shares",
        text=_("To which companies and units belongs what a product earns, from a day on."),
        example=_("60 percent to one company and 40 to the other."),
        page="revenue-by-unit",
    ),
    ScreenHelp(
        "billing:look",
        text=_("The invoices as they would be posted. Begin with the groups."),
        example=_("Look at First invoice, and hold back what should wait."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:compare",
        text=_("What is planned beside the last run, by product, way of sending or VAT class."),
        example=_("Look for a product that has fallen by half."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:why_planned",
        text=_("How this planned amount came about."),
        example=_("Look for the line that says new."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:send",
        text=_("What is posted goes out: the print file, the e-mails, and who gets it in another way."),
        example=_("Make the print file and send it to the printers."),
        page="billing-run",
    ),
    ScreenHelp(
        "billing:invoiced",
        text=_("What was invoiced in a month, grouped as you like. The sums are those of the journal."),
        example=_("Choose By VAT class and click on a row to see its invoices."),
        page="invoiced",
    ),
    ScreenHelp(
        "billing:pro_formas",
        text=_("What payers were shown before they were invoiced, and what became of it."),
        example=_("Choose Expired to see who never answered."),
        page="pro-forma",
    ),
    ScreenHelp(
        "billing:pro_forma",
        text=_("A pro forma claims nothing. Make the invoice once the customer agrees."),
        example=_("Press p for the PDF."),
        page="pro-forma",
    ),
    ScreenHelp(
        "billing:recurring_list",
        text=_("What is invoiced again and again, by the day on which it is due next."),
        example=_("Open Due and plan a run that makes it."),
        page="recurring-invoices",
    ),
    ScreenHelp(
        "billing:recurring",
        text=_("One recurring invoice: its next days, and what was made of it."),
        example=_("Press p to pause it over the summer."),
        page="recurring-invoices",
    ),
    ScreenHelp(
        "billing:new_recurring",
        text=_("Say to whom, for what and how often. The effect shows what is due first."),
        example=_("Write 3 and months for an invoice each quarter."),
        page="recurring-invoices",
    ),
    ScreenHelp(
        "billing:change_recurring",
        text=_("Let it be otherwise from now on. What is made stays."),
        example=_("Write another price and look at the year."),
        page="recurring-invoices",
    ),
    ScreenHelp(
        "billing:pause_recurring",
        text=_("On these days nothing is due, and nothing is made up for."),
        example=_("Write 1 jul and 31 aug."),
        page="recurring-invoices",
    ),
    ScreenHelp(
        "billing:recurring_plan",
        text=_("The days that would be made. The billing run then invoices them."),
        example=_("Click on a name to see its prices."),
        page="recurring-invoices",
    ),
]
NO_SCREENS = [
    "billing:recurring_panel",
    "billing:pro_forma_pdf",
    "billing:pdf",
    "billing:panel",
    "billing:print_progress",
    "billing:mail_progress",
    "billing:print_file",
    "billing:print_parts",
    "billing:pack_parts",
    "billing:agent_settlement_paper",
]

"""What each screen of the register is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "customers:list",
        text=_("Everybody you have dealings with. Filter the list, then keep it as a view."),
        example=_("Filter Town, write Vaasa, and save it as a view."),
        page="find-a-customer",
    ),
    ScreenHelp(
        "customers:new",
        text=_("Type the name; all else can come later. People who look alike are shown while you type."),
        example=_("Type a mobile number first: whoever has it is shown."),
        page="new-customer",
    ),
    ScreenHelp(
        "customers:edit",
        text=_("Name, language, how invoices are sent. Company and VAT numbers are checked."),
        example=_("Choose Finnish: the next invoice is in Finnish."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:bulk_language",
        text=_("Give many customers another language. It says first how many change."),
        example=_("Filter Country: Finland and choose Finnish."),
        page="lists",
    ),
    ScreenHelp(
        "customers:bulk_responsible",
        text=_("Give many customers to a colleague, or take them from one. It says first how many change."),
        example=_("Filter Town: Vaasa and give them to the seller there."),
        page="lists",
    ),
    ScreenHelp(
        "customers:bulk_unit",
        text=_("Let many customers belong to a unit. It says first how many change."),
        example=_("Filter Postal code: 9 and choose the unit of the north."),
        page="lists",
    ),
    ScreenHelp(
        "customers:bulk_invoice_channel",
        text=_("Send the invoices of many customers in another way."),
        example=_("Filter Has e-mail: Yes and choose E-mail."),
        page="lists",
    ),
    ScreenHelp(
        "customers:new_address",
        text=_("An address with what it is used for and how long it holds."),
        example=_("From 1 jul until 15 aug: a summer address."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:end_address",
        text=_("Say when the address stops. It stays in the history."),
        example=_("Type 31/12 for the last day of the year."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:new_contact",
        text=_("A telephone number or an e-mail address. Write numbers as people say them."),
        example=_("070 123 45 67"),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:edit_contact",
        text=_("Correct a number or an address; the old one stays in the history."),
        example=_("Write what it is for: work, after five o'clock."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:new_person",
        text=_("Somebody to talk to in the organisation, with position and number."),
        example=_("Position Buyer, Karin Berg."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:edit_person",
        text=_("Change who it is, what the person does, and how to reach the person."),
        example=_("Choose another position when the work changes."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:new_relationship",
        text=_("Who belongs to whom: household, family, company, giver."),
        example=_("Type the number of the other customer."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:new_bank_account",
        text=_("An account from which the customer pays; the bank's lines are known by it."),
        example=_("SE45 5000 0000 0583 9825 7466"),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:new_external_key",
        text=_("The number under which another system knows the customer."),
        example=_("Source web shop, key 48213."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:duplicates",
        text=_("Pairs that look like one customer, with points and reasons."),
        example=_("Open the pair with the most points and look at both sides."),
        page="doubles",
    ),
    ScreenHelp(
        "customers:merge",
        text=_("Two records beside each other. Choose which value holds where they differ."),
        example=_("Keep the record with the longer history."),
        page="doubles",
    ),
    ScreenHelp(
        "customers:refusals",
        text=_("Lists of people who want no advertising, from public registers."),
        example=_("Bring in the list of this month."),
        page="consents",
    ),
    ScreenHelp(
        "customers:words",
        text=_("Types, branches and positions by which the register is sorted."),
        example=_("Add the type Library."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:new_word",
        text=_("A new word, with its name in every language."),
        example=_("Library, Bibliotek, Kirjasto, Biblioteka, Könyvtár."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:edit_word",
        text=_("Change the name of a word, or withdraw it. Those who have it keep it."),
        example=_("Write School in place of Schools."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:own_fields",
        text=_("Fields of your own for customers: what else you want to know."),
        example=_("Add Shoe size to the customers of the sports shop."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:new_own_field",
        text=_("A field with its name in every language and its kind."),
        example=_("Kind: a choice, with two options."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:edit_own_field",
        text=_("Change the name of a field, or withdraw it. What was filled in stays."),
        example=_("Write Hobby in place of Interest."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:new_own_field_option",
        text=_("One more option of a choice."),
        example=_("Fishing, Fiske, Kalastus, Wędkarstwo, Horgászat."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:edit_own_field_option",
        text=_("Change an option, or withdraw it. Those who have it keep it."),
        example=_("Write Sailing in place of Boats."),
        page="words-of-the-register",
    ),
    ScreenHelp(
        "customers:own_values",
        text=_("Fill in your own fields of this customer."),
        example=_("Leave a field empty when nobody knows."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "customers:personal_data",
        text=_("All that is held of a customer: hand it out, or erase who it was."),
        example=_("Read first what hinders an erasure and what the law keeps."),
        page="personal-data",
    ),
    ScreenHelp(
        "customers:history",
        text=_("Every change with who, when, before and after."),
        example=_("Put back the old telephone number, and nothing else."),
        page="change-a-customer",
    ),
]
NO_SCREENS = [
    "customers:looks_like",
    "customers:consents_panel",
    "customers:relations_panel",
    "customers:history_panel",
    "customers:identity_panel",
    "customers:addresses_panel",
    "customers:contacts_panel",
    "customers:people_panel",
    "customers:disclose",
]

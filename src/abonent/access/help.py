"""What each screen of log-ins, staff and roles is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

_STAFF = "staff"


def _of_signing_in(url_name: str) -> ScreenHelp:
    return ScreenHelp(
        url_name,
        text=_("How you sign in: password, second factor, passkeys."),
        example=_("Add a passkey, and sign in with your fingerprint the next time."),
        page="your-account",
    )


HELP = [
    ScreenHelp(
        "access:account",
        text=_("What you choose for yourself: language, look, keys."),
        example=_("Choose Suomi and save: your screens are Finnish at once."),
        page="your-account",
    ),
    ScreenHelp(
        "access:files",
        text=_("Lists you have asked for as a file. Long ones are written while you work."),
        example=_("Export a list as XLSX and fetch it here when the bell rings."),
        page="lists",
    ),
    ScreenHelp(
        "access:staff",
        text=_("Everybody with a log-in, at work or gone."),
        example=_("Open a colleague and press Make a link when a password is forgotten."),
        page=_STAFF,
    ),
    ScreenHelp(
        "access:new_staff",
        text=_("Give a colleague a log-in, roles and companies."),
        example=_("Roles Customer service and Finance: the person may do what either may do."),
        page=_STAFF,
    ),
    ScreenHelp(
        "access:staff_member",
        text=_("One colleague: log-in, roles, password, and what was changed."),
        example=_("Press Let go on the last day: the person is signed out everywhere at once."),
        page=_STAFF,
    ),
    ScreenHelp(
        "access:change_staff",
        text=_("Change roles, companies or language of a colleague. It holds from the next click on."),
        example=_("Tick Finance for the summer and take it away in autumn."),
        page=_STAFF,
    ),
    ScreenHelp(
        "access:password_link",
        text=_("A link by which the person chooses a password. It works once."),
        example=_("Hand the link over yourself; do not send it to a shared mailbox."),
        page=_STAFF,
    ),
    ScreenHelp(
        "access:roles",
        text=_("What each role may do, in one sheet."),
        example=_("Look along the row Credit invoices to see which roles may."),
        page="roles",
    ),
    ScreenHelp(
        "access:role",
        text=_("What this role may do, and who has it."),
        example=_("Press See as this role to look at the product with its eyes."),
        page="roles",
    ),
    ScreenHelp(
        "access:duties",
        text=_("Tick what the role may do. It holds at once for all who have it."),
        example=_("Take away Credit invoices, and give as reason: four eyes."),
        page="roles",
    ),
    ScreenHelp(
        "access:copy_role",
        text=_("Make a role of your own from one that is there."),
        example=_("Copy Customer service to Summer help."),
        page="roles",
    ),
    *[
        _of_signing_in(name)
        for name in (
            "account_change_password",
            "account_reauthenticate",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate",
        )
    ],
]
NO_SCREENS = [
    "access:choose_password",
    "access:file",
    "access:view",
]

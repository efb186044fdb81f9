"""What the screen of JPK files is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "jpk:jpk",
        text=_("The sales of a month as the Polish tax office wants them. First the sums beside the journal, then the file."),
        example=_("Choose JPK_V7M(3) and October, compare VAT with the journal, download."),
        page="jpk",
    )
]
NO_SCREENS = ["jpk:file"]

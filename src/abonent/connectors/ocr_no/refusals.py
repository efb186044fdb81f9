"""What is said of OCR giro alone; the rest is common to all files of lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.connectors.line_files.refusals import CannotReadLines


class CannotReadOcrNo(CannotReadLines):
    """The file is not imported at all; nothing of it may be booked."""

    sentences = {
        **CannotReadLines.sentences,
        "ocr_no.not_begun": _("The file does not begin with the start record of a transmission (NY000010)."),
        "ocr_no.other_payment": _("This record is of payment %(found)s, but belongs to payment %(expected)s."),
        "ocr_no.item_missing": _("The second record of the payment is missing."),
    }
    cures = {**CannotReadLines.cures, "ocr_no.not_begun": _("Choose the OCR giro file of Nets.")}


WARNINGS = {
    "ocr_no.other_service": _("Records of the service %(service)s were passed by: they are no payments."),
}

"""The parts that messages to banks share: parties with their addresses, accounts, the banks that keep them."""

from __future__ import annotations

from lxml import etree

from abonent.connectors.pain.versions import Version
from abonent.payment_orders.rules.transfer import BankAccountNumber, Party

# The clearing numbers that stand for the two giros in the Swedish system (SESBA), as the guides of Swedish banks have it.
GIROS = {"bankgiro": "9900", "plusgiro": "9960"}
# SEPA takes names of 70 letters, whatever the schema allows.
LONGEST_NAME = 70
LONGEST_STREET = 70
LONGEST_POSTAL_CODE = 16
LONGEST_TOWN = 35


class Writer:
    """Elements of one version of a message, in the order in which its schema wants them."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def document(self) -> etree._Element:
        """The outermost element."""
        return etree.Element(f"{{{self.version.namespace}}}Document", nsmap={None: self.version.namespace})  # type: ignore[dict-item]

    def put(self, parent: etree._Element, path: str, text: object = None, **attributes: str) -> etree._Element:
        """The element at the end of a path of new ones below `parent`."""
        for name in path.split("/"):
            parent = etree.SubElement(parent, f"{{{self.version.namespace}}}{name}")
        parent.attrib.update(attributes)
        if text is not None:
            parent.text = printable(str(text))
        return parent

    def party(self, parent: etree._Element, role: str, party: Party) -> etree._Element:
        """Somebody by name and address. One whose town is not known is named alone: half an address is refused."""
        element = self.put(parent, role)
        self.put(element, "Nm", printable(party.name)[:LONGEST_NAME])
        if party.town and party.country:
            address = self.put(element, "PstlAdr")
            if party.street:
                self.put(address, "StrtNm", party.street[:LONGEST_STREET])
            if party.postal_code:
                self.put(address, "PstCd", party.postal_code[:LONGEST_POSTAL_CODE])
            self.put(address, "TwnNm", party.town[:LONGEST_TOWN])
            self.put(address, "Ctry", party.country)
        return element

    def account(self, parent: etree._Element, role: str, account: BankAccountNumber, currency: str = "") -> None:
        """An account as its scheme names it."""
        element = self.put(parent, role)
        if account.scheme == "iban":
            self.put(element, "Id/IBAN", account.number)
        else:
            other = self.put(element, "Id/Othr")
            self.put(other, "Id", account.number)
            scheme = self.put(other, "SchmeNm")
            if account.scheme == "bankgiro":
                self.put(scheme, "Prtry", "BGNR")
            else:
                self.put(scheme, "Cd", "BBAN")
        if currency:
            self.put(element, "Ccy", currency)

    def bank(self, parent: etree._Element, role: str, account: BankAccountNumber) -> None:
        """The bank that keeps an account: a giro, by its code, or not said, since an IBAN says it."""
        institution = self.put(parent, f"{role}/FinInstnId")
        if account.scheme in GIROS:
            member = self.put(institution, "ClrSysMmbId")
            self.put(member, "ClrSysId/Cd", "SESBA")
            self.put(member, "MmbId", GIROS[account.scheme])
        elif account.bic:
            self.put(institution, self.version.bic, account.bic)
        else:
            self.put(institution, "Othr/Id", "NOTPROVIDED")

    def day(self, parent: etree._Element, name: str, day: object) -> None:
        """A day, as the version has it."""
        self.put(parent, f"{name}/Dt" if self.version.day_within else name, day)


def printable(text: str) -> str:
    """A text without what is no letter (a tab, the end of a line), which XML or a bank would refuse."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def as_bytes(document: etree._Element) -> bytes:
    """The file: the same to the byte for the same order."""
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)

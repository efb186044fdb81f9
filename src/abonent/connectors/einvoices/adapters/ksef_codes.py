"""The codes by which whoever has a paper can look its document up in KSeF: one for the document and, where it was issued while KSeF was
away, one for who issued it, signed with the company's offline certificate."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate

from abonent.billing.models import OutboxFormat, OutboxRoute
from abonent.billing.rules.einvoice import digits
from abonent.connectors.einvoices.adapters.lines import secret_of

OFFLINE, CERTIFICATE = "OFFLINE", "CERTYFIKAT"
_SALT, _HALF, _LEAST_BITS = 32, 32, 2048

Code = dict[str, str]


class NoCertificate(ValueError):
    """No certificate and key that go together and that KSeF takes."""


def codes_of(route: OutboxRoute, *, issued_on: date, content: bytes, number: str = "", is_offline: bool = False) -> list[Code]:
    """What stands on the paper of a document that goes to KSeF; nothing of any other. Under the code stands its number, once it has one."""
    if route.format != OutboxFormat.KSEF or route.way != OutboxRoute.Way.DIRECT:
        return []
    host = urlsplit(route.address).netloc.replace("api", "qr", 1)
    seller = digits(route.entity.vat_number)
    hashed = _plain(hashlib.sha256(content).digest())
    codes = [{"caption": number or OFFLINE, "text": f"https://{host}/invoice/{seller}/{issued_on:%d-%m-%Y}/{hashed}"}]
    keys = json.loads(secret_of(route))
    if is_offline and keys.get("certificate"):
        certificate, key = read_certificate(keys["certificate"], keys["private_key"])
        signed = f"{host}/certificate/Nip/{seller}/{seller}/{certificate.serial_number:016X}/{hashed}"
        codes.append({"caption": CERTIFICATE, "text": f"https://{signed}/{_plain(_signature(key, signed.encode()))}"})
    return codes


def is_signed(codes: list[Code]) -> bool:
    """Whether the codes are those of a document that is issued while KSeF is away."""
    return any(code["caption"] == CERTIFICATE for code in codes)


def read_certificate(certificate: str, private_key: str) -> tuple[Certificate, Any]:
    """A certificate and its key, from PEM. Raises NoCertificate."""
    try:
        read, key = load_pem_x509_certificate(certificate.encode()), load_pem_private_key(private_key.encode(), None)
    except (ValueError, TypeError) as fault:
        raise NoCertificate(str(fault)) from fault
    is_strong = isinstance(key, EllipticCurvePrivateKey) or (isinstance(key, RSAPrivateKey) and key.key_size >= _LEAST_BITS)
    if not is_strong or key.public_key() != read.public_key():
        raise NoCertificate("the key is not that of the certificate")
    return read, key


def _signature(key: Any, content: bytes) -> bytes:
    """RSASSA-PSS, or ECDSA as its two numbers one after the other: the shorter of the forms that KSeF takes."""
    if isinstance(key, RSAPrivateKey):
        return key.sign(content, PSS(mgf=MGF1(SHA256()), salt_length=_SALT), SHA256())
    first, second = decode_dss_signature(key.sign(content, ECDSA(SHA256())))
    return first.to_bytes(_HALF) + second.to_bytes(_HALF)


def _plain(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")

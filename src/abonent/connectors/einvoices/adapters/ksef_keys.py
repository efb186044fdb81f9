"""What is written and signed for KSeF: the token and the key of a session with the ministry's public keys, documents with the session's."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.x509 import load_der_x509_certificate

FOR_TOKENS, FOR_SESSIONS = "KsefTokenEncryption", "SymmetricKeyEncryption"
_BLOCK, _KEY = 16, 32
_NUMBER, _BEFORE_CHECK = 35, 32
_POLYNOMIAL, _TOP_BIT, _BYTE = 0x07, 0x80, 0xFF


@dataclass(frozen=True)
class PublicKey:
    """A key of the ministry's, and the number by which it knows with which one something was written."""

    key: RSAPublicKey
    number: str

    def sealed(self, content: bytes) -> str:
        """The content so that only the ministry can read it (RSA-OAEP with SHA-256)."""
        padding = OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)
        return base64.b64encode(self.key.encrypt(content, padding)).decode()

    @property
    def named(self) -> dict[str, str]:
        """The number as requests say it; nothing where the ministry gives none."""
        return {"publicKeyId": self.number} if self.number else {}


def public_key(certificates: Sequence[dict[str, Any]], usage: str, at: datetime) -> PublicKey:
    """The key for a use that holds now, the newest of several. Raises LookupError."""
    holding = [
        each
        for each in certificates
        if usage in each["usage"] and datetime.fromisoformat(each["validFrom"]) <= at <= datetime.fromisoformat(each["validTo"])
    ]
    if not holding:
        raise LookupError(usage)
    newest = max(holding, key=lambda each: datetime.fromisoformat(each["validFrom"]))
    key = load_der_x509_certificate(base64.b64decode(newest["certificate"])).public_key()
    if not isinstance(key, RSAPublicKey):
        raise LookupError(usage)
    return PublicKey(key, newest.get("publicKeyId", ""))


@dataclass(frozen=True)
class SessionKey:
    """What the documents of a session are written with (AES-256, CBC), made anew for each session."""

    key: bytes = field(default_factory=lambda: os.urandom(_KEY))
    start: bytes = field(default_factory=lambda: os.urandom(_BLOCK))

    def told(self, ministry: PublicKey) -> dict[str, str]:
        """The key as the opening of a session says it."""
        return {
            "encryptedSymmetricKey": ministry.sealed(self.key),
            "initializationVector": base64.b64encode(self.start).decode(),
            **ministry.named,
        }

    def sealed(self, content: bytes) -> bytes:
        """A document as it is sent."""
        padder = PKCS7(AES256.block_size).padder()
        writer = Cipher(AES256(self.key), CBC(self.start)).encryptor()
        return writer.update(padder.update(content) + padder.finalize()) + writer.finalize()


def digest(content: bytes) -> str:
    """How KSeF tells one document from another: SHA-256, in Base64."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def is_ksef_number(number: str) -> bool:
    """Whether a number of KSeF is whole: tax number, day and the rest, the last two signs a CRC-8 of the others."""
    said = number[:_BEFORE_CHECK]
    return len(number) == _NUMBER and number[_BEFORE_CHECK] == "-" and number[_BEFORE_CHECK + 1 :] == f"{_crc8(said.encode()):02X}"


def _crc8(content: bytes) -> int:
    check = 0
    for byte in content:
        check ^= byte
        for _bit in range(8):
            check = ((check << 1) ^ _POLYNOMIAL if check & _TOP_BIT else check << 1) & _BYTE
    return check

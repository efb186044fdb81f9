"""What must be kept and never shown: written with the key of the installation, readable with that key alone."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sealed(text: str) -> str:
    """The text so that only this installation can read it."""
    return _fernet().encrypt(text.encode()).decode()


def opened(text: str) -> str | None:
    """What was sealed; None if another installation's key has sealed it, as after a restore elsewhere."""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def _fernet() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"abonent import sources").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(key))

"""Whether a web server answers with pages."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException


def pages_are_served(port: int, host: str = "127.0.0.1") -> bool:
    """The port is open before the first process that makes pages has started; who is told the address too early sees an error."""
    asked = HTTPConnection(host, port, timeout=5)
    try:
        asked.request("HEAD", "/")
        return asked.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()

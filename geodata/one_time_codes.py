"""One-time codes of six digits (RFC 6238: 30 seconds, SHA-1), and those for a lost telephone."""

import hmac
import re
import secrets
from datetime import datetime

import pyotp

RECOVERY_CODES = 10
STEP_SECONDS = 30
_NEIGHBOURS = (-1, 0, 1)  # a telephone's clock may be half a minute off
# No 0, 1, l or o: people read these codes off paper.
_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"


def new_secret() -> str:
    """Return a new secret of 160 bits in base 32, as authenticator apps take it."""
    return pyotp.random_base32()


def address_for_app(secret: str, email: str, issuer: str) -> str:
    """Return the otpauth address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=email, issuer_name=issuer)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step that the code belongs to, at most one from the present; None for a wrong code."""
    written = re.sub(r"\s", "", code)
    present = int(at.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret, interval=STEP_SECONDS)
    for step in (present + near for near in _NEIGHBOURS):
        if hmac.compare_digest(generator.generate_otp(step).encode(), written.encode()):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Return RECOVERY_CODES codes of 60 bits, in three groups of four letters and digits."""
    return tuple(_grouped(12) for _ in range(RECOVERY_CODES))


def new_password() -> str:
    """Return a password to be handed over and used once: 80 bits, in four groups of four."""
    return _grouped(16)


def as_written(recovery_code: str) -> str:
    """Return a recovery code as it was drawn, however it was typed."""
    letters = re.sub(r"[\s-]", "", recovery_code.lower())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _grouped(letters: int) -> str:
    return as_written("".join(secrets.choice(_LETTERS) for _ in range(letters)))

"""What signing in does with the installation's kept secret: sealing of secrets, digests of attempts."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Self

from cryptography.fernet import Fernet, InvalidToken


@dataclass(frozen=True, slots=True)
class SignInKeys:
    """Keys for one purpose each. They stand in no table, so a copy of the database alone opens nothing."""

    _digesting: bytes = field(repr=False)
    _sealing: Fernet = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> Self:
        """Return the keys derived from the installation's kept secret."""
        return cls(_derived(secret, "sign-in digests"), Fernet(_derived(secret, "one-time code secrets")))

    def digest(self, word: str) -> str:
        """Return 64 hexadecimal digits that say whether two words are the same, and nothing else of them."""
        return hmac.new(self._digesting, word.encode(), hashlib.sha256).hexdigest()

    def seal(self, secret: str) -> str:
        """Return the secret as it may be kept in the database."""
        return self._sealing.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str | None:
        """Return the secret again; None where it was sealed with another installation's key, or altered."""
        try:
            return self._sealing.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def _derived(secret: str, purpose: str) -> bytes:
    key = hmac.new(secret.encode(), b"tryggkarta " + purpose.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(key)

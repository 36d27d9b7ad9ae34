"""Secrets, stored by how they are read: tokens as keyed hashes, seeds encrypted, choices signed."""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from itsdangerous import BadSignature, URLSafeSerializer


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


class Vault:
    """What the application's secret key is good for. A key of its own is derived for each purpose."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derive("encrypt")))

    def _derive(self, purpose: str) -> bytes:
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()

    def derived_secret(self, purpose: str) -> str:
        """A secret of our own for something that takes its key as text."""
        return self._derive(f"secret:{purpose}").hex()

    def token_hash(self, token: str) -> str:
        """What is stored of a bearer token or a link: useless to who reads the database."""
        return hmac.new(self._derive("token"), token.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def encrypt(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def decrypt(self, cipher: str) -> str:
        return self._fernet.decrypt(cipher.encode()).decode()

    def sign(self, data: object, *, purpose: str) -> str:
        return str(URLSafeSerializer(self._derive("sign"), salt=purpose).dumps(data))

    def unsign(self, signed: str, *, purpose: str) -> object | None:
        """What was signed for this purpose, or None."""
        try:
            data: object = URLSafeSerializer(self._derive("sign"), salt=purpose).loads(signed)
        except BadSignature:
            return None
        return data

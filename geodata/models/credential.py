"""What an account signs in with. The web's login reads none of these tables: it goes through functions."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy import Identity as Numbered
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table


class Credential(Table):
    """The argon2 hash of a password, and the sealed secret of one-time codes with the last step used."""

    __tablename__ = "credential"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Table):
    """A code that signs in once instead of a one-time code; only its digest is kept."""

    __tablename__ = "recovery_code"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(primary_key=True)


class Identity(Table):
    """Whom an OpenID provider knows as `subject`; both together never change."""

    __tablename__ = "identity"
    __table_args__ = (Index(None, "user_id"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))


class SignInAttempt(Table):
    """One attempt to sign in that has not yet proved right, by the digest of what it aimed at."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "kind", "subject", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(BigInteger, Numbered(always=True), primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))

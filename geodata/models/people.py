"""Organisations, accounts and dated memberships. No other persons have a place in this database."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.models.credential import Credential
from geodata.models.table import Moment, Table, uuid_key


class Organisation(Table):
    """A party or unit: municipality, police, school, association; may end and have a successor."""

    __tablename__ = "organisation"

    id: Mapped[uuid.UUID] = uuid_key()
    code: Mapped[str] = mapped_column(unique=True)
    name_sv: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))


class UserAccount(Table):
    """Someone who signs in. Nothing here is secret: see `geodata.models.credential`.

    `password_set_at`, `totp_since` and `unlocked_at` say when, so that an account's history tells of its
    secrets without holding them. A password that an administrator drew ends at `temporary_until`, or when
    its owner chooses another.
    """

    __tablename__ = "user_account"

    id: Mapped[uuid.UUID] = uuid_key()
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="sv")
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    credentials_version: Mapped[int] = mapped_column(server_default=text("1"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    password_set_at: Mapped[datetime | None] = mapped_column(Moment)
    temporary_until: Mapped[datetime | None] = mapped_column(Moment)
    totp_since: Mapped[datetime | None] = mapped_column(Moment)
    unlocked_at: Mapped[datetime | None] = mapped_column(Moment)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")
    credential: Mapped[Credential | None] = relationship()


class Membership(Table):
    """A role in an organisation from `valid_from` up to but not including `valid_to`.

    `area_ids` are the areas the role reaches; empty means the whole city. `claimed_from` is the issuer whose
    claims give it, null where an administrator did.
    """

    __tablename__ = "membership"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[uuid.UUID] = uuid_key()
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str]
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default="{}")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    claimed_from: Mapped[str | None]

    user: Mapped[UserAccount] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()

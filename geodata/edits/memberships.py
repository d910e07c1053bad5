"""Roles of accounts: given from a day on, ended on a day. The caller commits."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from geodata.codes import ROLES
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.models import Area, Membership, Organisation, UserAccount
from geodata.text import Text

_ADMINISTRATOR = "administrator"
_ENDS_FIRST = Text(
    sv="Slutdagen ska komma efter den första dagen.", en="The end has to come after the first day."
)
_CLAIMED = Text(
    sv="Rollen kommer från organisationens inloggning och ändras där.",
    en="The role comes from the organisation's sign-in and is changed there.",
)
_LAST_ADMINISTRATOR = Text(
    sv="Kontot är det enda som kan sköta konton. Ge först en annan person rollen.",
    en="No other account can manage accounts. Give another person the role first.",
)


def add_membership(
    session: Session,
    user_id: UUID,
    *,
    role: str,
    organisation: str,
    areas: Sequence[tuple[str, str]] = (),
    valid_from: date,
    valid_to: date | None = None,
) -> UUID:
    """Return the id of a new role of an account from `valid_from` up to but not including `valid_to`.

    `areas` are (kind, code) of the areas that the role reaches, none for the whole city. The account's
    sessions end. Raises InvalidError naming the field that is wrong.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise InvalidError(_ENDS_FIRST, field="valid_to")
    added = insert(Membership).values(
        user_id=user_id,
        organisation_id=organisation_coded(session, organisation),
        role=ROLES[role].code,
        area_ids=[area_coded(session, kind, code, valid_from) for kind, code in areas],
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return session.execute(added.returning(Membership.id)).scalar_one()


def end_membership(session: Session, user_id: UUID, membership_id: UUID, *, on: date) -> None:
    """End a role of an account with the day before `on`: from then it opens nothing, and sessions end.

    Raises NotFoundError when the account has no such role that lasts longer, ConflictError for one that comes
    from claims, or for the only administrator's.
    """
    held = session.get(Membership, membership_id, populate_existing=True)
    if held is None or held.user_id != user_id or (held.valid_to is not None and held.valid_to <= on):
        raise NotFoundError
    if held.claimed_from is not None:
        raise ConflictError(_CLAIMED)
    if held.role == _ADMINISTRATOR:
        require_other_administrator(session, user_id, on)
    ended = update(Membership).where(Membership.id == membership_id)
    session.execute(
        ended.values(valid_to=max(held.valid_from, on)).execution_options(synchronize_session=False)
    )


def require_other_administrator(session: Session, user_id: UUID, on: date) -> None:
    """Raise ConflictError when the account administers on the day and no other open one does."""
    administrators = set(
        session.scalars(
            select(Membership.user_id)
            .join(UserAccount)
            .where(
                Membership.role == _ADMINISTRATOR,
                Membership.valid_from <= on,
                Membership.valid_to.is_(None) | (on < Membership.valid_to),
                UserAccount.disabled_at.is_(None),
            )
        )
    )
    if administrators == {user_id}:
        raise ConflictError(_LAST_ADMINISTRATOR)


def organisation_coded(session: Session, code: str) -> UUID:
    """Return the id of the organisation; raises InvalidError (field "organisation") that lists them."""
    found = session.scalar(select(Organisation.id).where(Organisation.code == code))
    if found is None:
        known = ", ".join(session.scalars(select(Organisation.code).order_by(Organisation.code)))
        raise InvalidError(
            Text(
                sv="Organisationen {code} finns inte. De som finns: {known}.",
                en="There is no organisation {code}. Those that exist: {known}.",
            ).format(code=code, known=known or "–"),
            field="organisation",
        )
    return found


def area_coded(session: Session, kind: str, code: str, on: date) -> int:
    """Return the id of the area as it is on a day; raises InvalidError (field "area") where there is none."""
    found = session.scalar(
        select(func.max(Area.id)).where(
            Area.kind == kind,
            Area.code == code,
            Area.valid_from <= on,
            Area.valid_to.is_(None) | (on < Area.valid_to),
        )
    )
    if found is None:
        raise InvalidError(
            Text(sv="Området {kind}/{code} finns inte.", en="There is no area {kind}/{code}.").format(
                kind=kind, code=code
            ),
            field="area",
        )
    return found

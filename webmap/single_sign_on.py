"""Signing in by OpenID Connect: the code flow with state, nonce and PKCE; Authlib does the protocol."""

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app
from flask import session as cookie
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from geodata.city import CityProfile
from geodata.edits.identities import Person, check_grants
from geodata.errors import ForbiddenError, SetupError
from geodata.sign_in_settings import SignIn
from geodata.text import Text
from webmap.settings import Settings

_EXTENSION = "single_sign_on"
# Never "none", never a shared secret: who signs is known by a key of the provider's own.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_PATIENCE_SECONDS = 5
_LEEWAY_SECONDS = 60

_NO_SECRET = Text(
    sv="Inloggningen hos {name} kräver klientens hemlighet i TRYGGKARTA_CLIENT_SECRET.",
    en="Signing in with {name} needs the client's secret in TRYGGKARTA_CLIENT_SECRET.",
)
_AWAY = Text(
    sv="{name} svarar inte som väntat. Försök igen om en stund.",
    en="{name} does not answer as expected. Try again in a while.",
)
_FAILED = Text(
    sv="Inloggningen hos {name} gick inte igenom. Börja om från inloggningssidan.",
    en="Signing in with {name} did not succeed. Start again from the sign-in page.",
)
_NOBODY = Text(
    sv="{name} säger inte vem du är: adress eller namn saknas.",
    en="{name} does not say who you are: an address or a name is missing.",
)


def register(app: Flask, profile: CityProfile, settings: Settings) -> None:
    """Let the profile's provider sign people in; nothing where the profile names none.

    Raises SetupError when the client's secret is missing, or a grant gives a role that does not exist.
    """
    chosen = profile.sign_in
    if chosen is None:
        return
    if not settings.client_secret:
        raise SetupError(_NO_SECRET.format(name=chosen.name))
    check_grants(chosen)
    app.extensions[_EXTENSION] = OAuth(app).register(  # type: ignore[no-untyped-call]  # half typed by its stubs
        "provider",
        client_id=chosen.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{chosen.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE_SECONDS,
        },
    )


def leave(chosen: SignIn, come_back_to: str, onward: str) -> Response:
    """Return the way to the provider; what it has to bring back waits in the cookie.

    Raises SetupError when the provider does not answer, or is another than it says.
    """
    client = _client(chosen)
    cookie["onward"] = onward
    away: Response = client.authorize_redirect(come_back_to)
    return away


def come_back(chosen: SignIn) -> Person:
    """Return for whom the provider vouches, by the request that leads back from it.

    Checked are state, nonce, PKCE, signature, issuer, audience and age. Raises ForbiddenError for everything
    that does not fit, without saying which; SetupError when the provider does not answer.
    """
    client = _client(chosen)
    expected = {
        "iss": {"essential": True, "value": chosen.issuer},
        "aud": {"essential": True, "value": chosen.client_id},
    }
    try:
        token = client.authorize_access_token(claims_options=expected, leeway=_LEEWAY_SECONDS)
    except RequestException as error:
        raise SetupError(_AWAY.format(name=chosen.name)) from error
    except (OAuthError, JoseError, ValueError) as error:
        raise ForbiddenError(_FAILED.format(name=chosen.name)) from error
    claims = token.get("userinfo")
    if not claims:
        raise ForbiddenError(_FAILED.format(name=chosen.name))
    return _person(chosen, claims)


def _client(chosen: SignIn) -> FlaskOAuth2App:
    """Return the client, sure of whom it talks to."""
    client: FlaskOAuth2App = current_app.extensions[_EXTENSION]
    try:
        metadata = client.load_server_metadata()
    except (RequestException, ValueError) as error:
        raise SetupError(_AWAY.format(name=chosen.name)) from error
    if str(metadata.get("issuer", "")).rstrip("/") != chosen.issuer:
        raise SetupError(_AWAY.format(name=chosen.name))
    metadata["id_token_signing_alg_values_supported"] = list(_ALGORITHMS)
    return client


def _person(chosen: SignIn, claims: dict[str, object]) -> Person:
    email, name = str(claims.get("email") or "").strip(), str(claims.get("name") or "").strip()
    if "@" not in email or not name:
        raise ForbiddenError(_NOBODY.format(name=chosen.name))
    given = claims.get(chosen.claim) or []
    values = given if isinstance(given, list) else [given]
    return Person(str(claims["sub"]), email, name, frozenset(str(value) for value in values))

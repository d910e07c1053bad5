"""The application factory: one Flask application over one city's database."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session, sessionmaker

from geodata.city import CityProfile
from webmap import assets, errors, frame, language, requests, security, vendor
from webmap.settings import Settings
from webmap.sign_in import Door
from webmap.views import BLUEPRINTS


def create_app(
    sessions: sessionmaker[Session],
    profile: CityProfile,
    *,
    secret_key: str,
    settings: Settings | None = None,
) -> Flask:
    """Return the application for a city; `sessions` log in as the web, `secret_key` signs the cookies.

    Raises SetupError when the browser's files are not installed.
    """
    settings = settings or Settings()
    app = Flask("webmap", static_folder=None)
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="__Host-tryggkarta" if settings.secure else "tryggkarta",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=settings.longest_session,
        MAX_CONTENT_LENGTH=settings.largest_body,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        WTF_CSRF_SSL_STRICT=False,  # webmap.security asks Sec-Fetch-Site and Origin instead of Referer
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["sign_in_door"] = Door()
    # In this order a request meets them: who sent it, who asks it, and then what its form says.
    requests.begin(app, profile)
    security.register(app, profile)
    requests.register(app, sessions, settings)
    CSRFProtect(app)
    language.register(app)
    errors.register(app)
    assets.register(app)
    vendor.register(app)
    frame.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app

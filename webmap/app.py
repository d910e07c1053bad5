"""The application factory: one Flask application over one city's database."""

from types import TracebackType
from wsgiref.types import WSGIApplication

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.middleware.proxy_fix import ProxyFix

from geodata.city import CityProfile
from webmap import (
    assets,
    errors,
    frame,
    language,
    read_log,
    reading,
    request_log,
    requests,
    security,
    sign_in,
    single_sign_on,
    vendor,
)
from webmap.last_resort import LastResort
from webmap.settings import Settings
from webmap.views import BLUEPRINTS
from webmap.words import uploads as upload_words


class Application(Flask):
    """Flask, which writes down of an error neither the address nor the message."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log an error that came before or after every view."""
        if exc_info[1] is not None:
            request_log.log_failure(str(g.get("request_id", "-")), exc_info[1])


def create_app(
    sessions: sessionmaker[Session],
    profile: CityProfile,
    *,
    secret_key: str,
    police_sessions: sessionmaker[Session] | None = None,
    settings: Settings | None = None,
) -> Flask:
    """Return the application for a city; `sessions` log in as the web, `secret_key` signs the cookies.

    `police_sessions` log in as the police: only requests of those who may see recorded crime as points use
    them. Without them, such requests go where all go, and the database shows them no points.

    Raises SetupError when the browser's files are not installed.
    """
    settings = settings or Settings()
    app = Application("webmap", static_folder=None)
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
        MAX_FORM_MEMORY_SIZE=settings.largest_form,
        MAX_FORM_PARTS=settings.most_fields,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        WTF_CSRF_SSL_STRICT=False,  # webmap.security asks Sec-Fetch-Site and Origin instead of Referer
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    sign_in.keep_keys(app, secret_key)
    single_sign_on.register(app, profile, settings)
    # In this order a request meets them: who sent it, who asks it, and then what its form says.
    request_log.register(app)
    requests.begin(app, profile)
    security.register(app, profile, settings)
    reading.guard_addresses(app)
    requests.register(app, requests.Pools(sessions, police_sessions or sessions), settings)
    reading.guard_bodies(app)
    CSRFProtect(app)
    language.register(app)
    upload_words.register(app)
    errors.register(app)
    assets.register(app)
    vendor.register(app)
    frame.register(app)
    read_log.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _reach_through(app, settings)
    return app


def _reach_through(app: Flask, settings: Settings) -> None:
    """Wrap the application in what stands between it and its server: the last resort, our proxies' word."""
    application: WSGIApplication = LastResort(app.wsgi_app)
    if settings.proxies:
        application = ProxyFix(application, x_for=settings.proxies, x_proto=settings.proxies)
    app.wsgi_app = application  # type: ignore[assignment,method-assign]  # Flask's own way to wrap an application

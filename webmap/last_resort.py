"""What is answered when even the error's page fails: one sentence, the headers of every answer, no trace."""

import secrets
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

from webmap.request_log import log_failure
from webmap.security import BARE


class LastResort:
    """An application around another: an error that escapes it is logged and answered as a plain 500."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Return the application's answer, or the plain sentence."""
        try:
            return self._application(environ, start_response)
        except Exception as error:  # noqa: BLE001 - what comes here has passed every other hand
            return plain_failure(error)(environ, start_response)


def plain_failure(error: Exception) -> Response:
    """Return the plain 500 with a reference under which the error stands in the log."""
    request_id = secrets.token_hex(8)
    log_failure(request_id, error)
    sentence = f"Something went wrong here, not with you. Reference {request_id}.\n"
    return Response(sentence, 500, BARE | {"X-Request-Id": request_id}, mimetype="text/plain")

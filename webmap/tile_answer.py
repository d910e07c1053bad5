"""How a tile is answered: with a tag of everything it depends on, packed, kept by its reader only."""

import gzip
import hashlib

from flask import Response, request

_MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
_WORTH_PACKING = 512


def fresh(*depends_on: object) -> tuple[str, Response | None]:
    """Return the tag of a tile that depends on these values, and a 304 where the asker has it already."""
    tag = hashlib.sha256(repr(depends_on).encode()).hexdigest()[:24]
    if not request.if_none_match.contains(tag):
        return tag, None
    return tag, _labelled(Response(status=304), tag)


def packed(drawn: bytes, tag: str) -> Response:
    """Return the tile, packed by gzip where the asker takes it and it is not tiny; 204 for an empty one."""
    if not drawn:
        return _labelled(Response(status=204), tag)
    response = Response(drawn, mimetype=_MEDIA_TYPE)
    if len(drawn) > _WORTH_PACKING and request.accept_encodings.best_match(["gzip"]):
        response.set_data(gzip.compress(drawn, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return _labelled(response, tag)


def _labelled(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    # Kept by this reader's browser alone, and asked for again each time: rights and data may have changed.
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Accept-Encoding", "Cookie"))
    return response

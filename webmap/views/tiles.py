"""Vector tiles of the map."""

from flask import Blueprint, Response, g, request

from geodata.access import incident_view
from geodata.filters import Filter
from geodata.layers import data_version, tile
from webmap.access import allow_signed_in
from webmap.tile_answer import fresh, packed

blueprint = Blueprint("tiles", __name__)


@blueprint.get("/tiles/<int:z>/<int:x>/<int:y>.mvt")
@allow_signed_in
def show(z: int, x: int, y: int) -> Response:
    """Answer with the asked layers of a tile; 304 while the asker's copy is still right."""
    codes = [code for code in request.args.get("layers", "").split(",") if code]
    chosen = Filter.from_query(request.args.to_dict(flat=False))
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    # The asker too: who wrote what is held sees it, and the next in the same browser must not.
    asker, version = g.asker.user_id, data_version(g.session)
    tag, kept = fresh(asker, version, z, x, y, codes, chosen.to_query(), g.reach, view)
    if kept is not None:
        return kept
    drawn = tile(g.session, z, x, y, codes=codes, chosen=chosen, reach=g.reach, incident_view=view)
    return packed(drawn, tag)

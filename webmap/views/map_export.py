"""Taking the map out as a file: what for, then the file, with a line in the export log."""

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from geodata.access import incident_view
from geodata.codes import ROLES
from webmap.access import allow
from webmap.exports.layers import Asking
from webmap.exports.map_file import Section, contents_of, section_from, take_out_map
from webmap.exports.taking_out import TakenOut, Taker
from webmap.forms.export import PurposeForm
from webmap.language import language
from webmap.map.choice import groups_of, layers_for, shown_at_first
from webmap.map.page import box_from
from webmap.selection import selection

blueprint = Blueprint("map_export", __name__)


@blueprint.route("/export/map", methods=["GET", "POST"])
@allow("read", "area")
def take() -> tuple[str, int] | Response:
    """Ask what the file of the map's section is for; answer with the file."""
    form = PurposeForm()
    taken = form.attempt(g.session, lambda: _take(form))
    if taken is not None:
        return _file(taken)
    asking, section = _asking(), _section()
    return render_template(
        "exports/map_form.html",
        form=form,
        asked=selection(),
        contents=contents_of(asking, section),
        address=request.full_path.rstrip("?"),
        section=section,
    ), form.answer


def _asking() -> Asking:
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    query = request.args.to_dict(flat=False)
    return Asking(g.session, query, selection().chosen, g.reach, view, g.today)


def _section() -> Section:
    """Return the section that the address names, without layers that are not the asker's."""
    groups = groups_of(layers_for(g.asker, _asking().view), g.profile)
    section = section_from(request.args, box_from(request.args, g.profile), shown_at_first(groups, g.profile))
    return Section(section.box, tuple(group for group in section.groups if group in groups))


def _take(form: PurposeForm) -> TakenOut:
    roles = tuple(ROLES[role].name for role in sorted(g.asker.roles))
    taker = Taker(roles, form.purpose.data or "", language())
    return take_out_map(_asking(), _section(), taker, g.profile)


def _file(taken: TakenOut) -> Response:
    response = Response(taken.content, content_type=taken.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["X-Export-Number"] = str(taken.number)
    return response

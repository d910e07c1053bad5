"""Taking a list out as a file: what for and in which form, then the file, with a line in the export log."""

from collections.abc import Callable

from flask import Blueprint, g, make_response, render_template, request
from werkzeug.wrappers import Response

from geodata.access import incident_view
from geodata.codes import ROLES
from webmap.access import allow
from webmap.exports.layers import EXPORT_LAYERS, Asking, ExportLayer
from webmap.exports.taking_out import TakenOut, Taker, take_out
from webmap.forms.export import ExportForm
from webmap.frame import altered
from webmap.language import language
from webmap.selection import selection

blueprint = Blueprint("exports", __name__)


def _view_of(layer: ExportLayer) -> Callable[[], tuple[str, int] | Response]:
    """Return the view of one table; what the page's address asked, the same address asks here."""

    @allow("export", layer.entity)
    def show() -> tuple[str, int] | Response:
        form = ExportForm(layer)
        taken = form.attempt(g.session, lambda: _take(layer, form))
        return _file(taken) if taken else (_form(layer, form), form.answer)

    return show


for export_layer in EXPORT_LAYERS:
    blueprint.add_url_rule(
        f"/export/{export_layer.code}",
        endpoint=export_layer.code,
        view_func=_view_of(export_layer),
        methods=["GET", "POST"],
    )


def _asking() -> Asking:
    asked = selection()
    return Asking(
        session=g.session,
        query=request.args.to_dict(flat=False),
        chosen=asked.chosen,
        reach=g.reach,
        view=incident_view(g.asker, smallest_count=g.profile.smallest_count),
        on=g.today,
    )


def _take(layer: ExportLayer, form: ExportForm) -> TakenOut:
    roles = tuple(ROLES[role].name for role in sorted(g.asker.roles))
    taker = Taker(roles, form.purpose.data or "", language())
    return take_out(layer, form.chosen(), _asking(), taker, g.profile)


def _form(layer: ExportLayer, form: ExportForm) -> str:
    return render_template(
        "exports/form.html",
        layer=layer,
        form=form,
        asked=selection(),
        rule=altered(_asking().view) if layer.entity in {"incident", "evaluation"} else None,
        address=request.full_path.rstrip("?"),
    )


def _file(taken: TakenOut) -> Response:
    response = make_response(taken.content)
    response.headers["Content-Type"] = taken.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["X-Export-Number"] = str(taken.number)
    return response

import ast
import base64
import hashlib
import re
from pathlib import Path

import make
import pytest
from sqlalchemy import text

import webmap
from webmap.map.exported import MOST_THINGS, Mark, drawn, escaped, popup

ROOM = Path(webmap.__file__).parent
PURPOSE = {"purpose": "Underlag till vandring i maj"}


def file_of(client, send, address: str = "/export/map", **fields):
    return send(client, address, {**PURPOSE, **fields})


@pytest.mark.parametrize("sign", list("<>&\"'`${}\\"))
def test_no_sign_that_means_something_survives_escaping(sign):
    assert re.fullmatch(r"&(#\d+|#x\d+|\w+);", escaped(sign))


def test_escaped_text_reads_as_it_was_written():
    import html

    written = """<b>"Ö" & 'å'</b> ${alert(1)} `x` {{7*7}} \\u003c"""
    assert html.unescape(escaped(written)) == written


def test_a_popup_says_the_name_first_and_leaves_out_what_is_not_known():
    assert popup(("D3 <x>", "", "gångtunnel")) == "<strong>D3 &lt;x&gt;</strong><span>gångtunnel</span>"


def test_more_things_than_a_page_carries_are_refused(malmo):
    from geodata.questions.asking import Box

    marks = [Mark(13.0, 55.6, "disc", "place-verified", ("x",))] * MOST_THINGS
    box = Box(*malmo.bounding_box)
    assert drawn(malmo, box, outlines=[], marks=marks).script.count("drawMark(") == MOST_THINGS
    with pytest.raises(ValueError, match="300 Folium objects"):
        drawn(malmo, box, outlines=[], marks=marks * 2)


def test_only_the_module_that_escapes_gives_folium_text():
    importing = {
        path.relative_to(ROOM).as_posix()
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.partition(".")[0] in {"folium", "branca"}
    }
    assert importing == {"map/elements.py", "map/exported.py", "map/scaffold.py"}


def test_the_map_of_a_page_is_given_no_type_that_holds_what_people_wrote():
    for name in ("elements.py", "scaffold.py"):
        tree = ast.parse((ROOM / "map" / name).read_text(encoding="utf-8"))
        modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        told = {module for module in modules if module and module.startswith("geodata")}
        assert told == {"geodata.city", "geodata.questions.asking"}


def test_the_form_says_what_the_file_will_hold(signed_in, session):
    make.place(session)
    make.area(session)
    page = signed_in().get("/export/map").text
    assert "1 platser, 0 åtgärder och 1 områden" in page


def test_a_file_without_a_purpose_is_refused_and_not_logged(signed_in, send, session):
    answer = send(signed_in(), "/export/map", {"purpose": "  "})
    assert answer.status_code == 422
    assert session.scalar(text("SELECT count(*) FROM export_log")) == 0


def test_a_file_is_logged_with_its_purpose_its_rows_and_its_section(signed_in, send, session):
    make.place(session)
    answer = file_of(signed_in(), send, "/export/map?layers=places&box=12.8,55.5,13.2,55.7&q=D3")
    line = session.execute(text("SELECT * FROM export_log")).mappings().one()
    assert answer.headers["X-Export-Number"] == str(line["id"])
    assert (line["what"], line["format"], line["row_count"]) == ("map", "html", 1)
    assert line["purpose"] == PURPOSE["purpose"]
    assert line["filters"]["layers"] == "places"
    assert line["filters"]["q"] == "…"
    assert PURPOSE["purpose"] in answer.text


def test_a_file_fetches_nothing_and_lets_only_its_own_scripts_run(signed_in, send, session):
    make.place(session)
    answer = file_of(signed_in(), send)
    policy = re.search(r'Content-Security-Policy"\s+content="([^"]+)"', answer.text)[1].replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert (len(scripts), len(styles)) == (3, 1)
    for part in scripts + styles:
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in policy
    fetching = re.compile(r"\s(?:src|srcset|action)=|<link|@import|sourceMappingURL")
    assert len(scripts[0]) > 100_000
    assert fetching.findall(answer.text) + re.findall(r"url\(", styles[0]) == []


def test_a_name_stands_in_the_file_as_text_only(signed_in, send, session):
    name = "`${alert(1)}` <img src=x onerror=alert(1)> </script>{{7*7}}"
    make.place(session, name)
    written = file_of(signed_in(), send).text
    drawing = re.findall(r"<script>(.*?)</script>", written, re.DOTALL)[2]
    assert "drawMark" in drawing
    assert [sign for sign in ("`", "$", "<img", "{{7") if sign in drawing] == []
    assert "<img" not in written
    assert written.count("</script>") == 3


def test_a_file_holds_what_the_asker_may_see_and_no_more(signed_in, send, session):
    area = make.area(session, "far", geom=make.square(5000, 5000))
    make.place(session, "Tunnel utanför")
    make.place(session, "Tunnel innanför", geom=make.point(5050, 5050))
    written = file_of(signed_in("ssp_school", area_ids=(area.id,)), send).text
    assert "Tunnel innanför" in written
    assert "Tunnel utanför" not in written


def test_a_hidden_layer_cannot_be_asked_for(signed_in, send, session):
    make.place(session, "Tunnel D3")
    assert "Tunnel D3" not in file_of(signed_in("steering_group"), send, "/export/map?layers=places").text


def test_a_selection_too_large_for_a_file_is_refused_with_the_reason(signed_in, session):
    for number in range(MOST_THINGS + 1):
        make.place(session, f"place {number}")
    answer = signed_in().get("/export/map")
    assert answer.status_code == 422
    assert f"högst {MOST_THINGS}" in answer.text


def test_more_rows_than_a_page_of_the_list_are_all_in_the_file(signed_in, send, session):
    for number in range(250):
        make.place(session, f"place {number}")
    assert file_of(signed_in(), send).text.count("drawMark(map_exported") == 250


def test_invented_figures_are_marked_on_the_map_and_in_the_name(signed_in, send, session):
    make.place(session, synthetic=True)
    answer = file_of(signed_in(), send)
    assert "exported__synthetic" in answer.text
    assert "Påhittade siffror" in answer.text
    assert "pahittat" in answer.headers["Content-Disposition"]

"""Kinds of places in public space (DOMAIN §6.1)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

PLACE_KINDS = CodeList(
    name=Text("platstyper", "place kinds"),
    field="kind",
    values=(
        Code("square", Text("torg", "square")),
        Code("park", Text("park", "park")),
        Code("playground", Text("lekplats", "playground")),
        Code("path", Text("gång- och cykelväg", "walking and cycling path")),
        Code("underpass", Text("gång- och cykeltunnel", "underpass")),
        Code("bridge", Text("bro", "bridge")),
        Code("street", Text("gata", "street")),
        Code("junction", Text("korsning", "junction")),
        Code("crossing", Text("övergångsställe", "pedestrian crossing")),
        Code("stop", Text("hållplats", "stop")),
        Code("station", Text("station", "station")),
        Code("car_park", Text("parkering", "car park")),
        Code("bicycle_parking", Text("cykelparkering", "bicycle parking")),
        Code("school_yard", Text("skolgård", "school yard")),
        Code("school_route", Text("skolväg", "school route")),
        Code("sports_ground", Text("idrottsplats", "sports ground")),
        Code("bathing_place", Text("badplats", "bathing place")),
        Code("shopping_centre", Text("köpcentrum (utomhus)", "shopping centre (outside)")),
        Code(
            "residential_yard",
            Text("allmänt tillgänglig bostadsgård", "publicly accessible residential yard"),
        ),
        Code("green_corridor", Text("grönstråk", "green corridor")),
        Code("dog_area", Text("hundrastplats", "dog area")),
        Code("nightlife_strip", Text("krogstråk", "nightlife strip")),
        Code("local_centre", Text("centrumanläggning", "local centre")),
        Code("other", Text("övrigt", "other")),
    ),
)

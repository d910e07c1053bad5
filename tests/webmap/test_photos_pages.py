"""Photos of places: sent by a form, shown to whom the place is shown, removed by the coordinator."""

from io import BytesIO

import make
import pytest
from PIL import Image
from sqlalchemy import select

from geodata.models import Photo, Place


def picture(kind: str = "JPEG", side: int = 60) -> BytesIO:
    exif = Image.Exif()
    exif[0x0110] = "Kims telefon"
    written = BytesIO()
    Image.new("RGB", (side, 40), (90, 90, 90)).save(written, kind, exif=exif)
    return BytesIO(written.getvalue())


def sent(**changes) -> dict[str, object]:
    fields = {
        "image": (picture(), "Kim 811218-9876.jpg"),
        "caption": "Släckt lampa",
        "nobody_recognisable": "1",
    }
    return {**fields, **changes}


@pytest.fixture
def place(session) -> Place:
    place = make.place(session)
    session.commit()
    return place


@pytest.fixture
def come(app, signed_in):
    """Return a maker of clients, each with its own cookies: `come("auditor")`."""

    def sign_in(role: str, **given):
        return signed_in(role, on=app.test_client(), language="sv", **given)

    return sign_in


@pytest.fixture
def planner(come):
    return come("planner")


@pytest.fixture
def photo(planner, place, send, session) -> Photo:
    """Return a photo that a planner added."""
    assert send(planner, f"/places/{place.id}/photos/new", sent()).status_code == 303
    return session.scalars(select(Photo)).one()


def test_a_photo_is_shown_at_its_place_with_what_is_seen(planner, place, photo):
    page = planner.get(f"/places/{place.id}").text
    assert f'src="/photos/{photo.id}/small.jpg"' in page
    assert 'alt="Släckt lampa"' in page
    assert "Fotot är sparat." in page


def test_the_form_works_without_a_script_and_asks_for_the_camera(planner, place):
    page = planner.get(f"/places/{place.id}/photos/new").text
    assert 'enctype="multipart/form-data"' in page
    assert 'accept="image/jpeg,image/png,image/webp"' in page


@pytest.mark.parametrize("size", ["small.jpg", ".jpg"])
def test_the_pixels_come_without_metadata_and_are_kept_nowhere(planner, photo, size):
    answer = planner.get(f"/photos/{photo.id}{'/' if size[0] != '.' else ''}{size}")
    assert answer.mimetype == "image/jpeg"
    assert b"Kims telefon" not in answer.data
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert Image.open(BytesIO(answer.data)).size == (60, 40)


def test_the_name_of_the_file_is_nowhere(planner, place, photo):
    assert "811218" not in planner.get(f"/places/{place.id}").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"image": (BytesIO(b"no image"), "x.jpg")}, "Filen är ingen bild som kan läsas."),
        ({"image": (picture("TIFF"), "x.jpg")}, "Filen är ingen bild som kan läsas."),
        ({"image": ""}, "Uppgiften behövs."),
        ({"nobody_recognisable": ""}, "Bekräfta att ingen person går att känna igen"),
        ({"caption": "Bilen ABC 123"}, "<mark>ABC 123</mark>"),
        ({"caption": "x" * 201}, "högst 200 tecken"),
    ],
)
def test_a_refused_photo_says_why(planner, place, send, changes, sentence):
    answer = send(planner, f"/places/{place.id}/photos/new", sent(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Inget foto av platsen." in planner.get(f"/places/{place.id}").text


@pytest.mark.parametrize(
    ("address", "megabytes", "status"),
    [("/places/{}/photos/new", 11, 413), ("/places/{}/photos/new", 9, 400), ("/places/new", 3, 413)],
)
def test_a_photo_may_be_larger_than_what_other_routes_take(planner, place, address, megabytes, status):
    """A form without a token is 400; one that is too large is refused before it is read."""
    part = b'--x\r\nContent-Disposition: form-data; name="image"; filename="x"\r\n\r\n'
    sent = BytesIO(part + bytes(megabytes * 1024 * 1024) + b"\r\n--x--\r\n")
    kind = "multipart/form-data; boundary=x"
    answer = planner.post(address.format(place.id), input_stream=sent, content_type=kind)
    assert answer.status_code == status


def test_a_photo_out_of_reach_is_missing(photo, place, session, come):
    elsewhere = make.area(session, "south", geom=make.square(5000))
    session.commit()
    school = come("ssp_school", area_ids=(elsewhere.id,))
    missing = school.get("/photos/00000000-0000-4000-8000-000000000000.jpg")
    hidden = school.get(f"/photos/{photo.id}.jpg")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert school.get(f"/places/{place.id}/photos/new").status_code == 404


def test_a_partner_sees_its_own_photos_alone(photo, session, send, come):
    here = make.area(session, "here", geom=make.square())
    session.commit()
    partner = come("partner", area_ids=(here.id,))
    assert partner.get(f"/photos/{photo.id}.jpg").status_code == 404
    assert send(partner, f"/places/{photo.place_id}/photos/new", sent()).status_code == 303
    own = session.scalars(select(Photo.id).where(Photo.id != photo.id)).one()
    assert partner.get(f"/photos/{own}.jpg").status_code == 200


def test_a_photo_whose_caption_waits_is_hidden_from_others(planner, place, send, session, come):
    fields = sent(caption="Bilen ABC 123", not_personal="1")
    assert send(planner, f"/places/{place.id}/photos/new", fields).status_code == 303
    photo = session.scalars(select(Photo)).one()
    auditor = come("auditor")
    assert photo.held
    assert planner.get(f"/photos/{photo.id}.jpg").status_code == 200
    assert auditor.get(f"/photos/{photo.id}.jpg").status_code == 404


def test_only_the_coordinator_removes_a_photo(photo, planner, send, session, come):
    coordinator = come("coordinator")
    assert send(planner, f"/photos/{photo.id}/remove", {}).status_code == 403
    assert send(coordinator, f"/photos/{photo.id}/remove", {}).status_code == 303
    assert session.scalars(select(Photo.id)).all() == []


@pytest.mark.parametrize("role", ["steering_group", "central_group", "administrator"])
def test_who_sees_no_photos_is_told_of_none(photo, place, come, role):
    client = come(role)
    assert client.get(f"/photos/{photo.id}.jpg").status_code == 403
    assert "/photos/" not in client.get(f"/places/{place.id}").text

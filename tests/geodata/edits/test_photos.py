"""Photos: pixels alone are stored, upright and not too large; what was beside them is gone."""

import re
import zlib
from contextlib import suppress
from io import BytesIO

import make
import pytest
from PIL import Image, ImageCms, PngImagePlugin
from sqlalchemy import select

from geodata.edits import photo_images
from geodata.edits.photo_images import LONGEST_SIDE, cleaned
from geodata.edits.photos import Taken, add_photo, remove_photo
from geodata.edits.reviews import redact, reject
from geodata.edits.screened import PersonalDataError
from geodata.errors import InvalidError, NotFoundError
from geodata.models import Photo, TextReview
from geodata.questions.photos import photo_image, photos_of

RED, BLUE = (200, 30, 30), (30, 30, 200)
SECRETS = (
    b"55.6050",
    b"Kims telefon",
    b"2016:03:12",
    b"hemligt",
    b"Exif",
    b"ICC_PROFILE",
    b"adobe",
    b"Apple",
)
PLAIN_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xDD}  # JFIF and what pixels need


def encoded(image: Image.Image, kind: str = "JPEG", **given) -> bytes:
    written = BytesIO()
    image.save(written, kind, **given)
    return written.getvalue()


def telltale(orientation: int = 1) -> Image.Exif:
    """Return EXIF as telephones write it: where, when, with what, and which side is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110], exif[0x0132] = "Apple", "Kims telefon", "2016:03:12 21:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 36.0, 18.0), 3: "E", 4: (13.0, 0.0, 13.0), 29: "55.6050"})
    return exif


def segments(jpeg: bytes) -> set[int]:
    """Return the markers of a JPEG's segments before its pixels."""
    assert jpeg[:2] == b"\xff\xd8"
    found, position = set(), 2
    while True:
        marker, length = jpeg[position + 1], int.from_bytes(jpeg[position + 2 : position + 4])
        found.add(marker)
        if marker == 0xDA:
            return found
        position += 2 + length


def half_and_half(width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image


def near(pixel: tuple[int, ...], colour: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True))


def test_position_time_and_camera_are_gone_from_a_jpeg():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = encoded(
        half_and_half(), exif=telltale(), comment=b"hemligt", icc_profile=profile, xmp=b"<x>adobe</x>"
    )
    assert all(secret in sent for secret in (b"Kims telefon", b"hemligt", b"Exif", b"ICC_PROFILE"))
    kept = cleaned(sent + b"hemligt efter slutet")
    for stored in (kept.image, kept.thumbnail):
        assert [secret for secret in SECRETS if secret in stored] == []
        assert segments(stored) <= PLAIN_SEGMENTS
        assert dict(Image.open(BytesIO(stored)).getexif()) == {}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_are_made_into_plain_jpeg(kind):
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "hemligt")
    given = {"pnginfo": told} if kind == "PNG" else {}
    kept = cleaned(encoded(half_and_half(), kind, exif=telltale(), **given))
    assert [secret for secret in SECRETS if secret in kept.image] == []
    assert segments(kept.image) <= PLAIN_SEGMENTS


def test_a_picture_held_sideways_is_stored_upright():
    kept = cleaned(encoded(half_and_half(), exif=telltale(orientation=6)))
    assert (kept.width, kept.height) == (40, 60)
    shown = Image.open(BytesIO(kept.image))
    assert near(shown.getpixel((20, 10)), RED)
    assert near(shown.getpixel((20, 50)), BLUE)


def test_a_large_picture_is_made_smaller():
    kept = cleaned(encoded(half_and_half(5000, 2500)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, 1000)
    assert Image.open(BytesIO(kept.thumbnail)).size == (480, 240)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "RGBA", "I;16", "1"])
def test_every_kind_of_pixel_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    kept = cleaned(encoded(Image.new(mode, (20, 10)), kind))
    assert Image.open(BytesIO(kept.image)).mode == "RGB"


def test_what_is_transparent_is_white():
    kept = cleaned(encoded(Image.new("RGBA", (20, 10), (0, 0, 0, 0)), "PNG"))
    assert near(Image.open(BytesIO(kept.image)).getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize(
    "sent", [b"", b"no image", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a" + b"\0" * 40]
)
def test_what_is_no_image_is_refused(sent):
    with pytest.raises(InvalidError) as refused:
        cleaned(sent)
    assert (refused.value.field, "JPEG, PNG" in refused.value.reason.sv) == ("image", True)


def test_other_formats_that_the_library_knows_are_refused():
    with pytest.raises(InvalidError):
        cleaned(encoded(half_and_half(), "TIFF"))


def test_a_picture_cut_off_is_refused():
    sent = encoded(half_and_half(600, 400))
    with pytest.raises(InvalidError):
        cleaned(sent[: len(sent) // 2])


def test_damaged_pictures_are_refused_or_read_and_nothing_else():
    for kind in ("JPEG", "PNG", "WEBP"):
        sent = encoded(half_and_half(), kind, exif=telltale())
        for position in range(0, len(sent), 3):
            damaged = sent[:position] + bytes([sent[position] ^ 0xFF]) + sent[position + 1 :]
            with suppress(InvalidError):
                assert segments(cleaned(damaged).image) <= PLAIN_SEGMENTS


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    small = encoded(Image.new("1", (8, 8)), "PNG")
    for side in (8_000, 10_000, 60_000):
        header = b"IHDR" + side.to_bytes(4) * 2 + small[24:29]
        bomb = small[:12] + header + zlib.crc32(header).to_bytes(4) + small[33:]
        with pytest.raises(InvalidError, match="million"):
            cleaned(bomb)


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(InvalidError, match="10 MB"):
        cleaned(b"\xff" * (photo_images.LARGEST_BYTES + 1))


def taken(**changes) -> Taken:
    given = {"image": encoded(half_and_half()), "caption": "Trasig lampa", "nobody_recognisable": True}
    return Taken(**{**given, **changes})


def test_a_photo_hangs_at_its_place_with_its_caption(session):
    place = make.place(session)
    photo = add_photo(session, place.id, taken())
    (row,) = photos_of(session, place.id, reach={"photo": None})
    assert (row.id, row.caption, row.width, row.height) == (photo.id, "Trasig lampa", 60, 40)
    kept = photo_image(session, photo.id, reach={"photo": None})
    assert (kept.media_type, len(kept.image)) == ("image/jpeg", row.byte_count)


def test_a_photo_with_persons_is_refused(session):
    place = make.place(session)
    with pytest.raises(InvalidError) as refused:
        add_photo(session, place.id, taken(nobody_recognisable=False))
    assert refused.value.field == "nobody_recognisable"


def test_a_caption_that_tells_of_a_person_is_refused_or_held(session):
    place = make.place(session)
    with pytest.raises(PersonalDataError):
        add_photo(session, place.id, taken(caption="Bilen ABC 123"))
    photo = add_photo(session, place.id, taken(caption="Bilen ABC 123"), review=True)
    asked = session.scalars(select(TextReview)).one()
    assert (photo.held, asked.table_name, asked.fields) == (True, "photo", ["caption"])
    redact(session, asked.id, {"caption": "Bilen"})
    assert (photo.held, photo.caption) == (False, "Bilen")


def test_of_a_rejected_photo_nothing_remains(session):
    place = make.place(session)
    add_photo(session, place.id, taken(caption="Bilen ABC 123"), review=True)
    reject(session, session.scalars(select(TextReview)).one().id)
    assert session.scalars(select(Photo.id)).all() == []


def test_a_photo_belongs_to_an_observation_of_the_same_place(session):
    here, there = make.place(session), make.place(session, "Annan")
    seen = make.observation(session, place_id=there.id)
    with pytest.raises(InvalidError) as refused:
        add_photo(session, here.id, taken(observation_id=seen.id))
    assert refused.value.field == "observation_id"
    assert add_photo(session, there.id, taken(observation_id=seen.id)).observation_id == seen.id


def test_a_photo_is_out_of_reach_where_its_place_is(session):
    mine, theirs = make.area(session), make.area(session, "south", geom=make.square(1000))
    photo = add_photo(session, make.place(session).id, taken())
    assert photo_image(session, photo.id, reach={"photo": (mine.id,)}, small=True).image
    for reach in ({"photo": (theirs.id,)}, {}):
        with pytest.raises(NotFoundError):
            photo_image(session, photo.id, reach=reach)


def test_a_removed_photo_is_gone(session):
    place = make.place(session)
    photo = add_photo(session, place.id, taken())
    assert remove_photo(session, photo.id) == place.id
    with pytest.raises(NotFoundError):
        remove_photo(session, photo.id)


def test_no_name_of_a_file_has_a_place_in_the_table():
    columns = [column.name for column in Photo.__table__.c]
    assert [name for name in columns if re.search("name|file|exif", name)] == []

"""Pictures as they come from telephones, made into pixels alone: no position, no time, no name of a camera.

What is stored is drawn anew from the pixels. Whatever stood beside them (EXIF, XMP, ICC texts, previews,
comments, what was hidden after the end of the file) has no way into it.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from geodata.errors import InvalidError
from geodata.text import Text

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 480
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
FIELD = "image"

_TOO_LARGE = Text(
    sv="Bilden är för stor: högst {megabytes} MB. Ta om den med lägre upplösning.",
    en="The image is too large: {megabytes} MB at most. Take it again at a lower resolution.",
)
_TOO_MANY_PIXELS = Text(
    sv="Bilden har för många bildpunkter: högst {millions} miljoner.",
    en="The image has too many pixels: {millions} million at most.",
)
_NO_IMAGE = Text(
    sv="Filen är ingen bild som kan läsas. Skicka JPEG, PNG eller WebP.",
    en="The file is no image that can be read. Send JPEG, PNG or WebP.",
)

# What Pillow's readers raise for files that are cut, wrong or made to harm.
_UNREADABLE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    UserWarning,  # of damaged EXIF, where warnings are errors
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A JPEG without metadata, with its size in pixels, and a small one for lists."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int


def cleaned(data: bytes) -> CleanImage:
    """Return the picture upright, at most LONGEST_SIDE pixels a side, as pixels alone.

    Of a moving picture the first frame counts. Raises InvalidError (field "image") for a file that is too
    large, has too many pixels, or is no JPEG, PNG or WebP.
    """
    if len(data) > LARGEST_BYTES:
        raise InvalidError(_TOO_LARGE.format(megabytes=LARGEST_BYTES // 1024**2), field=FIELD)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise _too_many_pixels()
            opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a large JPEG is decoded smaller
            upright = ImageOps.exif_transpose(opened)
            picture = _bare(upright, LONGEST_SIDE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _UNREADABLE as error:
        raise InvalidError(_NO_IMAGE, field=FIELD) from error
    return CleanImage(
        image=_jpeg(picture),
        thumbnail=_jpeg(_bare(picture, THUMBNAIL_SIDE)),
        width=picture.width,
        height=picture.height,
    )


def _bare(image: Image.Image, side: int) -> Image.Image:
    """Return a new picture with the pixels alone, on white where they are transparent, at most `side`."""
    shown = image.convert("RGBA") if image.mode != "RGB" else image
    scale = side / max(shown.size)
    if scale < 1:
        width, height = (max(1, round(length * scale)) for length in shown.size)
        shown = shown.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    bare = Image.new("RGB", shown.size, "white")
    bare.paste(shown, mask=shown.getchannel("A") if shown.mode == "RGBA" else None)
    return bare


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _too_many_pixels() -> InvalidError:
    return InvalidError(_TOO_MANY_PIXELS.format(millions=LARGEST_PIXELS // 1_000_000), field=FIELD)

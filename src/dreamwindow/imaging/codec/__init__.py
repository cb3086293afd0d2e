"""Pictures as bytes: PNG, JPEG and WebP out, anything common in, whatever it contains."""

from dreamwindow.imaging.codec.camera import decode_camera
from dreamwindow.imaging.codec.decoding import MAX_BYTES, MAX_PIXELS, decode_image
from dreamwindow.imaging.codec.encoding import encode_jpeg, encode_png, encode_webp
from dreamwindow.imaging.codec.fingerprint import image_id, pixels_sha256
from dreamwindow.imaging.codec.fitting import fit
from dreamwindow.imaging.codec.loading import load_image
from dreamwindow.imaging.codec.png_text import read_png_text
from dreamwindow.imaging.codec.thumbnailing import Thumbnail, thumbnail, thumbnail_of, thumbnail_size

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Thumbnail",
    "decode_camera",
    "decode_image",
    "encode_jpeg",
    "encode_png",
    "encode_webp",
    "fit",
    "image_id",
    "load_image",
    "pixels_sha256",
    "read_png_text",
    "thumbnail",
    "thumbnail_of",
    "thumbnail_size",
]

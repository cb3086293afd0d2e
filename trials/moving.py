"""Moving scenes whose motion is known: pictures before a camera that pans, turns and nears, and a passer-by."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels

Floats: TypeAlias = npt.NDArray[Any]
Camera: TypeAlias = Callable[[int], Floats]
"""From a frame's number to the affine (2, 3) that leads from its pixels to a picture's."""
NOISE, BREATH = 5.0, 0.02
"""Deviation of a camera's noise, of 255; how much its exposure breathes."""
_OWNED = 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A frame as a camera sees it, ``seen``, and as it is, ``clean``; both (h, w, 3).

    ``back`` (h, w, 2): pixels from each place to where it was in the frame before. ``known`` (h, w): where that holds,
    since it was seen then too.
    """

    seen: Pixels
    clean: Pixels
    back: Floats
    known: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cutout:
    """A ``picture`` (h, w, 3), how much of it covers what is behind, (h, w) in [0, 1], and how it moves."""

    picture: Pixels
    cover: Floats
    camera: Camera


def filmed(layers: list[Cutout], side: int, count: int, seed: int = 1) -> Iterator[Moment]:
    """``count`` square frames of layers, back to front, by a noisy camera."""
    random = np.random.default_rng(seed)
    owners = [_owner(layers, side, -1)]
    for number in range(count):
        clean = _composed(layers, side, number)
        owners.append(_owner(layers, side, number))
        back = _back(layers, owners[-1], number, side)
        breath = 1 + BREATH * math.sin(1.7 * number)
        seen = clean * breath + random.normal(0, NOISE, clean.shape)
        yield Moment(_pixels(seen), _pixels(clean), back, _known(owners[-1], owners[-2], back))


def panned(picture: Pixels, side: int) -> list[Cutout]:
    """A camera that pans, turns a little and nears, before a picture larger than the frame."""

    def camera(number: int) -> Floats:
        angle, zoom = 0.02 * math.sin(number / 17), 1 + 0.05 * math.sin(number / 23)
        shift = 0.06 * side * np.array([math.sin(number / 15), math.cos(number / 19)])
        return _affine(picture, side, angle, zoom, shift)

    return [Cutout(picture, np.ones(picture.shape[:2], np.float32), camera)]


def passer_by(background: Pixels, person: Pixels, side: int) -> list[Cutout]:
    """A still camera, and a head with shoulders, cut out of ``person``, that goes to and fro."""
    mask = np.zeros(person.shape[:2], np.uint8)
    height, width = person.shape[:2]
    cv2.ellipse(mask, (width // 2, height // 3), (width // 7, height // 6), 0, 0, 360, (255,), -1)
    cv2.ellipse(mask, (width // 2, height * 9 // 10), (width // 4, height * 2 // 5), 0, 0, 360, (255,), -1)
    cover = cv2.GaussianBlur(mask, (0, 0), 1.5).astype(np.float32) / 255

    def walk(number: int) -> Floats:
        shift = side * np.array([0.25 * math.sin(number / 12), 0.01 * math.sin(number / 3)])
        return _affine(person, side, 0.03 * math.sin(number / 9), 1.0, shift)

    def still(_number: int) -> Floats:
        return _affine(background, side, 0.0, 1.0, np.zeros(2))

    return [Cutout(background, np.ones(background.shape[:2], np.float32), still), Cutout(person, cover, walk)]


def carried(image: Floats, back: Floats) -> Floats:
    """``image`` of the frame before, brought to where it is now."""
    y, x = np.mgrid[0 : back.shape[0], 0 : back.shape[1]].astype(np.float32)
    return np.asarray(
        cv2.remap(image, x + back[..., 0], y + back[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )


def _affine(picture: Pixels, side: int, angle: float, zoom: float, shift: Floats) -> Floats:
    """From a frame's pixels to the picture's, around the middles of both."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) / zoom
    middle = np.array([picture.shape[1], picture.shape[0]]) / 2
    return np.hstack([turn, (middle - turn @ np.full(2, side / 2) + shift)[:, None]])


def _warped(image: Floats, affine: Floats, side: int, border: int) -> Floats:
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(image.astype(np.float32), affine, (side, side), flags=flags, borderMode=border))


def _composed(layers: list[Cutout], side: int, number: int) -> Floats:
    out = np.zeros((side, side, 3), np.float32)
    for layer in layers:
        affine = layer.camera(number)
        cover = _warped(layer.cover, affine, side, _border(layer))[..., None]
        out += (_warped(layer.picture, affine, side, cv2.BORDER_REFLECT_101) - out) * cover
    return out


def _owner(layers: list[Cutout], side: int, number: int) -> Floats:
    """Which layer is seen where; -1 where two are."""
    owner = np.full((side, side), -1.0, np.float32)
    for i, layer in enumerate(layers):
        cover = _warped(layer.cover, layer.camera(number), side, _border(layer))
        owner = np.where(cover > _OWNED, i, np.where(cover < 1 - _OWNED, owner, -1)).astype(np.float32)
    return owner


def _border(layer: Cutout) -> int:
    return cv2.BORDER_REPLICATE if layer.cover.min() > 0 else cv2.BORDER_CONSTANT


def _back(layers: list[Cutout], owner: Floats, number: int, side: int) -> Floats:
    back = np.zeros((side, side, 2), np.float32)
    y, x = np.mgrid[0:side, 0:side]
    places = np.stack([x, y, np.ones_like(x)], axis=-1).astype(np.float64)
    for i, layer in enumerate(layers):
        now, before = (np.vstack([layer.camera(n), [0, 0, 1]]) for n in (number, number - 1))
        was = places @ (np.linalg.inv(before) @ now).T
        back[owner == i] = (was - places)[owner == i][:, :2]
    return back


def _known(now: Floats, before: Floats, back: Floats) -> npt.NDArray[np.bool_]:
    was = carried(before, back)
    y, x = np.mgrid[0 : now.shape[0], 0 : now.shape[1]]
    inside = [(p + back[..., i] >= 0) & (p + back[..., i] <= n - 1) for i, (p, n) in enumerate(_axes(x, y))]
    return np.asarray((now >= 0) & (np.abs(was - now) < 1e-3) & inside[0] & inside[1])


def _axes(x: Floats, y: Floats) -> list[tuple[Floats, int]]:
    return [(x, x.shape[1]), (y, y.shape[0])]


def _pixels(picture: Floats) -> Pixels:
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)

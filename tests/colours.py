"""How colours look to readers with other colour vision and in grey, and how far they are apart."""

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

Triple = NDArray[np.float64]

# Complete loss of one kind of cone (severity 1.0), for linear RGB: Machado, Oliveira and Fernandes
# 2009, doi:10.1109/TVCG.2009.113.
SIMULATIONS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
"""Of linear sRGB to XYZ under D65 (IEC 61966-2-1)."""


def seen(colour: str, vision: str = "normal") -> Triple:
    """Return a colour in CIE L*a*b* (D65) as it looks in `vision`, one of four.

    These are `normal`, `protanopia`, `deuteranopia`, and `grey`, a print of its luminance.
    """
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    if vision in SIMULATIONS:
        linear = np.clip(np.array(SIMULATIONS[vision]) @ linear, 0, 1)
    if vision == "grey":
        linear = np.full(3, np.array(TO_XYZ)[1] @ linear)
    return _lab(np.array(TO_XYZ) @ linear)


def apart(one: Triple, other: Triple) -> float:
    """Return the distance of two colours in L*a*b* by CIEDE2000.

    Sharma, Wu and Dalal 2005, doi:10.1002/col.20070; all weights are 1.
    """
    lightness, chroma, hue = _polar(one, other)
    mean_l, mean_c, mean_h = (each.mean() for each in (lightness, chroma, hue))
    if abs(hue[0] - hue[1]) > np.pi:
        mean_h += np.pi if mean_h < np.pi else -np.pi
    turn = (hue[1] - hue[0] + np.pi) % (2 * np.pi) - np.pi
    if not chroma.all():  # a grey has no hue
        mean_h, turn = hue.sum(), 0.0
    t = (
        1
        - 0.17 * np.cos(mean_h - np.pi / 6)
        + 0.24 * np.cos(2 * mean_h)
        + 0.32 * np.cos(3 * mean_h + np.pi / 30)
        - 0.20 * np.cos(4 * mean_h - np.deg2rad(63))
    )
    of_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    by_l, by_c = np.diff(lightness)[0] / of_l, np.diff(chroma)[0] / (1 + 0.045 * mean_c)
    by_h = 2 * np.sqrt(chroma.prod()) * np.sin(turn / 2) / (1 + 0.015 * mean_c * t)
    blue = np.deg2rad(60) * np.exp(-(((np.rad2deg(mean_h) - 275) / 25) ** 2))
    rotation = -np.sin(blue) * 2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))
    return float(np.sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))


def _lab(xyz: Triple) -> Triple:
    ratio = xyz / (np.array(TO_XYZ) @ np.ones(3))
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def _polar(one: Triple, other: Triple) -> tuple[Triple, Triple, Triple]:
    """Return lightness, chroma and hue of both; that of greyish ones is raised, as asked."""
    lightness, a, b = np.array([one, other]).T
    mean = np.hypot(a, b).mean()
    a = a * (1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    return lightness, np.hypot(a, b), np.arctan2(b, a) % (2 * np.pi)

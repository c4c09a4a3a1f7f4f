"""A map of the office's own: the outlines of areas, read from a GeoJSON file and checked."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from json import JSONDecodeError, loads
from math import isfinite
from pathlib import Path
from typing import Any, Final

from zone_tracker.drawing import Outline
from zone_tracker.errors import Refused
from zone_tracker.importing.readers import open_file
from zone_tracker.vietnamese.text import identity_key

LARGEST: Final = 32 << 20
"""Bytes of a map, which is held in memory."""
MOST_POINTS: Final = 50_000
"""Of all outlines together: a page holds them all, and no eye sees more."""
LEVELS: Final = ("Huyện", "Thành phố", "Thị xã", "Quận", "H.", "TP", "TP.", "TX", "TX.", "Q.")
"""The words that a map may put before the name of a unit, or leave out."""
FEWEST: Final = 4
"""Points of a ring, the first of which is also its last."""


def outlines(path: Path, units: Mapping[str, str]) -> Mapping[str, Outline]:
    """The outline of each unit that the map knows, by its code; `units` are names by code.

    A feature tells its unit by the code or the name, in whichever property tells most of them.
    Raises Refused for what is no such map, and where it knows none of the units.
    """
    features = [each for each in features_of(document(path), path) if each[1] is not None]
    keys = {identity_key(name, LEVELS): code for code, name in units.items()}
    keys |= {told: code for code in units for told in (code, code.lstrip("0"))}
    pairs = {pair for told, _ in features for pair in named(told, keys)}
    found = Counter(key for key, _ in pairs)
    if not found:
        raise Refused("map.no-units", path=path, units=list(units.values()))
    best = max(sorted(found), key=found.__getitem__)
    drawn: dict[str, list[list[tuple[float, float]]]] = {}
    for told, geometry in features:
        code = dict(named(told, keys)).get(best)
        if code is not None:
            drawn.setdefault(code, []).extend(rings(geometry, path))
    if sum(len(ring) for each in drawn.values() for ring in each) > MOST_POINTS:
        raise Refused("map.too-fine", path=path, most=MOST_POINTS)
    return drawn


def document(path: Path) -> Any:
    """What the file holds; raises Refused where that is no JSON."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise Refused("file.not-a-file", path=path)
    with open_file(path) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused("map.too-large", path=path, most=LARGEST >> 20)
    try:
        return loads(content.decode("utf-8-sig"))
    except JSONDecodeError as error:
        told = {"line": error.lineno, "column": str(error.colno)}
        raise Refused("json.syntax", path=path, **told) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Refused("map.not-geojson", path=path) from error


def features_of(document: Any, path: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """The properties and the geometry of each feature."""
    is_map = isinstance(document, dict) and document.get("type") == "FeatureCollection"
    if not is_map or not isinstance(document.get("features"), list):
        raise Refused("map.not-geojson", path=path)
    for feature in document["features"]:
        if not isinstance(feature, dict):
            raise Refused("map.not-geojson", path=path)
        told, geometry = feature.get("properties"), feature.get("geometry")
        yield told if isinstance(told, dict) else {}, geometry


def named(told: Mapping[str, Any], keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Which property tells which unit, by its code or its name."""
    for key, value in told.items():
        if isinstance(value, (str, int)):
            text = str(value).strip()
            unit = keys.get(text) or keys.get(identity_key(text, LEVELS))
            if unit is not None:
                yield key, unit


def rings(geometry: Any, path: Path) -> Iterator[list[tuple[float, float]]]:
    """The rings of a polygon, or of several, each closed."""
    try:
        kind, places = geometry["type"], geometry["coordinates"]
        polygons = {"Polygon": [places], "MultiPolygon": places}[kind]
        for polygon in polygons:
            for ring in polygon:
                yield closed([(float(point[0]), float(point[1])) for point in ring], path)
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise Refused("map.not-polygons", path=path) from error


def closed(ring: list[tuple[float, float]], path: Path) -> list[tuple[float, float]]:
    """The same ring ending where it began; raises Refused for what are no degrees."""
    for east, north in ring:
        if not (isfinite(east) and isfinite(north) and abs(east) <= 180 and abs(north) <= 90):
            raise Refused("map.not-degrees", path=path, east=str(east), north=str(north))
    if ring[0] != ring[-1]:
        ring = [*ring, ring[0]]
    if len(ring) < FEWEST:
        raise ValueError(ring)
    return ring

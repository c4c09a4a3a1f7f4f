"""Where the project's own data lies: beside the source in a checkout, inside an installed wheel."""

from __future__ import annotations

from pathlib import Path


def seed_folder() -> Path:
    """The folder `seed/`; a wheel carries it as `zone_tracker/seed`."""
    package = Path(__file__).parent
    inside = package / "seed"
    return inside if inside.is_dir() else package.parents[1] / "seed"

"""Mọi câu chữ của công cụ bằng tiếng Việt, xếp theo nơi dùng."""

from __future__ import annotations

from zone_tracker.wording.vi import answers, columns, commands, files, record, values

PARTS = (answers, columns, commands, files, record, values)
WORDING: dict[str, str] = {key: text for part in PARTS for key, text in part.WORDING.items()}

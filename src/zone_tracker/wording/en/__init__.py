"""Every sentence of the tool in English, in the order of where it is used."""

from __future__ import annotations

from zone_tracker.wording.en import answers, columns, commands, files, record, values

PARTS = (answers, columns, commands, files, record, values)
WORDING: dict[str, str] = {key: text for part in PARTS for key, text in part.WORDING.items()}

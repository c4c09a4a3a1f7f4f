"""How wide each column of a drawn table becomes, so that rows stay low and words stay whole."""

from __future__ import annotations

import re
from math import ceil, sqrt

from rich.cells import cell_len

# From which length a word may break, tried in turn: addresses first, then codes, then words.
LONGEST_WORDS = (40, 24, 18, 14, 10, 7, 4)
# With words as short as this, amounts may wrap between number and unit, too.
AMOUNTS_WRAP = 14
# The part of the room that columns to keep may take.
KEPT_SHARE = 0.5
# Columns to keep give way before words shorter than this would break elsewhere.
SHORTEST_KEPT = 10
# Lines per row that a further step on the list above must save to be worth it.
STEP = 1.0
JOINTED = re.compile("[^-–/>]*[-–/>]|[^-–/>]+")


def fitted(
    lines: list[list[str]], right: list[bool], keep: list[bool], room: int
) -> list[int] | None:
    """The width of each column, together `room` at most; None when they are too many.

    `lines` are the labels and the rows, `right` tells the columns of amounts, `keep` those
    that stay whole as long as the others leave room for their words.
    """
    sizes = [[cell_len(text) for text in line] for line in lines]
    whole = [max(1, *column) for column in zip(*sizes, strict=True)]
    if sum(whole) <= room:
        return whole
    steps = kept(word_floors(lines, whole, right), whole, keep, room)
    tries = [
        (step * STEP, grown(floors, sizes, room))
        for step, floors in enumerate(steps)
        if sum(floors) <= room
    ]
    if not tries:
        return None
    return min(tries, key=lambda tried: tried[0] + lines_per_row(sizes, tried[1]))[1]


def kept(steps: list[list[int]], whole: list[int], keep: list[bool], room: int) -> list[list[int]]:
    """The floors with the columns to keep at their whole width, the widest given up first.

    A column is kept within KEPT_SHARE of the room, while words of SHORTEST_KEPT still fit in
    the others.
    """
    usable = steps[: LONGEST_WORDS.index(SHORTEST_KEPT) + 1]
    staying = sorted((place for place, stays in enumerate(keep) if stays), key=whole.__getitem__)
    while staying and sum(whole[place] for place in staying) > room * KEPT_SHARE:
        staying.pop()
    while staying:
        raised = [
            [size if place in staying else floor for place, (size, floor) in columns]
            for columns in (list(enumerate(zip(whole, floors, strict=True))) for floors in usable)
        ]
        if sum(raised[-1]) <= room:
            return raised
        staying.pop()
    return steps


def word_floors(lines: list[list[str]], whole: list[int], right: list[bool]) -> list[list[int]]:
    """Widths to start from, one list for each length from which words may break."""
    words = [max(1, *map(longest_word, column)) for column in zip(*lines, strict=True)]
    columns = list(zip(whole, words, right, strict=True))
    return [
        [
            amount_floor(size, word, longest) if amount else min(word, longest)
            for size, word, amount in columns
        ]
        for longest in LONGEST_WORDS
    ]


def amount_floor(size: int, word: int, longest: int) -> int:
    """Amounts give way later than text: a number in two pieces is easily misread."""
    return size if longest > AMOUNTS_WRAP else min(word, 2 * longest)


def grown(floors: list[int], sizes: list[list[int]], room: int) -> list[int]:
    """`floors` with the rest of the room, each cell of it where the text is most pressed."""
    columns = list(zip(*sizes, strict=True))
    # The root mean square counts long cells more, yet one long cell alone does not rule.
    needs = [sqrt(sum(size * size for size in column) / len(column)) for column in columns]
    whole = [max(column) for column in columns]
    widths = list(floors)
    for _ in range(room - sum(floors)):
        growing = [place for place, width in enumerate(widths) if width < whole[place]]
        if not growing:
            break
        widths[max(growing, key=lambda place: needs[place] / widths[place])] += 1
    return widths


def lines_per_row(sizes: list[list[int]], widths: list[int]) -> float:
    """How many lines a row takes on average: as many as its tallest cell."""
    heights = [
        max(ceil(size / width) for size, width in zip(row, widths, strict=True)) for row in sizes
    ]
    return sum(heights) / len(heights)


def longest_word(text: str) -> int:
    """Cells of the longest word, a sign before the first one (✔ đạt) included; 0 for no word."""
    return max(map(cell_len, re.sub(r"^(\S) ", r"\1-", text).split()), default=0)


def broken(text: str, width: int) -> str:
    """`text` with the words that are too long for the column broken where they have a joint."""
    if longest_word(text) <= width:
        return text
    return re.sub(r"\S+", lambda word: "\n".join(pieces(word[0], width)), text)


def pieces(word: str, width: int) -> list[str]:
    """A word in pieces that fit the width, as far as its joints allow; rich breaks the rest."""
    if cell_len(word) <= width:
        return [word]
    found = [""]
    for part in JOINTED.findall(word):
        if found[-1] and cell_len(found[-1] + part) > width:
            found.append("")
        found[-1] += part
    return found

"""Values: how they are written, and those that cannot be read."""

from __future__ import annotations

WORDING: dict[str, str] = {
    "yes": "yes",
    "no": "no",
    "text-control": (
        '"{value}": character {position} is the control character {code} (a line break, tab or '
        "invisible code), which cannot be stored; delete it and write on one line"
    ),
    "text-bidi": (
        '"{value}": character {position} is {code}, which changes the direction of writing, so '
        "what is seen is not what is stored; delete it or type the text again"
    ),
    "text-invisible": (
        '"{value}": character {position} is {code}, which cannot be seen and makes two names '
        "that look the same differ; delete it or type the text again"
    ),
    "text-broken": (
        '"{value}": character {position} ({code}) is half of a broken character, the file was '
        "read with a wrong encoding; type it again or save the file as UTF-8"
    ),
    "text-private": (
        '"{value}": character {position} ({code}) belongs to one font only and shows wrongly '
        "elsewhere; type it again with a Unicode font"
    ),
    "text-unassigned": (
        '"{value}": character {position} ({code}) is not assigned in Unicode; delete it or type '
        "the text again"
    ),
    "text-lost": (
        '"{value}": character {position} ({code}) stands for a letter lost in a conversion; type '
        "that letter again from the original document"
    ),
    "text-lookalike": (
        '"{value}": character {position} "{character}" ({code}) looks like a Latin one but '
        "belongs to another script and would make another name; type it again with a Vietnamese "
        "or English keyboard"
    ),
    "text-no-letters": (
        '"{value}" has no Latin letter or digit to make a code of; write a name in letters, for '
        'example "Võ Lao"'
    ),
    "name-two-phases": (
        '"{value}" names two phases, so it is not clear which one is meant; write one row for '
        'each phase, for example "KCN Cam Cọn (GĐ1)"'
    ),
    "number-missing": (
        '"{value}" has no digit; write a number, for example {example}, or leave it empty when '
        "it is not known"
    ),
    "number-character": (
        '"{value}" has "{character}", which is no part of a number; use only the digits 0–9, the '
        "point, the comma, a space between thousands, and the unit after them, for example "
        "{example} ha"
    ),
    "number-other-style": (
        '"{value}" does not follow the number style in use: "{group}" parts the thousands '
        '(groups of exactly three digits), "{decimal}" stands before the decimals; if {instead} '
        "is meant, write {instead}"
    ),
    "number-grouping": (
        '"{value}" cannot be read with certainty: each group after "{group}" (or a space) must '
        'have exactly three digits, and "{decimal}" stands once, with digits on both sides; '
        "write it again, for example {example}"
    ),
    "number-leading-zero": (
        '"{value}" begins with a needless 0 and may be a code rather than a number; leave the '
        "first 0 out"
    ),
    "number-too-long": '"{value}" is too long for a number; see whether it holds several numbers',
    "quantity-sign": (
        '"{value}" has a plus or minus sign; only percentages may have one, for example -2%; '
        "leave the sign out"
    ),
    "quantity-not-whole": (
        '"{value}" is finer than the smallest amount kept, {smallest}; write it to the whole '
        "{smallest}, as the document has it"
    ),
    "quantity-too-large": (
        '"{value}" is larger than can be kept; check the digits and the unit (VND, million VND, '
        "billion VND)"
    ),
    "quantity-range-unit": (
        '"{value}": the first number has a unit and the last has none; write the unit after the '
        'last, for example "200-500 ha"'
    ),
    "quantity-range-two-units": (
        '"{value}": the two numbers of the range have units of different kinds; use one kind, '
        'for example "200-500 ha"'
    ),
    "quantity-range-backwards": (
        '"{value}": the second number must be greater than the first; write the smaller one '
        'first, for example "200-500 ha", or one number only'
    ),
    "unit-missing": (
        '"{value}" has no unit, so its size is not known; write the unit after the number or in '
        "the column heading, one of: {allowed}"
    ),
    "unit-unknown": '"{value}": the unit "{word}" is not known; use one of: {allowed}',
    "unit-not-allowed": (
        '"{value}": the unit "{word}" does not fit this measure; use one of: {allowed}, or enter '
        "it under the right measure"
    ),
    "unit-bare-magnitude": (
        '"{value}": the column heading names another unit but the cell says only "{word}"; '
        'write the whole unit, for example "{word} đồng" or "{word} USD", or look at the column'
    ),
    "date-missing": "no date is given; write it like 2024-03-05, 2023-05, 2024-Q3 or 2024",
    "date-unread": (
        '"{value}" is no known way to write a date; write it like 2024-03-05, 05/3/2024 (day '
        "first), 2023-05, 2024-Q3, 2024-H1, 2024, 2024-01-01/2024-09-30 or no later than "
        "2023-05-08"
    ),
    "date-year": '"{value}": the year must be from {first} to {last}; check the year',
    "date-month": (
        '"{value}": there is no month {month}; months are 1 to 12 and the day comes first, for '
        "example 05/3/2024"
    ),
    "date-english-month-first": (
        '"{value}" is written month first; here the day comes first, so write it like 5 March 2024'
    ),
    "date-day": (
        '"{value}": month {month} of {year} has {last} days, 1 to {last}; check the day in the '
        "document"
    ),
    "date-quarter": (
        '"{value}": there is no quarter {quarter}; quarters are 1 to 4, for example 2024-Q3'
    ),
    "date-half": '"{value}": a year has two halves; write 2024-H1 or 2024-H2',
    "date-range-backwards": (
        '"{value}": the end must be later than the start; write the earlier one first, for '
        "example 2024-03-05/2024-04-10, or one date only"
    ),
    "date-with-time": (
        '"{value}" holds a time of day; only the date is kept, so leave the time out, for '
        "example 2024-03-05"
    ),
    "date-relative": (
        '"{value}" does not say which day (as "today", "before", "early" do not); write an exact '
        "day, month, quarter or year, for example 2024-03-05 or 2024-Q1"
    ),
    "date-short-year": (
        '"{value}": the year has two digits only; write all four, for example 05/3/2024'
    ),
    "date-without-year": (
        '"{value}" has no year, and none is filled in; write it with four digits, for example '
        "05/6/2024"
    ),
    "date-not-a-day": (
        '"{value}" does not name one day; write a day like 2024-12-31, or a month, quarter or '
        "year (its last day is taken)"
    ),
    "no-source": "(no source)",
    "guess": '; did you mean "{word}"?',
    "no-guess": ".",
    "no-stage-but": "– ({act})",
    "unknown-district": "(district not known)",
    "list.title": "{kind}, at the end of {as_of}",
    "word.unknown": '"{value}" is not in the list{guess} Choose one of: {allowed}',
    "code.form": (
        '"{value}" is not a code; use lower-case letters without marks, digits and dashes, '
        "for example ccn-bat-xat"
    ),
    "url.form": '"{value}" is not a web address; it must begin with http:// or https://',
    "count.form": '"{value}" is not a whole number',
    "past.title": "Corrected or voided",
    "past.update": "corrected",
    "past.delete": "voided",
    "past.act": "{act} ({date})",
    "past.figure": "{measure}: {value} ({date})",
    "list.key": '"{value}" is no column of the list{guess} The columns: {allowed}',
    "list.shown": "{shown} of {count} shown; to see all: --limit 0",
    "list.unknown": "{count} left out because the record does not say, or not exactly enough, what is asked",
    "text.signs": '"{value}" has no letter or digit to look for',
    "code.empty": "no code is given; write one, see those on record with list",
    "code.taken": "the code {code} is already that of {name}; choose another one, or use update {code} if the two are one",
    "code.prefix": 'the codes of this kind begin with "{prefix}"; "{value}" does not',
    "name-kind-word": '"{value}" is only the word of a kind and no name yet; write the whole name, for example "KCN Võ Lao"',
    "period-unread": '"{value}" is no period; write it like {forms} (6t, nam: the periods of the cluster report)',
    "period-not-begun": 'the period "{value}" begins on {start}, which is still ahead; choose one that has begun',
    "span-unread": '"{value}" is no span of time; write it like 90d, 6m or 1y, or 90 days, 6 months or 1 year',
    "text": "{text}",
    "moment.day": "by the end of {day}",
    "moment.at": "by {at}",
    "moment.snapshot": 'by the snapshot "{name}" ({at})',
    "moment.form": '"{value}" is no moment as it is written; write 2024-07-05 or 2024-07-05T17:00',
    "moment.ahead": '"{value}" is still to come; only what has been recorded can be looked back at',
    "moment.unknown": '"{value}" is neither a date nor the name of a snapshot; write a date like 2024-07-05, see the names with zone-tracker snapshot list',
    "slip.replaced": "– replaced by a later one",
    "slip.on-time": "✔ on time",
    "slip.overdue": "✘ overdue by {by}",
    "slip.just-due": "✘ just past due",
    "slip.ahead": "◷ not due yet",
    "slip.ended": "– no longer: {act} ({date})",
    "length.day": "{count} day",
    "length.days": "{count} days",
    "length.month": "{count} month",
    "length.months": "{count} months",
    "length.year": "{count} year",
    "length.years": "{count} years",
    "length.range": "{least}–{most}",
    "length.under": "less than {length}",
    "length.at-least": "at least {length}",
    "length.at-most": "at most {length}",
    "slip.early": "✔ done, {by} early",
    "slip.late": "✔ done, {by} late",
    "slip.maybe-late": "~ done, perhaps late, by {by} at most",
    "moment.now": "until now",
    "moment.from-day": "from {day}",
    "moment.from-at": "after {at}",
    "moment.from-snapshot": 'from the snapshot "{name}" ({at})',
    "past.confirmation": "confirmed ({date})",
    "column.in-group": "{group} – {label}",
    "text.long": '"{value}" is longer than {most} characters and cannot be looked for; write less',
    "number-leading-point": '"{value}" has no digit before its decimal sign; write it out, such as {example}',
    "quantity-is-date": '"{value}" is a date or time and no number; if the cell holds a number and is formatted as a date, format it as a number',
    "cell.dash": 'a dash alone says nothing; leave it out where nothing is known, write "" to clear',
    "name-no-word": '"{value}" is no name; write the whole name as the document has it, for example "Nhà máy gạch Phố Lu"',
    "quantity-lines": '"{value}": several numbers in one cell; write one',
    "filter.empty": "an empty value chooses nothing; leave the option out to see all",
    "date-month-first": '"{value}" is written month first; here the day comes first, so write {instead} if that day is meant; if the whole column has the month first, import with a --profile that has dates = "month-first"',
    "stage.empty": 'no stage is given; write one, such as "investment-approved"',
}

"""Every sentence of the tool in English, in the order of where it is used."""

WORDING: dict[str, str] = {
    "yes": "yes",
    "no": "no",
    # vietnamese: values that cannot be read
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
        '"{value}": the column heading says USD but the cell says only "{word}", which may be '
        'đồng or USD; write it out, for example "{word} đồng" or "{word} USD"'
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
    "date-month-first": (
        '"{value}" is written month first; here the day comes first, so write {instead} if that '
        "day is meant"
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
    # end vietnamese
    # writers
    "verdict.met": "✔ met",
    "verdict.open": "◷ open",
    "verdict.not-met-on-record": "✘ not met on record",
    "verdict.no-data": "? no data",
    "writers.count": "{count} rows",
    "writers.ascii": (
        "This screen or file cannot hold Vietnamese letters: marks follow their letter "
        "(as in VIQR: Vie^.t Nam). Set PYTHONUTF8=1, or write to a file with -o."
    ),
    "output-failed": (
        'Cannot write "{path}": {reason}. An older file there is unchanged. '
        "Check the permissions and free space of its folder, or choose another file with -o."
    ),
    # begin core
    # verdict, counts
    "no-source": "(no source)",
    "guess": '; did you mean "{word}"?',
    "no-guess": ".",
    "no-stage-but": "– ({act})",
    "unknown-district": "(district not known)",
    "counts.yes": "✔ yes",
    "counts.possibly": "~ possibly",
    "counts.no": "– no",
    # columns
    "column.code": "Code",
    "column.name": "Name",
    "column.stage": "Stage",
    "column.stage_since": "Since",
    "column.district": "District",
    "column.health": "Health",
    "column.within": "Within",
    "column.investor": "Investor",
    "column.area": "Area",
    "column.capital": "Registered capital",
    "column.area_m2": "Area (m²)",
    "column.capital_vnd": "Registered capital (VND)",
    "column.capital_usd_cents": "Registered capital (US cents)",
    "column.fact": "Fact",
    "column.value": "Value",
    "column.place": "Place",
    "column.sector": "Sector",
    "column.certificate": "Certificate",
    "column.aliases": "Other names",
    "column.note": "Note",
    "column.source": "Source",
    "column.date": "Date",
    "column.act": "Act",
    "column.status": "Status",
    "column.phase": "Phase",
    "column.return_to": "Returns to",
    "column.reason": "Reason",
    "column.confidence": "Confidence",
    "column.id": "Id",
    "column.measure": "Measure",
    "column.upper": "Upper",
    "column.unit": "Unit",
    "column.qualifier": "Qualifier",
    "column.price_base": "Price base",
    "column.derived": "Derived",
    "column.planned": "Planned",
    "column.actual": "Actual",
    "column.target": "Target",
    "column.title": "Title",
    "column.counts": "Counts",
    "column.verdict": "Verdict",
    "column.needed": "Needed",
    "column.counted": "Counted",
    "column.evidence": "Evidence",
    "column.clusters": "On record",
    "column.cluster_stages": "Clusters and their stages",
    "column.projects": "Projects",
    "column.about": "About",
    "column.subject": "Subject",
    "column.missing": "Missing",
    "column.record": "Record",
    "column.batch": "Batch",
    "column.at": "At",
    "column.actor": "Who",
    "column.command": "Command",
    "column.state": "State",
    "column.parent": "Parent",
    "column.valid_from": "Valid from",
    "column.valid_to": "Valid to",
    "column.publisher": "Publisher",
    "column.number": "Number",
    "column.url": "Address",
    "column.date_from": "From",
    "column.date_to": "To",
    "column.precision": "Precision of the date",
    "column.title_vi": "Title (Vietnamese)",
    "column.title_en": "Title (English)",
    "column.name_vi": "Name (Vietnamese)",
    "column.name_en": "Name (English)",
    "column.level": "Level",
    "column.year": "Year",
    "column.main": "Main",
    "column.count_by": "Counts by",
    "column.kind": "Kind",
    "column.unit_set": "Unit set",
    "column.flow": "Flow",
    "column.period_from": "Period from",
    "column.period_to": "Period to",
    "column.baseline": "Baseline",
    "column.threshold": "Threshold",
    # status
    "status.title": "{province} – where things stand at the end of {as_of}",
    "status.database": "Database: {path} – {changed}",
    "status.changed": "last changed {at} (batch {batch})",
    "status.never-changed": "nothing recorded yet",
    "status.targets": "Targets of {year}",
    "status.zones": "Industrial zones",
    "status.clusters": "Industrial clusters by district",
    "status.projects": "Projects by stage",
    "status.cluster": "{name} ({stage})",
    # lists
    "list.title": "{kind}, at the end of {as_of}",
    "show.title": "{name} ({code}) – at the end of {as_of}",
    "show.facts": "In short",
    "show.no-stage": "(no stage on record by that day)",
    "show.place": "{old}, {district}; since 1 July 2025 {new}",
    "show.district": "{district}",
    "show.health": "{health} (since {since})",
    "show.health-reason": "{health} (since {since}): {reason}",
    "show.history": "History",
    "show.figures": "Figures",
    "show.plans": "Planned and actual",
    "show.targets": "Targets it bears on",
    "show.disagree": "≠ {measure}: sources disagree; the first line is the newest",
    "history.title": "Acts of {name} ({code})",
    # gaps
    "gaps.title": "What is missing at the end of {as_of}",
    "gaps.table": "Missing ({count})",
    "gap.record": "record",
    "gap.no-stage": "no act on record",
    "gap.no-district": "its district is not known",
    "gap.no-source": "acts or figures without a source",
    "gaps.some": "{what}: {names}",
    "gaps.summary": "Missing (in full: zone-tracker gaps)",
    "missing.nothing": "nothing on record",
    "missing.acts": "not enough; so far: {acts}",
    "missing.count": "{lacking} lacking; {why}",
    # why
    "why.unit": "{unit} ({name})",
    "why.units": "has: {covered}; lacks: {missing}",
    "why.units-none": "lacks: {missing}",
    "why.units-all": "all: {covered}",
    "why.counted": "{acts}",
    "why.last": "latest acts: {acts}",
    "why.nothing": "nothing on record",
    "why.baseline": "counts new ones, over a baseline of {baseline}; {told}",
    "why.act": "{name}: {act} ({date})",
    "why.only": "{act} ({date})",
    "why.more": "and {count} more",
    # rules
    "rule.act": "counts subjects with the act: {acts}",
    "rule.stage-at-least": "counts subjects that stand at this stage or above: {acts}",
    "rule.advanced": "counts subjects that advanced at least one stage",
    "rule.any-act": "counts subjects with any act",
    "rule.flow": "only what is new from {start} to {end}",
    "rule.stock": "all by the end of {end}",
    "rule.units": "each unit needs at least {threshold}: {units}",
    "rule.threshold": "needs at least {threshold}",
    "rule.named": "looks only at: {names}",
    "rule.baseline": "there before the period: {baseline} (not added)",
    "targets.as-of": "At the end of {as_of}",
    "target.title": "{code}. {title} – at the end of {as_of}",
    "target.verdict": "{verdict}: {counted}/{needed}",
    "target.rule": "  • {rule}",
    "target.source": "Source of the target: {source}",
    "target.record": "{told}. Source: {source}",
    "target.evidence": "Evidence",
    "target.readings": "The verdict under every reading",
    "target.not-found": 'there is no target "{value}"; the targets are: {allowed}',
    # outcomes
    "db.created": "Created the database, with the Lào Cai record in it, at {path}",
    "init.seeded": "✔ Created {path}, with the Lào Cai record in it",
    "init.empty": "✔ Created {path}, empty",
    "import.done": (
        "✔ Batch {batch}: {rows} rows – {new} records new, {changed} changed, {same} as before"
    ),
    "import.would": (
        "Preview, nothing written: {rows} rows – {new} records new, {changed} changed, "
        "{same} as before"
    ),
    "import.same": "Nothing changed: {rows} rows, {same} records as before",
    "record.added": "✔ Added {name} ({code}) – batch {batch}",
    "record.updated": "✔ Updated {name} ({code}) – batch {batch}",
    "record.same": "{name} ({code}): nothing changed",
    "record.stage": "  Stage: {old} → {new} (since {since})",
    "record.stage-stays": "  The stage stays: {stage} (since {since})",
    "record.field": "  {field}: {old} → {new}",
    "record.more": "  … and {count} more changes",
    "record.act": "  Recorded act: {act} – {date}",
    "record.act-planned": "  Recorded planned act: {act} – {date}",
    "record.figure": "  Recorded figure: {measure} {value} – {date}",
    "record.undo": "  To undo: zone-tracker undo {batch}",
    # log, undo
    "log.title": "Log, newest first",
    "log.undone": "undone by batch {by}",
    "log.undoes": "undoes batch {batch}",
    "undo.done": (
        "✔ Undid batch {batch} ({command}): {removed} records taken away, {restored} put "
        "back, {reset} set to what they were. To bring it back: zone-tracker redo {batch}"
    ),
    "undo.would": (
        "Preview, nothing written: undoing batch {batch} ({command}) would take away "
        "{removed} records, put back {restored}, set {reset} to what they were"
    ),
    "redo.done": (
        "✔ Brought back (reversed the undo in batch {batch}): {removed} records taken away, "
        "{restored} put back, {reset} set again"
    ),
    "redo.would": (
        "Preview, nothing written: reversing the undo in batch {batch} would take away "
        "{removed} records, put back {restored}, set {reset} again"
    ),
    "undo.nothing": "there is no batch left to undo",
    "undo.unknown": "there is no batch {batch}; see: zone-tracker log",
    "undo.already": (
        "batch {batch} is undone already (by batch {by}); to bring it back: zone-tracker "
        "redo {batch}"
    ),
    "undo.is-reversal": (
        "batch {batch} is itself an undo or redo of batch {undoes}; use redo or undo on the "
        "original batch"
    ),
    "undo.later": (
        "batch {batch} cannot be undone: the later batch {later} ({command}) stands on it; "
        "undo batch {later} first"
    ),
    "undo.taken": (
        "batch {batch} ({command}) cannot be put back: a code or name in it is used by "
        "another record now; see zone-tracker log and undo the batch that took it"
    ),
    "redo.nothing": "there is no undo to bring back",
    "redo.not-undone": "batch {batch} is in force; there is nothing to bring back",
    # database
    "db.directory": "{path} is a folder; name a database file",
    "db.missing": (
        "there is no database {path}; check the path, or create one: zone-tracker init --db "
        '"{path}"'
    ),
    "db.not-a-file": "{path} is not a regular file; name a database file",
    "db.exists": (
        "{path} exists already and is not overwritten. Choose another name, or remove the "
        "old file yourself if you are sure"
    ),
    "db.read-only": (
        "{path} or its folder may not be written; change the permission, or copy the file to "
        "where you may write"
    ),
    "db.no-folder": "cannot create {path}: {reason}; choose another place with --db",
    "db.no-foreign-keys": (
        "this machine's SQLite does not check foreign keys; a Python with a full SQLite is needed"
    ),
    "db.foreign": "{path} is not a zone-tracker database and was not touched. Check the path",
    "db.newer": "{path} was written by a newer zone-tracker; upgrade the tool",
    "db.altered": (
        "the structure of {path} was altered by another program (rules are missing or "
        "added); nothing was touched. Go back to a backup copy"
    ),
    "db.damaged": (
        "the file {path} is damaged; stop writing, copy it elsewhere and go back to a backup copy"
    ),
    "db.locked": (
        "another program held {path} for more than {seconds} seconds; let it finish and run "
        "this again. Nothing was written"
    ),
    "db.disk": "cannot write {path} ({reason}); check the room on the disk. Nothing was written",
    "db.constraint": "the database refused what breaks a rule ({reason}); nothing was written",
    # files
    "file.unreadable": "cannot read {path}: {reason}; check the path and the permission",
    "file.empty": "{path}: the file is empty; a line of headings and lines of data are needed",
    "file.encoding": (
        '{path}:{line}: the file is not UTF-8; in Excel save it as "CSV UTF-8" and import it again'
    ),
    "file.nul": (
        "{path}:{line}: there is a NUL byte: the file is damaged or no CSV; save it again as "
        '"CSV UTF-8"'
    ),
    "file.quotes": (
        "{path}:{line}: a quotation mark is not closed or stands in the wrong place; mend this line"
    ),
    # import
    "problem.row": "{where}{reason}",
    "problem.cell": '{where}column "{column}": {reason}',
    "problem.option": "{column}: {reason}",
    "problem.more": "… and {count} more problems",
    "import.empty": "this cell is empty and must not be; fill it in",
    "import.cells": (
        "the row has {found} cells, the header {expected}; check the delimiters and quotation marks"
    ),
    "import.heading-unknown": "this heading belongs to no column of this kind{guess}",
    "import.heading-twice": 'two columns are both "{key}"; keep one',
    "import.heading-missing": "this column is required and missing; add it",
    "import.contradicts": (
        'contradicts another row of the same file: "{old}" and "{new}"; keep one'
    ),
    "import.kind-unknown": 'there is no kind "{value}"; the kinds are: {allowed}',
    "import.kind-unclear": (
        "{path}: it is not clear what the file records; add --kind, one of: {allowed}"
    ),
    "word.unknown": '"{value}" is not in the list{guess} Choose one of: {allowed}',
    "stage.unknown": '"{value}" is no stage or act of this kind{guess} The stages: {stages}',
    "stage.no-date": (
        'a stage needs its date (column "on", option --on), for example 20/11/2024 or Q3 2024'
    ),
    "figure.no-date": (
        'a figure needs its day or period (column "on", option --on), for example 31/12/2023 '
        "or 2023"
    ),
    "return.no-stage": "the stage to return to is needed (--return-to)",
    "return.no-reason": (
        'going back to an earlier stage needs a reason (column "reason", option --reason)'
    ),
    "return.not-a-stage": 'one can only return to a stage of normal progress, not to "{value}"',
    "return.other-act": 'only the act "returned" goes back to a stage; tell it, or no stage here',
    "return.planned": "going back is something that happened; it cannot be planned",
    "code.form": (
        '"{value}" is not a code; use lower-case letters without marks, digits and dashes, '
        "for example ccn-bat-xat"
    ),
    "url.form": '"{value}" is not a web address; it must begin with http:// or https://',
    "count.form": '"{value}" is not a whole number',
    "area.unknown": '"{value}" is no known administrative unit{guess} The units: {allowed}',
    "area.ambiguous": (
        '"{value}" means several units: {choices}; use a code with a day, for example 15@2025-07-01'
    ),
    "source.unknown": (
        'there is no source with the code "{value}"{guess} To make a new source write the '
        "document's title"
    ),
    "sector.unknown": 'there is no sector "{value}"{guess}',
    "subject.unknown": 'there is no subject "{value}"; use a code or the full name on record',
    "subject.ambiguous": '"{value}" means several subjects: {choices}; use a code',
    "subject.exists": (
        '"{name}" is on record already: {code}; use update {code}, or name the district if '
        "it is another place"
    ),
    "subject.other-name": (
        '{code} is called "{known}" on record, not "{name}"; if the two are one, tell so first '
        "(alias, or update --name), else mend the code"
    ),
    "subject.other-kind": "the code {code} is of another kind",
    "subject.prefix": (
        '"{name}" begins with the word of another kind (KCN, CCN …); use that kind\'s command'
    ),
    "container.unknown": (
        'there is no zone or cluster "{value}"{guess} The zones and clusters: {allowed}'
    ),
    "target.unknown": 'there is no target "{value}"',
    "unit-set.unknown": 'there is no set of units "{value}"',
    "reading.open-period": "a period needs its first day, for example 2024",
    "succession.same": "a unit does not become itself; name the new unit",
    "reading.second-main": (
        'the main reading of this target is "{other}"; let that one say no first'
    ),
    "reading.acts": (
        'counting by "{count_by}" does not fit the acts named: act needs one or more, '
        "stage-at-least exactly one stage, advanced and any-act none"
    ),
    "reading.advanced-is-flow": "counting by advanced must be a flow",
    "find.ambiguous": '"{value}" fits several: {choices}; use a code',
    # usage
    "usage.choose": "{help}",
    "usage.option-unknown": "there is no option {option}{guess} See: {command} --help",
    "usage.missing": "{name} is missing. See: {command} --help",
    "usage.option-bare": "the option {option} needs a value after it. See: {command} --help",
    "usage.extra": (
        "too much: {words}; words with spaces stand in quotation marks. See: {command} --help"
    ),
    "usage.command": 'there is no command "{value}"{guess} The commands: {allowed}',
    "usage.whole": '"{value}" is not a whole number; write digits only, for example 12',
    "usage.other": "the command line is not right ({reason}). See: {command} --help",
    "usage.lang": '--lang "{value}" does not exist; use vi or en',
    "usage.format": '--format "{value}" does not exist; use: {allowed}',
    "usage.now": (
        'ZONE_TRACKER_NOW "{value}" is not an ISO moment, for example 2024-03-31T08:00:00+07:00'
    ),
    "usage.one-act": (
        "one act at a time: choose one of --stage, --health, --suspend, --resume, --return-to"
    ),
    "usage.nothing-to-update": (
        "nothing to update is given for {code}; for example --stage established --on 20/11/2024"
    ),
    "output.failed": "cannot print the result ({reason}); check where it goes and run it again",
    "output.failed-written": (
        "the data is written, but the result cannot be printed ({reason}); do not run the "
        "command again, see zone-tracker log"
    ),
    # help
    "kind.zone": "industrial zone",
    "kind.cluster": "industrial cluster",
    "kind.project": "project",
    "kind.deliverable": "deliverable",
    "help": (
        "Track a province's industrial zones, clusters and projects against the year's targets."
    ),
    "help.status": (
        "The year's targets with verdicts, then where zones, clusters and projects stand."
    ),
    "help.gaps": "What is missing: for each target, then in the record.",
    "help.target": "The year's targets, and why each is met or not.",
    "help.target.list": "The targets with their verdicts.",
    "help.target.show": (
        "One target: its rule, each unit's evidence, the verdict under every reading."
    ),
    "help.zone": "Industrial zones (KCN): add, update, list, show.",
    "help.cluster": "Industrial clusters (CCN): add, update, list, show.",
    "help.project": "Investment projects: add, update, list, show.",
    "help.deliverable": "Deliverables (schemes, regulations, plans): add, update, list, show.",
    "help.subject.update": (
        "Record what is new about one {kind}; nothing recorded is erased. Example: update "
        "vo-lao --stage established --on 15/10/2024"
    ),
    "help.subject.list": "The list of each {kind} with its stage, in Vietnamese order.",
    "help.subject.show": (
        "One {kind} on one screen: stage, place, figures, plans, history, targets."
    ),
    "help.subject.history": (
        "Every act and figure on record of one {kind}, with its number and source."
    ),
    "help.init": "Create the database (with the Lào Cai record, unless --empty).",
    "help.import": "Import a CSV file: all of it or nothing, with every problem told at once.",
    "help.log": "The log: who wrote what, when, with which words.",
    "help.undo": "Undo one batch (by default the newest in force).",
    "help.redo": "Bring back the batch undone last (or the one named).",
    "option.db": "the database file; by default in the user's data folder",
    "option.lang": "language: vi or en",
    "option.no_color": "no colours",
    "option.debug": "on a program error, print its details",
    "option.as_of": "as things stood at the end of this day; by default today",
    "option.format": "output: table for people, the others for machines",
    "option.output": "write the result to a file instead of the screen",
    "option.year": "the year of the targets; by default the newest begun",
    "option.check": "exit 3 when a target is not met on record or has no data",
    "option.target": "the target's code, for example T1",
    "option.name": "the full name",
    "option.update.name": "a new name",
    "option.code": "a code, the beginning of one, or a name (accents not needed)",
    "option.add.code": "a code of your own; by default made from the name",
    "option.district": "the district (before 1 July 2025), by name or code",
    "option.within": "the zone or cluster it lies in",
    "option.investor": "the investor",
    "option.sector": "the sector, by code or name",
    "option.certificate": "the number of the investment certificate",
    "option.stage": "a stage or act, by code or label; needs --on",
    "option.list.stage": "only those that stand at this stage",
    "option.suspend": "suspended; needs --on",
    "option.resume": "resumed after a suspension; needs --on",
    "option.return_to": "gone back to an earlier stage; needs --on and --reason",
    "option.health": "health beside the stage: on-schedule, late, blocked; needs --on",
    "option.reason": "the reason",
    "option.on": "the day or period of the act or figure: 20/11/2024, 5/2023, Q3 2024, 2024",
    "option.planned": "this act or figure is planned",
    "option.phase": "the phase of investment, for example 1",
    "option.capital": 'registered capital, for example "80 triệu USD"; needs --on',
    "option.area": 'planned area, for example "15,7 ha"; needs --on',
    "option.labour": "people employed; needs --on",
    "option.source": "the document it rests on: a source's code or a title",
    "option.confidence": "how sure it is",
    "option.note": "a note",
    "option.text": "look in names, codes and other names, without accents",
    "option.empty": "without the Lào Cai record",
    "option.file": "the CSV file (UTF-8)",
    "option.kind": "what the file records: zones, clusters, projects, milestones, figures …",
    "option.import.on": "the date of rows that have none",
    "option.import.source": "the source of rows that have none",
    "option.dry_run": "only a preview; nothing is written",
    "option.limit": "how many of the newest batches",
    "option.batch": "the number of the batch",
    "typer.Usage:": "Usage:",
    "typer.Options:": "Options:",
    "typer.Commands:": "Commands:",
    "typer.Arguments:": "Arguments:",
    "typer.[OPTIONS]": "[OPTIONS]",
    "typer.[required]": "[required]",
    "typer.Show this message and exit.": "Show this help.",
    "typer.Install completion for the current shell.": "Install completion for this shell.",
    "typer.Show completion for the current shell, to copy it or customize the installation.": (
        "Print the completion code, to install it by hand."
    ),
    "column.former": "Formerly",
    "option.figure": 'any figure, for example --figure leased="66 ha"; may be given several times; needs --on',
    "option.price_base": "prices of the figures: current, or 2010",
    "option.places": "a commune it lies in; may be given several times",
    "option.former": "what it was before, for example the cluster a zone grew from",
    "figure.form": '"{value}": a figure is written MEASURE="VALUE", for example leased="66 ha"',
    "column.was": "As it was",
    "column.action": "Action",
    "past.title": "Corrected or voided",
    "past.update": "corrected",
    "past.delete": "voided",
    "past.act": "{act} ({date})",
    "past.figure": "{measure}: {value} ({date})",
    "entry.form": '"{value}" is not the number of an act or figure; see the numbers with history: m12 is an act, f7 a figure',
    "entry.unknown": "there is no act or figure {value} of this kind; see the numbers with history",
    "correct.done": "✔ Corrected {entry} – batch {batch}",
    "correct.same": "{entry}: nothing changed",
    "correct.not-of-milestone": "this belongs to a figure (f…), not to an act",
    "correct.not-of-figure": "this belongs to an act (m…), not to a figure",
    "usage.nothing-to-correct": 'nothing to correct is given for {entry}; for example --on 20/11/2024 or --source "QĐ 9/QĐ-UBND"',
    "void.done": "✔ Took {entry} out of the record – batch {batch}; the log keeps it",
    "void.no-reason": "the reason is needed (--reason)",
    "remove.done": "✔ Removed {name} ({code}) – batch {batch}",
    "remove.would": "Preview, nothing written: would remove {name} ({code})",
    "remove.with": "  Together with: {what}",
    "remove.resting": "{name} is not removed: {what} rest on it. Preview with --cascade --dry-run, remove all with --cascade; if it is a double, use merge",
    "alias.done": '✔ {name} is also called "{alias}" now – batch {batch}',
    "alias.same": '{name} has the name "{alias}" already',
    "merge.done": "✔ Merged {gone} into {stays} ({code}) – batch {batch}; its name is now another name",
    "merge.would": "Preview, nothing written: would merge {gone} into {stays} ({code})",
    "merge.moved": "  Moved: {what}",
    "merge.same": "{code} cannot be merged into itself",
    "help.subject.correct": "Correct one act (m12) or figure (f7) of one {kind}; the old one stays in the log. Example: correct m12 --on 20/11/2024",
    "help.subject.void": 'Void one wrong act or figure of one {kind}, for a reason. Example: void f7 --reason "wrong unit"',
    "help.subject.remove": "Remove one {kind} on which nothing rests; --cascade removes what rests on it too.",
    "help.subject.alias": 'Record another name of one {kind}. Example: alias vo-lao "Khu CN Võ Lao"',
    "help.subject.merge": "Merge two records of the same {kind}. Example: merge ban-phung --into ban-phung-2",
    "option.entry": "the number of an act (m12) or figure (f7), see history",
    "option.value": 'the right value, for example "15,7 ha"',
    "option.status": "actual or planned",
    "option.cascade": "remove the acts, figures and names that rest on it, too",
    "option.into": "the code of the record that stays",
    "option.alias.name": "the other name",
    "correct.became": "  {old} → {new}",
    "remove.target": "{name} is not removed: the targets {targets} name it; change them first, or merge it if it is a double",
    "column.occupancy": "Occupancy (computed)",
    "occupancy.unknown": "cannot be computed: {lacking} not known",
    "measure.area-industrial": "industrial land",
    "measure.area-service": "service land",
    "option.version": "print the version and stop",
    "bug": "an error of the program ({kind}: {reason}); see zone-tracker log for what is written, run again with --debug and send the result to the maintainers",
    "status.title-nameless": "Where things stand at the end of {as_of}",
    "status.no-targets": "There are no targets yet; bring them in with zone-tracker import --kind targets",
    "column.gap": "Gap",
    "column.undoes": "Undoes",
    "column.undone_by": "Undone by",
    "resting.milestone": "acts: {count}",
    "resting.figure": "figures: {count}",
    "resting.place": "places: {count}",
    "resting.alias": "other names: {count}",
    "resting.reading_subject": "target readings: {count}",
    "resting.subject": "subjects within it (they stay): {count}",
    "kind.province": "province",
    "import.refused": "{path}: problems: {count}; nothing was written. Mend the file and import it again",
    "record.future": "  ⚠ {date} is still ahead; if it is a plan, undo this and add --planned",
    "where.form": 'cannot read the condition "{value}"; write NAME, sign, VALUE in one pair of quotes, the sign being one of = != < <= > >= ~, such as "stage>=land-clearance" or "capital>=100 tỷ"',
    "where.field": 'there is no column or measure "{value}"{guess} The columns: {allowed}; or the code or name of a measure, such as occupancy',
    "where.operator": 'the sign "{value}" cannot be used with {name}; use {allowed}, such as "{example}"',
    "where.no-stage": '"{value}" is no stage, so nothing stands there; the stages: {stages}',
    "where.no-rank": '"{value}" comes neither before nor after a stage; use = and != with it. The stages in their order: {stages}',
    "where.open-date": '"{value}" has no first day; compare with a day or a period, such as stage_since>=1/7/2024 or stage_since<2024',
    "list.key": '"{value}" is no column of the list{guess} The columns: {allowed}',
    "list.shown": "{shown} of {count} shown; to see all: --limit 0",
    "list.unknown": "{count} left out because the record does not say, or not exactly enough, what is asked",
    "option.where": 'a condition, may be repeated, all must hold: "stage>=land-clearance", "capital>=100 billion VND", "area<100 ha", "stage_since<2024", "investor~nexus", "source=none"',
    "option.sort": "sort by these columns, a minus to turn round: capital_vnd, -stage_since, name ...",
    "option.columns": "only these columns, in this order: code, name, stage, area_m2 ...",
    "option.list.limit": "at most so many rows; 0 for all; by default 50 on a terminal",
    "where.not-exact": '"{value}" is not one exact amount; compare with a single number, without about, over, under or two ends, such as 100 ha',
    "column.capital_in_vnd": "Registered capital (VND)",
    "column.capital_in_usd": "Registered capital (USD)",
    "column.achieved": "Of the plan",
    "column.acts": "Acts",
    "column.count": "Count",
    "column.disagrees": "Sources",
    "column.document": "Document",
    "column.figures": "Figures",
    "column.group": "Group",
    "column.life": "In force",
    "column.names": "Names",
    "column.old_districts": "From old districts",
    "column.others": "Others",
    "column.parent_name": "Name of the unit above",
    "column.period": "Period",
    "column.ref": "Code and day",
    "column.sort": "Record",
    "column.source_code": "Code of the source",
    "column.subjects": "Subjects",
    "column.targets": "Targets",
    "column.through": "By way of",
    "column.today": "Today",
    "column.what": "What it says",
    "area.exists": "a unit with the code {value} and this first day is on record already; see zone-tracker area show {value}",
    "area.overlaps": "this code has the same days as {other}; on any day a code is of one unit only: mend the first or the last day",
    "area.reversed": "the last day {end} is before the first day {start}; mend one of them",
    "areas.became": "Became",
    "areas.from": "since {start}",
    "areas.from-to": "from {start} to {end}",
    "areas.heading": "{name} ({ref}) – as of {as_of}",
    "areas.inside": "Subjects that lie here",
    "areas.made-of": "Made of",
    "areas.no-days": "days unknown",
    "record.takes-over": "  Takes over from {name} ({ref}), which ended on {end}, on {date}",
    "areas.to": "until {end}",
    "record.source": "  Source: {source}",
    "indicator.no-province": "there is no province on record to hang a figure on; import one first: zone-tracker import FILE.csv --kind provinces",
    "indicators.heading": "{measure} – as of {as_of}",
    "record.indicator-other": "  ≠ Another source says {value} for {date} ({status}): {source}",
    "indicators.over-time": "Values over time",
    "indicators.plans": "Planned and actual of one period",
    "record.indicator": "  Recorded figure: {value} – {date} ({status})",
    "indicators.star": "* derived from other figures; no source prints it",
    "indicators.title": "Indicators of the province, as of {as_of}",
    "measure.unknown": 'there is no measure "{value}"{guess} The measures: {allowed}',
    "reading.exists": "this target has a reading {value} already; use another code",
    "reading.health": '"{act}" is health beside the stage, which nothing counts; use another act',
    "reading.no-rank": '"{act}" is no stage of progress and has no rank to compare; use a stage',
    "reading.other-kind": "a subject named is not of the kind counted ({kind}); name subjects of this kind only",
    "reading.threshold": "the threshold {threshold} is larger than the number of subjects named ({named}) and could never be met; lower it or name more",
    "reading.threshold-zero": "the threshold must be 1 or more, else it is always met",
    "reading.units-and-subjects": "a rule that covers a set of units names no subjects; leave one of the two out",
    "reading.unknown": 'this target has no reading "{value}"; its readings: {allowed}',
    "sector.exists": "there is a sector {value} already; use another code",
    "sectors.heading": "{name} ({code}), as of {as_of}",
    "sectors.of": "In the group: {group}",
    "sectors.projects": "Projects ({count})",
    "sectors.source": "Source: {source}",
    "sectors.title": "Industry groups, sectors and their projects",
    "sectors.unknown": "Without a sector on record: {count} projects",
    "source.exists": "there is a source {code} already ({title}); use another code",
    "source.same-title": "a source has this title already: {code} ({title}); if this is another document, tell its --publisher, --number or --date",
    "sources.kind": "source",
    "sources.missing": "Records without a source ({count})",
    "sources.nothing": "Nothing rests on this source",
    "sources.others": "Other records that rest on it",
    "sources.pair": "{name}: {what}",
    "sources.records": "What rests on it ({count})",
    "sources.title": "Sources ({count})",
    "sources.unused": "Sources on which nothing rests ({count})",
    "succession.ends-later": "{old} is in force until {end} and cannot be taken over on {date}; mend the day",
    "succession.no-date": "the day on which the new unit takes over is needed (--on or --from)",
    "succession.not-before": "{old} begins only after its last day {end}; mend the day",
    "succession.of-what": "the units that it takes over from are needed (--succeeds)",
    "succession.other-end": "{old} is on record as ending on {end}; leave --old-to out or give that day",
    "succession.still-valid": "{old} is still in force on {date}; give its last day with --old-to",
    "target.exists": "there is a target {value} already; use target update {value}",
    "record.main": "  Main reading: {old} → {new}",
    "target.no-main": "the target {code} has no main reading and cannot be judged; give it one: zone-tracker target update {code} --reading or --main",
    "record.reading": "  Added the reading {code}: {title}",
    "usage.missing-alone": "--missing lists records and filters no sources; leave out --text and --unused",
    "usage.nothing-for-target": "nothing to update is given for the target {code}; for example --title-vi, --source, --reading or --main",
    "help.indicator": "Indicators of the province (output, shares, GRDP …): list, show, add.",
    "help.indicator.list": "The indicators of the province, the newest first; a star marks what is derived.",
    "help.indicator.show": "One measure over time, where sources differ, plans against actuals.",
    "help.indicator.add": 'Record one figure of the province. Example: add industrial-output "46.100 tỷ đồng" --on 2023 --source "Report ..."; a negative one stands after --: add ... --on 2023 -- industrial-output-growth -2%',
    "help.sector": "Industry groups and sectors: list, show, add.",
    "help.sector.list": "The industry groups, their sectors and the number of projects in each.",
    "help.sector.show": "One sector or group and the projects in it.",
    "help.sector.add": 'Add one sector or group. Example: add building-timber "Gỗ xây dựng" --name-en "Building timber" --group maintained',
    "help.area": "Administrative units through time: list, show, add.",
    "help.area.list": "The units of a level in force on a day; districts by default.",
    "help.area.show": "One unit: its days, what it is today, what it was made of, the subjects in it.",
    "help.area.add": 'Add one unit, and the units it takes over from. Example: add 02999 "Xã Mới" --level commune --parent 15@2025-07-01 --succeeds "02683@2025-07-01;02725@2025-07-01" --on 01/7/2028 --old-to 30/6/2028',
    "help.source": "Source documents: list, show, add.",
    "help.source.list": "The source documents, the newest first, and how much rests on each.",
    "help.source.show": "One source document and everything that rests on it.",
    "help.source.add": 'Add one source document. Example: add qd-123-2024 "Quyết định thành lập CCN Mường Khương" --number 123/QĐ-UBND --date 20/11/2024',
    "help.target.add": 'Add one target with its main reading. Example: add T10 --year 2025 --title-vi "Thêm 1 cụm" --title-en "One more cluster" --reading new --count-by act --kind cluster --acts established --flow flow --threshold 1',
    "help.target.update": "Change the title or source; add a reading; choose the main one (there is always just one). Example: update T2 --main land-clearance",
    "option.acts": "the acts counted, parted by ;",
    "option.area_code": "the code of the unit, with its zeros",
    "option.area_name": 'the full name, for example "Xã Bảo Hà"',
    "option.area_ref": "a code, a code with a day (15@2025-07-01) or a name, accents not needed",
    "option.baseline": "how many there were before the period; told, never added",
    "option.count_by": "how to count: act (has the act), stage-at-least (stands there or beyond), advanced (moved up), any-act",
    "option.counted_kind": "the kind of subject counted: zone, cluster, project, deliverable",
    "option.date": "the date of the document: 20/11/2024, 5/2023, 2024",
    "option.derived": "this value is derived; no source prints it",
    "option.document": "a source's code, number or title, accents not needed",
    "option.figure_value": 'the value with its unit, for example "46.100 tỷ đồng", "0,07%"',
    "option.figure_year": "only figures of this year",
    "option.flow": "stock (all by the end of the period) or flow (only new in it); stock by default",
    "option.group": "the group it is in; leave out for a group",
    "option.level": "the level: province, district or commune",
    "option.main": "the code of the reading that is to be the main one",
    "option.measure": "the measure: code or name, accents not needed",
    "option.missing": "instead: the subjects, acts, figures and targets without a source",
    "option.name_en": "the English name (required)",
    "option.number": "the number of the document",
    "option.old_to": "the last day of the old units, where the record has none",
    "option.parent": "the unit above: code, code with a day or name",
    "option.period": "the period, whose last day is the due date; by default the whole year",
    "option.publisher": "who issued or printed it",
    "option.reading": "the code of the reading, for example new-2025",
    "option.reading_source": "the source of the reading; by default that of the target",
    "option.reading_title_en": "the English title of the reading",
    "option.reading_title_vi": "the Vietnamese title of the reading",
    "option.sector_code": "the code of the sector, without accents",
    "option.sector_name": "the Vietnamese name",
    "option.source_code": "the code of the source, for example qd-123-2024",
    "option.source_text": "look in titles, numbers, publishers and codes, accents not needed",
    "option.subjects": "only these subjects: codes, parted by ;",
    "option.succeeded_on": "the day on which it takes over; by default that of --from",
    "option.succeeds": "the old units it takes over from, parted by ;",
    "option.target_year": "the year of the target (required)",
    "option.threshold": "how many are needed (in each unit, with --units)",
    "option.title": "the title of the document",
    "option.title_en": "the English title of the target",
    "option.title_vi": "the Vietnamese title of the target",
    "option.unit_set": "the set of units of which each must have enough, for example districts-9",
    "option.unused": "only documents on which nothing rests",
    "option.url": "its address on the web",
    "option.valid_from": "the first day it is in force",
    "option.valid_on": "the units in force on this day; by default today, or the last day on which the level had units",
    "option.valid_to": "the last day it is in force",
    "sectors.counted": "- {name}: {count} projects",
    "areas.title": "Units of the level {level} on {on}",
    "areas.over": "Units of the level {level} were there until {last}; for those of today: --level commune",
    "usage.negative": '"{value} …" is taken for an option; a negative number stands after --, after all options. See: {command} --help',
    "succession.before-new": "the new unit is not there yet on {date}; --on cannot be before --from",
    "indicators.derived": "* {value}",
    "areas.named": "{name} ({ref})",
    "sources.heading": "{title} ({code})",
    "sectors.member": "· {name}",
    "indicators.differs": "≠ {value}",
    "indicators.unequal": "≠ sources say different things of the same period",
    "sources.act": "{what}, {date}",
    "sources.planned-act": "{what}, {date} (planned)",
    "sources.figure": "{what}: {value}, {date}",
    "sources.planned-figure": "{what}: {value}, {date} (planned)",
    "sources.subject": "{name} ({what})",
    "column.used": "Used for",
    "sources.acts": "acts: {count}",
    "sources.figures": "figures: {count}",
    "sources.targets": "targets: {count}",
    "sources.subjects": "subjects: {count}",
    "sources.others-count": "others: {count}",
    "help.find": "Find a text in everything: codes, names, other names, investors, notes, reasons, sources, places, sectors, targets. Accents do not matter. Example: find nexus",
    "option.wanted": "what to look for, accents or not",
    "option.find.limit": "at most so many rows; 0 for all; by default 50 on a terminal",
    "found.title": 'Looking for "{text}": places found: {count}',
    "found.none": "not found anywhere in the record; try fewer words",
    "found.in": "{place} – {text}",
    "column.found_in": "Found in",
    "column.excerpt": "Excerpt",
    "column.act_note": "Note of an act",
    "column.figure_note": "Note of a figure",
    "kind.source": "source",
    "kind.area": "area",
    "kind.sector": "sector",
    "kind.target": "target",
    "usage.db": "--db needs the name of a file; leave --db out to use your own database",
    "usage.lang-environment": 'ZONE_TRACKER_LANG "{value}" does not exist; use vi or en',
    "said": "{term}",
    "found.zone": "zone",
    "found.cluster": "cluster",
    "found.deliverable": "deliverable",
    "interrupted": "stopped as asked; nothing was written",
    "interrupted-written": "stopped as asked; the data is written, see zone-tracker log",
    "example.zone": 'add "KCN Bảo Hà" --district "Bảo Yên" --stage planned --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.cluster": 'add "CCN Mường Khương" --district "Mường Khương" --stage established --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.project": 'add "Nhà máy gạch Phố Lu" --district "Bảo Thắng" --stage under-construction --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "example.deliverable": 'add "Kế hoạch khuyến công 2025" --stage approved --on 20/11/2024 --source "QĐ 123/QĐ-UBND"',
    "help.subject.add": "Add one {kind}. Example: {example}",
    "typer.[OPTIONS] COMMAND [ARGS]...": "COMMAND [OPTIONS]",
    "usage.bears-on-nothing": "{option} says nothing of anything: add an act (--stage …) or a figure (--area …), or leave {option} out",
    "text.signs": '"{value}" has no letter or digit to look for',
    "find.nothing": 'no {kind} is found for "{value}"{guess} See the list with list, or record it with add',
    "former.itself": "a subject cannot have been itself before",
    "merge.target": "{gone} is not merged into {stays}: the targets {targets} name both and would count one less; change them first",
    "record.act-return": '  Recorded act: {act} – {date}: to "{return_to}", because {reason}',
    "record.figure-planned": "  Recorded planned figure: {measure} {value} – {date}",
}

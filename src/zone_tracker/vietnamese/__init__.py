"""Pure readers and writers of what Vietnamese documents write: names, quantities, dates.

Nothing here knows a database, a file or the clock; what cannot be read without guessing is
refused with `errors.BadValue`.
"""

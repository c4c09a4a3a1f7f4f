"""The official forms: what each row counts or adds up, what is checked, how the sheet is headed."""

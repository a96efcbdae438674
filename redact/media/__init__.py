"""Media: one handler per family of formats. The only code that opens or writes a user's file."""

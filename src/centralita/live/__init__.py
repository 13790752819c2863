"""The live plane: everything that happens while people talk. Starlette and hand-written SQL, no ORM."""

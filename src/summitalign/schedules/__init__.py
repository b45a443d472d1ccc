"""Published schedules to Document: the talks that a file says in a form made for programs, each at its place."""

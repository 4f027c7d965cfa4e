"""The pages behind the first one: a file each, with one function that returns its section, or None where nothing is known."""

"""One person, or several round one keyboard, at a terminal."""

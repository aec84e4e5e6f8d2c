"""A lesson from another computer: what `sim join` and `sim console` need of a server."""

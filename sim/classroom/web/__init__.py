"""The classroom over HTTP: routes, forms, pages, streams and what every answer is guarded by."""

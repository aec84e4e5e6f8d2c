"""Lessons on a server: rooms in which requests come one after another, are kept, and are told to those whom they concern."""

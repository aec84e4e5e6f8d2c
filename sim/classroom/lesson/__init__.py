"""What people and facilitators do in a lesson: each function asks one thing of a draft; no server, no page, no clock."""

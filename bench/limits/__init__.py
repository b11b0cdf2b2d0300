"""The bare limit: the least that Flask, Jinja and the database must do for a page of the same size."""

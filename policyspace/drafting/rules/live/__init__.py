"""Reckoning about a live text: what an update of it holds, and how it becomes another text."""

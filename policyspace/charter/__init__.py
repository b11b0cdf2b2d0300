"""Who may do what, the stages, the words: pure data and pure functions.

Nothing here knows a database, a request or a clock.
"""

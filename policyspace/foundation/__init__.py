"""What every other package stands on: database, transaction, ledger, errors, clock, text, settings, logs.

Nothing here knows a word of policy.
"""

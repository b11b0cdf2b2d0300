"""Letters: what people are told, written from the ledger by the worker and sent or kept.

Nothing is ever sent from inside a request; each letter is delivered at least once.
"""

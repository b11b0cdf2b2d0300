"""The chain of seals: each row of the ledger sealed with the hash of the one before, so that any change is found.

`rules` reckons, `reading` reads exactly what is stored, `sealing` seals what waits, `verifying` goes through it all,
and `queries` gives the seals that are shown.
"""

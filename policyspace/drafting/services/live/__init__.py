"""A text that several write at once, and its revisions, kept as one text.

Changes are noted as they are typed (`noting`). Before anything is done with the newest revision, they are made
revisions (`settling`); what is saved besides is written into the live text (`following`).
"""

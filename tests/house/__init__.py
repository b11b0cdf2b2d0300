"""Tests of the house: the rules every file keeps, read from the files themselves.

Each rule is a plain function that lists what breaks it; one test runs it over the repository, another shows that
it sees an offence.
"""

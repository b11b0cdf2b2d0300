"""The benchmark: what the project promises to be fast at, measured beside what people would use instead.

`make bench` prints a table and writes `bench/results/latest.json`. Nothing here is a test: only ratios of one run mean
anything, and a busy machine is said to be busy.
"""

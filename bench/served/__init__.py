"""Whole requests, over real connections, to real processes: ours, the bare limit, and what people would use instead.

Each workload is sent to every subject in turn, there and back again (A B B A), several times; of each subject the least
disturbed round counts. An answer counts only when its content was checked.
"""

"""Files of others as Markdown. Word documents are opened in a process of their own, with little time and memory.

`reading` is the door; what `word_process` imports must stay small and know nothing of the application.
"""

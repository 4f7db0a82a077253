"""Opening other people's files, in a process that may die: it knows nothing of Django or the house."""

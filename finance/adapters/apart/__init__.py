"""Bank files read in a process of their own, which has only so much time and memory."""

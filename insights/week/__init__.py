"""A week: its days, its figures beside what is usual, and what is said about it."""

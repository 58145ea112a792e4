"""What a diary shows: looks, what they found, and the days behind it."""

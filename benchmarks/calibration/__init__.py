"""Simulated diaries whose truth is known, to see what the engine makes of them."""

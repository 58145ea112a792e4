"""The week by mail: what it says, how it looks, and when it is sent."""

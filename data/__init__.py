"""Reference data and sample texts, as package data."""

"""Invented people in real municipalities, so that every screen shows itself at its best."""

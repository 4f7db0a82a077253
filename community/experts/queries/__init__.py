"""Reads that join or shape what a screen or a service of this room needs."""

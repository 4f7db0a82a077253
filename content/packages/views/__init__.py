"""Screens of packages: for who learns, and for who edits."""

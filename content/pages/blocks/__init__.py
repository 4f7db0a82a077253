"""Pieces that editors put together on a page; each draws itself with a template of its own."""

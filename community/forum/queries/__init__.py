"""Reads of the forum: lists, a topic's page, what is unread and what came since a visit."""

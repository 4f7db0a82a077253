"""What the community holds about people, a file a subject; each registers its holdings."""

from community.personal import earning, forum, helping, house, order, people

__all__ = ["earning", "forum", "helping", "house", "order", "people"]

"""Everything editors make: the only home of Wagtail code."""

"""Tools that know nobody: nothing of ours is imported here."""

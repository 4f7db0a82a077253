"""What a government does about its risks."""

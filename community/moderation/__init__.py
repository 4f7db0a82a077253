"""Looking after what members write: flags, one queue, decisions with their reasons, and appeals."""

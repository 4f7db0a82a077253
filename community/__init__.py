"""The ground floor: who we are, and what every other floor stands on."""

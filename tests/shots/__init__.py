"""`make shots`: every named screen in pictures, held against axe and the house's own rules."""

"""What the catalogue hangs on its own pages from elsewhere."""

from catalogue.findable import SOLUTION
from community.dashboard.tiles import register_tile
from community.forum.discussing import Discussions

register_tile(Discussions(SOLUTION, "catalogue.solution.aside"))

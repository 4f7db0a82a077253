"""What the catalogue listens to."""

from catalogue.portfolio.services import link_own_names
from catalogue.verbs import VOCABULARY_CHANGED
from community.activity.models import Activity
from community.activity.reactions import reaction


@reaction(VOCABULARY_CHANGED, key="catalogue.link_own_names")
def link(activity: Activity) -> None:
    """What members named in their own words becomes the solution that an editor gave that name."""
    link_own_names(solution_ids=activity.data["solutions"])

"""Every table of this wing, for Django and the tests; inside the house import from the room."""

from content.images.models import HouseImage, HouseRendition
from content.library.models import LibraryDocument
from content.pages.events import EventPage
from content.pages.models import HomePage, StandardPage

__all__ = [
    "EventPage",
    "HomePage",
    "HouseImage",
    "HouseRendition",
    "LibraryDocument",
    "StandardPage",
]

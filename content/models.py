"""Every table of this wing, for Django and the tests; inside the house import from the room."""

from content.images.models import HouseImage, HouseRendition
from content.learning.models import *  # noqa: F403 - the room names what it has
from content.library.models import LibraryDocument
from content.pages.models import HomePage, StandardPage

__all__ = ["HomePage", "HouseImage", "HouseRendition", "LibraryDocument", "StandardPage"]

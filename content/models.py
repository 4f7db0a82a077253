"""Every table of this wing, for Django and the tests; inside the house import from the room."""

from content.images.models import HouseImage, HouseRendition
from content.library.models import LibraryDocument
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.pages.models import HomePage, StandardPage

__all__ = [
    "ContentPackage",
    "HomePage",
    "HouseImage",
    "HouseRendition",
    "LibraryDocument",
    "PackageAttempt",
    "PackageVersion",
    "StandardPage",
]

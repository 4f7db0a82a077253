"""Every table of this wing, for Django and the tests; inside the house import from the room."""

from content.images.models import HouseImage, HouseRendition
from content.library.models import (
    CollectionReaders,
    DocumentPage,
    DocumentVersion,
    DownloadDay,
    Favourite,
    LibraryDocument,
    Theme,
    Visit,
)
from content.pages.models import HomePage, StandardPage

__all__ = [
    "CollectionReaders",
    "DocumentPage",
    "DocumentVersion",
    "DownloadDay",
    "Favourite",
    "HomePage",
    "HouseImage",
    "HouseRendition",
    "LibraryDocument",
    "StandardPage",
    "Theme",
    "Visit",
]

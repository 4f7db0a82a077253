"""Every table of this wing, for Django and the tests; inside the house import from the room."""

from content.images.models import HouseImage, HouseRendition
from content.learning.models import *  # noqa: F403 - the room names what it has
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
from content.newsletters.models import Newsletter
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.pages.app_page import AppPage
from content.pages.articles import ArticlePage, FaqPage, LandingPage
from content.pages.campaigns import CampaignPage
from content.pages.events import EventPage
from content.pages.models import HomePage, StandardPage
from content.pages.news import NewsIndexPage, NewsPage
from content.pages.principles import Principle, PrinciplesPage
from content.pages.review import ColleagueTask

__all__ = [
    "AppPage",
    "ArticlePage",
    "CampaignPage",
    "ColleagueTask",
    "CollectionReaders",
    "ContentPackage",
    "DocumentPage",
    "DocumentVersion",
    "DownloadDay",
    "EventPage",
    "FaqPage",
    "Favourite",
    "HomePage",
    "HouseImage",
    "HouseRendition",
    "LandingPage",
    "LibraryDocument",
    "NewsIndexPage",
    "NewsPage",
    "Newsletter",
    "PackageAttempt",
    "PackageVersion",
    "Principle",
    "PrinciplesPage",
    "StandardPage",
    "Theme",
    "Visit",
]  # fmt: skip

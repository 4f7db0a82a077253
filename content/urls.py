from django.urls import include, path

from content.library.urls import document_link

__all__ = ["document_link"]

app_name = "content"
urlpatterns = [
    path("", include("content.pages.urls")),
    path("", include("content.newsletters.urls")),
    path("", include("content.learning.urls")),
    path("", include("content.packages.urls")),
    path("", include("content.library.urls")),
]

from django.urls import include, path

app_name = "content"
urlpatterns = [
    path("", include("content.pages.urls")),
    path("", include("content.newsletters.urls")),
    path("", include("content.learning.urls")),
    path("", include("content.packages.urls")),
]

from django.urls import include, path

app_name = "content"
urlpatterns = [
    path("", include("content.packages.urls")),
]

from django.urls import include, path

app_name = "qrc"
urlpatterns = [
    path("", include("qrc.alerts.urls")),
    path("", include("qrc.feeds.urls")),
    path("", include("qrc.subscriptions.urls")),
]

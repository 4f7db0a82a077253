from django.urls import include, path

app_name = "community"
urlpatterns = [
    path("", include("community.dashboard.urls")),
    path("", include("community.kpi.urls")),
    path("", include("community.api_keys.urls")),
    path("", include("community.search.urls")),
    path("", include("community.events.urls")),
    path("", include("community.files.urls")),
    path("", include("community.mail_in.urls")),
    path("", include("community.organisations.urls")),
    path("", include("community.accounts.urls")),
    path("", include("community.messaging.urls")),
]

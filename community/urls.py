from django.urls import include, path

app_name = "community"
urlpatterns = [
    path("", include("community.dashboard.urls")),
    path("", include("community.kpi.urls")),
    path("", include("community.api_keys.urls")),
    path("", include("community.credentials.urls")),
    path("", include("community.achievements.urls")),
    path("", include("community.contests.urls")),
    path("", include("community.search.urls")),
    path("", include("community.events.urls")),
    path("", include("community.forum.urls_mail")),
    path("", include("community.conversations.urls")),
    path("", include("community.groups.urls")),
    path("", include("community.profiles.urls")),
    path("", include("community.forum.urls")),
    path("", include("community.experts.urls")),
    path("", include("community.offers.urls")),
    path("", include("community.files.urls")),
    path("", include("community.mail_in.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.trust.urls")),
    path("", include("community.privacy.urls")),
    path("", include("community.organisations.urls")),
    path("", include("community.accounts.urls")),
    path("", include("community.messaging.urls")),
]

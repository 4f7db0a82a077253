from django.urls import include, path

app_name = "qrc"
urlpatterns = [
    path("", include("qrc.outlets.urls")),
    path("", include("qrc.alerts.urls")),
    path("", include("qrc.desk.urls")),
    path("", include("qrc.emergencies.urls")),
    path("", include("qrc.sightings.urls")),
    path("", include("qrc.board.urls")),
    path("", include("qrc.drills.urls")),
    path("", include("qrc.statistics.urls")),
    path("", include("qrc.cases.urls")),
    path("", include("qrc.contacts.urls")),
    path("", include("qrc.feeds.urls")),
    path("", include("qrc.subscriptions.urls")),
]

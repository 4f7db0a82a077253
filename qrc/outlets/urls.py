from django.urls import path

from qrc.outlets import views

urlpatterns = [
    path("qrc/waarschuwingen/feed.atom", views.advisories_atom, name="advisory-feed"),
    path("qrc/waarschuwingen/cap.atom", views.advisories_cap, name="cap-feed"),
    path("qrc/waarschuwingen/<int:pk>/cap.xml", views.advisory_cap, name="advisory-cap"),
    path("feed/<str:token>/waarschuwingen.atom", views.organisation_atom, name="organisation-feed"),
    path("koppelingen/feed/", views.feed, name="feed"),
    path("koppelingen/feed/vernieuwen/", views.feed_renew, name="feed-renew"),
    path("koppelingen/feed/sluiten/", views.feed_close, name="feed-close"),
]

from django.urls import path

from community.profiles.views import directory, own

urlpatterns = [
    path("leden/", directory.members, name="members"),
    path("leden/zoek/", directory.member_options, name="member-options"),
    path("leden/<int:pk>/", directory.member, name="member"),
    path("mijn-profiel/", own.profile, name="profile"),
]

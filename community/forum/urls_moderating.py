from django.urls import path

from community.forum.views import moderating

urlpatterns = [
    path("forum/onderwerp/<int:pk>/beheer/", moderating.forum_moderate, name="forum-moderate"),
]

from django.urls import path

from community.forum.views import aiding, changing, composing, saying, tagging

urlpatterns = [
    path("forum/nieuw/", composing.forum_new, name="forum-new"),
    path("forum/onderwerp/<int:pk>/antwoorden/", composing.forum_reply, name="forum-reply"),
    path("forum/onderwerp/<int:pk>/opgelost/", saying.forum_solved, name="forum-solved"),
    path("forum/onderwerp/<int:pk>/trefwoorden/", tagging.forum_retag, name="forum-retag"),
    path("forum/onderwerp/<int:pk>/stemmen/", saying.forum_vote, name="forum-vote"),
    path("forum/bericht/<int:pk>/bewerken/", changing.forum_edit, name="forum-edit"),
    path("forum/bericht/<int:pk>/intrekken/", changing.forum_withdraw, name="forum-withdraw"),
    path("forum/bericht/<int:pk>/geschiedenis/", changing.forum_history, name="forum-history"),
    path("forum/bericht/<int:pk>/reactie/", saying.forum_react, name="forum-react"),
    path("forum/bericht/<int:pk>/beste/", saying.forum_best, name="forum-best"),
    path("forum/bericht/<int:pk>/citaat/", aiding.forum_quote, name="forum-quote"),
    path("forum/concepten/", aiding.forum_drafts, name="forum-drafts"),
    path("forum/schrijven/voorbeeld/", aiding.forum_preview, name="forum-preview"),
    path("forum/schrijven/concept/", aiding.forum_draft, name="forum-draft"),
    path("forum/schrijven/gelijkaardig/", aiding.forum_similar, name="forum-similar"),
    path("forum/schrijven/personen/", aiding.forum_people, name="forum-people"),
    path("forum/schrijven/over/", aiding.forum_about, name="forum-about"),
]

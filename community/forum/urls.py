from django.urls import include, path

from community.forum.views import categories, feeds, following, lists, topics

urlpatterns = [
    path("forum/", lists.home, name="forum"),
    path("forum/gelezen/", following.read_all, name="forum-read"),
    path("forum/trefwoorden/", lists.tags, name="forum-tags"),
    path("forum/trefwoorden/<slug:tag>/volgen/", following.tag, name="forum-tag-follow"),
    path("forum/openbaar.atom", feeds.public_atom, name="forum-atom"),
    path("forum/feed/", feeds.feed, name="forum-feed"),
    path("forum/feed/vernieuwen/", feeds.feed_renew, name="forum-feed-renew"),
    path("forum/feed/sluiten/", feeds.feed_close, name="forum-feed-close"),
    path("feed/<str:token>/forum.atom", feeds.own_atom, name="forum-own-atom"),
    path("feed/<str:token>/forum/<slug:slug>.atom", feeds.own_category, name="forum-own-category"),
    path("forum/categorieen/", categories.listed, name="forum-categories"),
    path("forum/categorieen/nieuw/", categories.new, name="forum-category-new"),
    path("forum/categorie/<slug:slug>/", lists.category, name="forum-category"),
    path("forum/categorie/<slug:slug>/openbaar.atom", feeds.public_category,
         name="forum-category-atom"),
    path("forum/categorie/<slug:slug>/volgen/", following.category, name="forum-category-follow"),
    path("forum/categorie/<slug:slug>/bewerken/", categories.edit, name="forum-category-edit"),
    path("forum/categorie/<slug:slug>/plaats/", categories.move, name="forum-category-move"),
    path("forum/categorie/<slug:slug>/afsluiten/", categories.archive,
         name="forum-category-archive"),
    path("forum/onderwerp/<int:pk>/", topics.topic, name="forum-topic"),
    path("forum/onderwerp/<int:pk>/<int:number>/", topics.topic, name="forum-post"),
    path("forum/onderwerp/<int:pk>/erbij/", topics.more, name="forum-more"),
    path("forum/onderwerp/<int:pk>/volgen/", following.topic, name="forum-follow"),
    path("", include("community.forum.urls_writing")),
    path("", include("community.forum.urls_moderating")),
]  # fmt: skip

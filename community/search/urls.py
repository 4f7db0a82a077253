from django.urls import path

from community.search import views

urlpatterns = [
    path("zoeken/", views.search, name="search"),
    path("zoeken/snel/", views.palette, name="search-palette"),
]

from django.urls import path

from community.privacy import views

urlpatterns = [
    path("mijn-account/gegevens/", views.my_data, name="my-data"),
    path("mijn-account/gegevens/kopie/", views.ask, name="data-copy-ask"),
    path("mijn-account/gegevens/kopie/<uuid:key>/", views.copy, name="data-copy"),
    path("mijn-account/gegevens/wissen/", views.erase_me, name="erase-me"),
    path("gewist/<slug:code>/", views.erasure, name="erasure"),
]

from django.urls import path

from community.api_keys import views

urlpatterns = [
    path("koppelingen/sleutels/", views.api_keys, name="api-keys"),
    path("koppelingen/sleutels/<int:pk>/intrekken/", views.api_key_revoke, name="api-key-revoke"),
]

from django.urls import path

from community.dashboard import views

urlpatterns = [path("overzicht/", views.dashboard, name="dashboard")]

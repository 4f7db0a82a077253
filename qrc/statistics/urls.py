from django.urls import path

from qrc.statistics import views

urlpatterns = [
    path("qrc/cijfers/", views.statistics, name="statistics"),
    path("qrc/cijfers/<slug:key>.csv", views.statistics_export, name="statistics-export"),
]

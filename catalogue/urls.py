from django.urls import include, path

app_name = "catalogue"
urlpatterns = [
    path("", include("catalogue.portfolio.urls")),
    path("", include("catalogue.suppliers.urls")),
    path("", include("catalogue.solutions.urls")),
]

from django.urls import path

from catalogue.suppliers import views

urlpatterns = [
    path("catalogus/leveranciers/", views.supplier_list, name="supplier-list"),
    path("catalogus/leveranciers/nieuw/", views.supplier_add, name="supplier-add"),
    path(
        "catalogus/leveranciers/<int:pk>/wijzigen/", views.supplier_change, name="supplier-change"
    ),
]

from django.urls import path

from catalogue.solutions.views import merging, solutions, unknown

OURS = "catalogus/oplossingen/"

urlpatterns = [
    path(OURS, solutions.solution_list, name="solution-list"),
    path(f"{OURS}export.csv", solutions.solution_export, name="solution-export"),
    path(f"{OURS}zoek/", solutions.solution_search, name="solution-search"),
    path(f"{OURS}nieuw/", solutions.solution_add, name="solution-add"),
    path(f"{OURS}samenvoegen/", merging.solution_merge, name="solution-merge"),
    path(f"{OURS}<int:pk>/", solutions.solution_detail, name="solution-detail"),
    path(f"{OURS}<int:pk>/wijzigen/", solutions.solution_change, name="solution-change"),
    path(
        "catalogus/herkenningsnamen/<int:pk>/verwijderen/", solutions.identifier_remove,
        name="identifier-remove",
    ),
    path("catalogus/onbekende-namen/", unknown.name_list, name="name-list"),
    path("catalogus/leveranciers/samenvoegen/", merging.supplier_merge, name="supplier-merge"),
]  # fmt: skip

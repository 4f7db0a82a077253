from django.urls import path

from catalogue.portfolio.views import imports, items, listing, sboms

ROOT = "catalogus/portfolio/"
ITEM = f"{ROOT}<int:pk>/"
LIST = f"{ROOT}import/<int:pk>/"
urlpatterns = [
    path(ROOT, listing.portfolio, name="portfolio"),
    path(f"{ROOT}export.csv", listing.portfolio_export, name="portfolio-export"),
    path(f"{ROOT}snel-starten/", listing.quick_start, name="portfolio-quick-start"),
    path(f"{ROOT}nieuw/", items.item_add, name="portfolio-add"),
    path(f"{ROOT}import/", imports.import_new, name="import"),
    path(LIST, imports.import_preview, name="import-preview"),
    path(f"{LIST}regel/<int:row>/", imports.import_row, name="import-row"),
    path(f"{LIST}overnemen/", imports.import_take, name="import-take"),
    path(f"{LIST}weggooien/", imports.import_drop, name="import-drop"),
    path(ITEM, items.item_detail, name="portfolio-item"),
    path(f"{ITEM}wijzigen/", items.item_change, name="portfolio-change"),
    path(f"{ITEM}versie/", items.item_version, name="portfolio-version"),
    path(f"{ITEM}beeindigen/", items.item_end, name="portfolio-end"),
    path(f"{ITEM}herstellen/", items.item_restore, name="portfolio-restore"),
    path(f"{ITEM}sbom/", sboms.sbom_read, name="portfolio-sbom"),
    path(f"{ITEM}sbom/verwijderen/", sboms.sbom_remove, name="portfolio-sbom-remove"),
]

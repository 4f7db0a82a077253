from django.urls import path

from content.packages.views import editing, learning

urlpatterns = [
    path("leren/pakketten/", learning.mine, name="package-mine"),
    path("leren/pakket/<uuid:uuid>/", learning.player, name="package"),
    path("leren/pakket/<uuid:uuid>/start/", learning.start, name="package-start"),
    path("leren/pakket/<uuid:uuid>/bewaren/", learning.keep, name="package-save"),
    path("leren/pakket/<uuid:uuid>/opnieuw/", learning.again, name="package-again"),
    path("leren/beheer/pakketten/", editing.package_list, name="packages"),
    path("leren/beheer/pakketten/nieuw/", editing.package_new, name="package-new"),
    path("leren/beheer/pakketten/<uuid:uuid>/", editing.package_detail, name="package-detail"),
    path("leren/beheer/pakketten/<uuid:uuid>/wijzigen/", editing.package_edit, name="package-edit"),
    path("leren/beheer/pakketten/<uuid:uuid>/versie/", editing.package_version, name="package-version"),
    path("leren/beheer/pakketten/<uuid:uuid>/verwijderen/", editing.package_remove, name="package-remove"),
    path("leren/beheer/pakketten/<uuid:uuid>/proberen/", editing.package_try, name="package-try"),
    path("leren/beheer/pakketten/<uuid:uuid>/proberen/start/", editing.package_try_start, name="package-try-start"),
]  # fmt: skip

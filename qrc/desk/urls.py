from django.urls import path

from qrc.desk.views import releases, writing

urlpatterns = [
    path("qrc/desk/", releases.inbox, name="desk"),
    path("qrc/desk/nieuw/", writing.alert_new, name="alert-new"),
    path("qrc/desk/meldingen/<int:pk>/", writing.sighting_detail, name="desk-sighting"),
    path("qrc/desk/<int:pk>/", releases.release_detail, name="release-detail"),
    path("qrc/desk/<int:pk>/bewerken/", releases.release_edit, name="release-edit"),
    path("qrc/desk/<int:pk>/goedkeuren/", releases.release_approve, name="release-approve"),
    path("qrc/desk/<int:pk>/afwijzen/", releases.release_reject, name="release-reject"),
    path("qrc/desk/<int:pk>/samenvoegen/", releases.release_merge, name="release-merge"),
]

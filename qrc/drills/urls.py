from django.urls import path

from qrc.drills import links
from qrc.drills.views import answering, planning, results

# Links in messages are built from the PATH, without asking this table.
urlpatterns = [
    path("qrc/oefeningen/", planning.drill_list, name="drills"),
    path("qrc/oefeningen/nieuw/", planning.drill_new, name="drill-new"),
    path("qrc/oefeningen/ons/", answering.own, name="drills-own"),
    path("qrc/oefeningen/<int:pk>/", results.drill_detail, name="drill"),
    path("qrc/oefeningen/<int:pk>/export.csv", results.drill_export, name="drill-export"),
    path("qrc/oefeningen/<int:pk>/cap.xml", results.drill_cap, name="drill-cap"),
    path("qrc/oefeningen/<int:pk>/bewerken/", planning.drill_edit, name="drill-edit"),
    path("qrc/oefeningen/<int:pk>/goedkeuren/", planning.drill_approve, name="drill-approve"),
    path("qrc/oefeningen/<int:pk>/schrappen/", planning.drill_cancel, name="drill-cancel"),
    path("qrc/oefeningen/<int:pk>/gezien/", answering.seen, name="drill-seen"),
    path(f"{links.PATH}<str:token>", answering.answer, name="drill-answer"),
]

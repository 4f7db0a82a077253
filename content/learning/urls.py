from django.urls import path

from content.learning.views import catalogue, certificates, coordination, lessons, quizzes

PROOF = "getuigschrift/<uuid:pk>/"
urlpatterns = [
    path("leren/", catalogue.learning, name="learning"),
    path("leren/mijn/", catalogue.my_learning, name="my-learning"),
    path("leren/mijn/xapi.json", catalogue.my_statements, name="my-statements"),
    path("leren/boeken/", catalogue.book_list, name="books"),
    path("leren/boeken/<int:pk>/lezen/", catalogue.book_read, name="book-read"),
    path("leren/mijn-bestuur/", coordination.coordination, name="coordination"),
    path(
        "leren/mijn-bestuur/export.csv", coordination.coordination_export,
        name="coordination-export",
    ),
    path(
        "leren/mijn-bestuur/xapi.json", coordination.coordination_statements,
        name="coordination-statements",
    ),
    path("leren/traject/<slug:slug>/", catalogue.learning_path, name="learning-path"),
    path("leren/cursus/<int:pk>/starten/", catalogue.course_start, name="course-start"),
    path(
        "leren/cursus/<int:pk>/getuigschrift/", certificates.certificate_ask,
        name="certificate-ask",
    ),
    path("leren/les/<int:pk>/gelezen/", lessons.lesson_done, name="lesson-done"),
    path("leren/les/<int:pk>/film/<uuid:block>/", lessons.lesson_video, name="lesson-video"),
    path("leren/les/<int:pk>/toets/<uuid:block>/", quizzes.quiz_start, name="quiz-start"),
    path("leren/toets/<uuid:pk>/", quizzes.quiz, name="quiz"),
    path("leren/toets/<uuid:pk>/inleveren/", quizzes.quiz_hand_in, name="quiz-hand-in"),
    path("leren/toets/<uuid:pk>/resultaat/", quizzes.quiz_result, name="quiz-result"),
    path(PROOF, certificates.certificate, name="certificate"),
    path(f"{PROOF}getuigschrift.pdf", certificates.certificate_pdf, name="certificate-pdf"),
    path(f"{PROOF}tonen/", certificates.certificate_show, name="certificate-show"),
    path(f"{PROOF}badge/", certificates.badge_ask, name="badge-ask"),
    path(f"{PROOF}intrekken/", certificates.certificate_revoke, name="certificate-revoke"),
    path("badges/uitreiking/<uuid:pk>.jwt", certificates.badge, name="badge"),
    path("badges/ingetrokken.json", certificates.badge_revoked, name="badge-revoked"),
    path(
        "badges/prestatie/<uuid:key>.json", certificates.badge_achievement,
        name="badge-achievement",
    ),
]  # fmt: skip

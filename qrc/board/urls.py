from django.urls import path

from qrc.board import views

urlpatterns = [
    path("qrc/bord/", views.board, name="board"),
    path("qrc/bord/<int:pk>/", views.board_detail, name="board-detail"),
]

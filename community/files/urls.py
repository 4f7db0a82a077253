from django.urls import path

from community.files.views import files, looking_after, uploads

urlpatterns = [
    path("platform/bestanden/", looking_after.stored_files, name="stored-files"),
    path(
        "platform/bestanden/<uuid:key>/opnieuw/",
        looking_after.stored_file_again,
        name="stored-file-again",
    ),
    path("bestanden/opladen/", uploads.uploads, name="uploads"),
    path("bestanden/opladen/<uuid:key>/", uploads.upload, name="upload"),
    path("bestanden/<uuid:key>/", files.file, name="file"),
    path("bestanden/<uuid:key>/voorbeeld/", files.picture, name="file-picture"),
]

from django.urls import path

from community.conversations.views import blocking, reading, writing

urlpatterns = [
    path("berichten/", reading.conversations, name="conversations"),
    path("berichten/nieuw/", writing.message_new, name="message-new"),
    path("berichten/aantal/", reading.message_count, name="message-count"),
    path("berichten/geblokkeerd/", blocking.blocked, name="blocked"),
    path("berichten/geblokkeerd/<int:pk>/", blocking.block_person, name="block"),
    path("berichten/geblokkeerd/<int:pk>/opheffen/", blocking.unblock_person, name="unblock"),
    path("berichten/<int:pk>/", reading.conversation, name="conversation"),
    path("berichten/<int:pk>/schrijven/", writing.message_write, name="message-write"),
    path("berichten/<int:pk>/opbergen/", writing.conversation_archive, name="conversation-archive"),
    path("berichten/<int:pk>/verlaten/", writing.conversation_leave, name="conversation-leave"),
]

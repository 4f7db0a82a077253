"""The web process: HTTP through Django, the bell through Channels."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from vlavirgem.bodies import watched
from vlavirgem.serving import ready_to_serve

ready_to_serve()
http = watched(get_asgi_application())

from channels.auth import AuthMiddlewareStack  # noqa: E402 - needs the apps loaded
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from community.sockets import websocket_urls  # noqa: E402
from content.packages.sockets import not_for_packages  # noqa: E402

sockets = AuthMiddlewareStack(URLRouter(websocket_urls))

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": not_for_packages(AllowedHostsOriginValidator(sockets)),
    }
)

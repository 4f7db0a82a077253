"""One settings file for every place: whatever differs comes from the environment (.env.example)."""

from __future__ import annotations

from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from vlavirgem import environment as env
from vlavirgem import logs
from vlavirgem.editing import *  # noqa: F403 - Wagtail wants them all as settings
from vlavirgem.keys import field_encryption_keys, secret_key
from vlavirgem.schedule import SCHEDULE
from vlavirgem.servers import Servers
from vlavirgem.sign_in import *  # noqa: F403 - allauth wants them all as settings

ROOT = env.ROOT
env.read_dotenv(ROOT / ".env")
VAR_DIR = env.var_dir()
DEBUG = env.flag("DEBUG")
EMBEDDED = Servers(VAR_DIR)

SECRET_KEY = secret_key(VAR_DIR, debug=DEBUG)
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
FIELD_ENCRYPTION_KEYS = field_encryption_keys(VAR_DIR, debug=DEBUG)
SITE_URL = env.site_url()
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")

LOGGING = logs.configuration(env.text("LOG_FORMAT", "text"))

ROOT_URLCONF = "vlavirgem.urls"
ASGI_APPLICATION = "vlavirgem.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "vlavirgem",
    "content",
    "catalogue",
    "qrc",
    "community",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "notifications",
    "channels",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "health_check",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "content.packages.host.PackageHostMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vlavirgem.preferences.DutchFirstMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "vlavirgem.policy.PolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vlavirgem.devices.SparingSessionsMiddleware",
    "community.organisations.middleware.CurrentOrganisationMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vlavirgem.context.house",
            ],
            "builtins": ["vlavirgem.templatetags.house", "django.templatetags.i18n"],
        },
    }
]

# ── The real parts: PostgreSQL and Redis, embedded unless addresses are given ──────────
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(env.text("DATABASE_URL") or EMBEDDED.database_url())
}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
REDIS_URL = env.text("REDIS_URL") or EMBEDDED.redis_url()
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "vlavirgem"},
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "vlavirgem",
    }
}

CELERY_TIMEZONE = "Europe/Brussels"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task is only an alarm clock; rows hold the truth, so a lost one costs at most a sweep.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BEAT_SCHEDULE = SCHEDULE

# ── People ──────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
# Keys need https, but a developer's own machine has none.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# Whoever typed a code as its half minute ended still gets in (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
# QRC-redacteuren, redacteuren, helpdesk and platformbeheerders must use a second step.
MFA_REQUIRED_FOR_PLATFORM = not DEBUG

# ── Messages that leave the house ───────────────────────────────────────────────────────
EMAIL_URL = env.text("EMAIL_URL")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "VlaVirGem <noreply@vlavirgem.example>")
REPLY_DOMAIN, MAIL_IN_LISTEN = env.text("REPLY_DOMAIN"), env.text("MAIL_IN_LISTEN")
TWILIO = {
    "account_sid": env.text("TWILIO_ACCOUNT_SID"),
    "auth_token": env.text("TWILIO_AUTH_TOKEN"),
    "from": env.text("TWILIO_FROM"),
    "messaging_service_sid": env.text("TWILIO_MESSAGING_SERVICE_SID"),
    "api_base": env.text("TWILIO_API_BASE"),
}
MESSAGING_LEASE_SECONDS = env.number("MESSAGING_LEASE_SECONDS", 120)
SMS_MONTHLY_CAP = env.number("SMS_MONTHLY_CAP", 20_000)
SMS_CODES_DAILY_CAP = env.number("SMS_CODES_DAILY_CAP", 200)
SMS_COUNTRIES = env.names("SMS_COUNTRIES") or ["BE"]
QRC_ALLOWED_PRIVATE_HOSTS = env.text("QRC_ALLOWED_PRIVATE_HOSTS")
QRC_MAX_BYTES = env.number("QRC_MAX_BYTES", 25_000_000)
QRC_FETCH_SECONDS = env.number("QRC_FETCH_SECONDS", 60)
NVD_API_KEY = env.text("NVD_API_KEY")
QRC_SMS_ALONE, QRC_SMS_CENTS = env.number("QRC_SMS_ALONE", 200), env.number("QRC_SMS_CENTS", 8)
WEBHOOK_ALLOWED_PRIVATE_HOSTS = env.text("WEBHOOK_ALLOWED_PRIVATE_HOSTS")
XAPI_ENDPOINT, XAPI_KEY = env.text("XAPI_ENDPOINT"), env.text("XAPI_KEY")
XAPI_SECRET = env.text("XAPI_SECRET")
XAPI_ALLOWED_PRIVATE_HOSTS = env.text("XAPI_ALLOWED_PRIVATE_HOSTS")
METRICS_TOKEN = env.text("METRICS_TOKEN")
NOTIFICATIONS_NOTIFICATION_MODEL = "notifications.Notification"
DJANGO_NOTIFICATIONS_CONFIG = {"USE_JSONFIELD": True, "SOFT_DELETE": False}

# ── Language, files, Wagtail ────────────────────────────────────────────────────────────
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [ROOT / "site" / "vlavirgem" / "locale"]
TIME_ZONE = "Europe/Brussels"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
FILES_ROOT = VAR_DIR / "files"
# Without script a heap comes in one form; of more than 200 the form itself says so.
DATA_UPLOAD_MAX_NUMBER_FILES = 250
CLAMAV_URL = env.text("CLAMAV_URL")
PACKAGE_ORIGIN, PACKAGES_ROOT = env.package_origin(SITE_URL), VAR_DIR / "packages"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WAGTAILADMIN_BASE_URL = SITE_URL

# ── Safety ──────────────────────────────────────────────────────────────────────────────
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, SITE_URL.replace("http", "ws", 1)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

"""Every setting of Commensal, read from the environment.

A host needs to set nothing for a site on this machine alone, and one thing for a public one:
COMMENSAL_URL, the address people type. Everything that follows from it (allowed hosts, secure
cookies, HSTS) is derived here, so that forgetting a variable leaves the site closed, not open.
"""

import os
import sys
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from accounts.days import zone_names
from config.secrets import secret_kept_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def one_of(variable: str, choices: Collection[str], *, default: str) -> str:
    """Return what the variable says; refuse, by name, what is not among the choices."""
    value = env.str(variable, default=default)
    if value not in choices:
        known = ", ".join(sorted(choices)) if len(choices) < 10 else "names like Europe/Berlin"
        raise ImproperlyConfigured(f"{variable} is {value!r}. Choose from: {known}.")
    return value


# Everything written at run time lives here, readable by its owner alone: it is a diary.
os.umask(0o077)
VAR_DIR = Path(env.str("COMMENSAL_VAR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = env.bool("COMMENSAL_DEBUG", default=False)
SECRET_KEY = env.str("COMMENSAL_SECRET_KEY", default="") or secret_kept_in(VAR_DIR / "secret_key")

# Keys of people's notes, newest first; without any, one is made and kept in the file.
NOTE_KEYS = env.list("COMMENSAL_NOTE_KEYS", default=[])
NOTE_KEYS_FILE = VAR_DIR / "note_keys"

# --- Where the site is -----------------------------------------------------------------------

PUBLIC_URL = env.str("COMMENSAL_URL", default="http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(PUBLIC_URL)
if _address.scheme not in {"http", "https"} or not _address.hostname:
    raise ImproperlyConfigured(
        f"COMMENSAL_URL is {PUBLIC_URL!r}. It must be the whole public address, "
        "for example https://diary.example.org."
    )
IS_HTTPS = _address.scheme == "https"

ALLOWED_HOSTS = [
    _address.hostname,
    "127.0.0.1",
    "localhost",
    "[::1]",
    *env.list("COMMENSAL_ALLOWED_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if env.bool("COMMENSAL_BEHIND_PROXY", default=False):
    # Only a proxy that strips this header from strangers may be trusted with it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- The pieces ------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "accounts",
    "tracker",
    "journal",
    "insights",
    "exchange",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "lucide",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PersonsTimeZoneMiddleware",
    "config.middleware.AtomicWritesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["config.templatetags.commensal"],
        },
    }
]

# --- Keeping rows ----------------------------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'commensal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that tests can let threads race as they do in a server.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # Readers never wait for the writer (WAL); writers queue at the start of a transaction
    # instead of failing half-way through one (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by every worker, so that rate limits hold whichever of them answers.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
DATA_DIR = BASE_DIR / "data"
# Where help can be found, by country; a host may name a file of their own.
HELP_FILE = env.str("COMMENSAL_HELP_FILE", default="") or str(DATA_DIR / "help_places.csv")

# --- Signing in ------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "insights:today"
ACCOUNT_SIGNUP_REDIRECT_URL = "accounts:welcome"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupExtras"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# A host without a mail server can still let people in; one with it can ask for proof.
ACCOUNT_EMAIL_VERIFICATION = one_of(
    "COMMENSAL_EMAIL_VERIFICATION", {"none", "optional", "mandatory"}, default="none"
)
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Commensal: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _address.scheme
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A host without a mail server could otherwise offer neither passkeys nor codes.
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION != "mandatory"
MFA_TOTP_ISSUER = "Commensal"
# Browsers treat localhost as safe for passkeys although it is not HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
SIGNUP_OPEN = env.bool("COMMENSAL_SIGNUP_OPEN", default=True)

# --- Mail ------------------------------------------------------------------------------------

# Without a mail server, messages land in files the host can read instead of being lost.
CAN_SEND_MAIL = bool(env.str("COMMENSAL_EMAIL_URL", default=""))
if CAN_SEND_MAIL:
    vars().update(env.email_url("COMMENSAL_EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
# A mail server that no longer answers must not hold a page or a run of mails for ever.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str(
    "COMMENSAL_FROM_EMAIL", default=f"Commensal <no-reply@{_address.hostname}>"
)

# --- Words, days and files -------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# What a new person gets when their browser does not say where they are.
DEFAULT_PERSON_TIME_ZONE = one_of("COMMENSAL_TIME_ZONE", zone_names(), default="UTC")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
# Scripts made here rather than kept in git: the one that draws charts (config/chart_bundle.py).
BUILT_DIR = VAR_DIR / "built"
BUILT_DIR.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", BUILT_DIR]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR_DIR / "media"

# --- The API ---------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "accounts.tokens.TokenScopePermission",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.CarefulJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "LIST_SERIALIZER_ERRORS_AS_DICT": True,
    # `?format=` belongs to the export.
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "config.api_errors.Errors"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Commensal",
    "VERSION": "1",
    "DESCRIPTION": (
        "What you eat for your gut and how you feel. Diet is one modulating factor among many; "
        "nothing here is a diagnosis or a treatment, and a link is not proof."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        name: f"drf_standardized_errors.openapi_serializers.{name}.choices"
        for name in (
            "ValidationErrorEnum",
            "ClientErrorEnum",
            "ServerErrorEnum",
            *(f"ErrorCode{code}Enum" for code in (401, 403, 404, 405, 406, 415, 429, 500)),
        )
    },
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
}

# --- Telling the host ------------------------------------------------------------------------

LOG_LEVEL = one_of(
    "COMMENSAL_LOG_LEVEL", {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}, default="INFO"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # It warns of every HEAD request, which Django answers like a GET.
    "loggers": {"gunicorn.http.wsgi": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}

TESTING = "pytest" in sys.modules
if TESTING:
    # Tests must not depend on what was collected, nor spend their time hashing passwords.
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    STATIC_ROOT.mkdir(exist_ok=True)
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    CAN_SEND_MAIL = True
    NOTE_KEYS = ["ZmFrZSBrZXkgZm9yIHRlc3RzIG9ubHksIDMyIGJ5dGU="]

"""Django's settings, made from the environment. `.env.example` explains what an operator may set."""

from pathlib import Path
from urllib.parse import urlsplit

from centralita.config import databases, keys
from centralita.config.environment import Environment
from centralita.kit.storage import FolderStorage, S3Storage, Storage

ENVIRONMENT = Environment.read()
PRODUCTION = ENVIRONMENT.production
PACKAGE = Path(__file__).resolve().parent.parent
PUBLIC = urlsplit(ENVIRONMENT.public_url)
SECURE = PUBLIC.scheme == "https"
SIGNER = keys.signer(ENVIRONMENT)
CIPHER = keys.cipher(ENVIRONMENT)

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = keys.derive_texts("django", ENVIRONMENT)
# The last three are the machine itself, where health and metrics are asked for. No link is made of a host.
ALLOWED_HOSTS = [
    *ENVIRONMENT.allowed_hosts,
    PUBLIC.hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]

ROOT_URLCONF = "centralita.config.urls"
WSGI_APPLICATION = "centralita.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "allauth.headless",
    "centralita.identity.accounts",
    "centralita.identity.organizations",
    "centralita.identity.gate",
    "centralita.identity.audit",
    "centralita.identity.keys",
    "centralita.identity.mail",
    "centralita.identity.sign_in",
    "centralita.ledger.events",
    "centralita.ledger.usage",
    "centralita.studio.business",
    "centralita.studio.knowledge",
    "centralita.studio.agents",
    "centralita.studio.tools",
    "centralita.studio.prompts",
    "centralita.studio.language_models",
    "centralita.studio.voice_accounts",
    "centralita.studio.voices",
    "centralita.studio.sandbox",
    "centralita.studio.deployments",
    "centralita.studio.proof",
    "centralita.studio.experiments",
    "centralita.studio.scenarios",
    "centralita.studio.beginnings",
    "centralita.studio.saved_templates",
    "centralita.studio.gallery",
    "centralita.studio.imports",
    "centralita.studio.translation",
    "centralita.operations.channels",
    "centralita.operations.conversations",
    "centralita.operations.compliance",
    "centralita.operations.contacts",
    "centralita.operations.numbers",
    "centralita.operations.calls",
    "centralita.operations.campaigns",
    "centralita.insight.metrics",
    "centralita.insight.paths",
    "centralita.config.references",
]

MIDDLEWARE = [
    "centralita.config.middleware.RequestContextMiddleware",
    "centralita.config.middleware.SecurityHeadersMiddleware",
    "centralita.config.middleware.ReadableAddressMiddleware",
    "centralita.config.static_files.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centralita.config.middleware.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "centralita.identity.sign_in.activity.SessionActivityMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {"default": databases.connection(ENVIRONMENT)}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.redis_url}
    if ENVIRONMENT.redis_url
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # Limits are kept here: with Django's 300 entries, attempts from many addresses would push out the count of
        # those on one account.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
# Sessions live in the cache store when there is a fast one; the default cache is already the database.
SESSION_ENGINE = (
    "django.contrib.sessions.backends.cached_db"
    if ENVIRONMENT.redis_url
    else "django.contrib.sessions.backends.db"
)
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "centralita.config.problems.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
if ENVIRONMENT.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- who ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# The door across organizations asks for a second step, except while one tries things out.
PLATFORM_NEEDS_TWO_STEP = PRODUCTION
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "centralita.identity.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # Ten wrong passwords a minute from one address, and at most 90 a day against one account.
    "login_failed": "10/m/ip,5/5m/key,90/d/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/h/ip",
    "confirm_email": "5/10m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "request_login_code": "20/h/ip,5/h/key",
    # No sign-in, but by the same counter: numbers entered on the page to be called no more.
    "opt_out": "10/m/ip,60/h/ip",
}
MFA_ADAPTER = "centralita.identity.sign_in.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Centralita"
# A telephone's clock may be half a minute off; a code still works once.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "centralita.identity.sign_in.adapter.SessionsAdapter"
SOCIALACCOUNT_ADAPTER = "centralita.identity.sign_in.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = databases.social_providers()

HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser", "app")
HEADLESS_TOKEN_STRATEGY = "allauth.headless.tokens.strategies.jwt.JWTTokenStrategy"  # noqa: S105
HEADLESS_JWT_ALGORITHM = "HS256"
HEADLESS_JWT_PRIVATE_KEY = keys.derive_texts("jwt", ENVIRONMENT)[0]
HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED = True
HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = 300
HEADLESS_JWT_REFRESH_TOKEN_EXPIRES_IN = 24 * 3600
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{ENVIRONMENT.public_url}/verify-email?key={{key}}",
    "account_reset_password": f"{ENVIRONMENT.public_url}/forgot-password",
    "account_reset_password_from_key": f"{ENVIRONMENT.public_url}/reset-password?key={{key}}",
    "account_signup": f"{ENVIRONMENT.public_url}/sign-up",
    "socialaccount_login_error": f"{ENVIRONMENT.public_url}/sign-in?error=provider",
}

# --- mail --------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SERVER_EMAIL = ENVIRONMENT.mail_from
locals().update(databases.mail(ENVIRONMENT))

# --- words and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("pt", "Português")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "centralita.config.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGE: Storage = (
    S3Storage(ENVIRONMENT.bucket) if ENVIRONMENT.bucket else FolderStorage(ENVIRONMENT.home / "files")
)

LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = ["account.W001", "urls.W002"]

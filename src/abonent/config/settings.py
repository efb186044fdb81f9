"""Settings of the product. What differs by machine comes from `ABONENT_HOME/abonent.toml` or the environment."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from abonent.config.database import database_settings
from abonent.config.home import CHECKOUT, home, secret_key, setting

HOME = home()
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = secret_key()
# The moment of which this installation is a practice copy; empty for the product itself.
PRACTICE_OF = str(setting("practice_of", ""))
# The address under which a proxy serves the practice copy; empty: the product's own host at the port that the supervisor took.
PRACTICE_ADDRESS = str(setting("practice_address", ""))
DEBUG = setting("debug", "") in ("1", "true", True)
ALLOWED_HOSTS = str(setting("hosts", "localhost,127.0.0.1,[::1],testserver")).split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("*", "testserver")]

FOLDERS = [
    "kit",
    "ui",
    "organisation",
    "access",
    "company",
    "runs",
    "imports",
    "customers",
    "correspondence",
    "external_lists",
    "catalog",
    "editions",
    "ledger",
    "charges",
    "stock",
    "payment_orders",
    "subscriptions",
    "distribution",
    "billing",
    "service",
    "reporting",
    "connectors.camt",
    "connectors.einvoices",
    "connectors.jpk",
    "connectors.pain",
    "connectors.autogiro",
    "connectors.sie",
    "connectors.voucher_csv",
    "connectors.line_files",
    "connectors.mt940",
    "connectors.bgmax",
    "connectors.ktl",
    "connectors.tito",
    "connectors.ocr_no",
    "connectors.bank_csv",
    "connectors.registers",
    "connectors.smtp",
    "desk",
    "manual",
    "practice",
    "simulation",
    "config",
]

INSTALLED_APPS = [
    *[f"abonent.{folder}" for folder in FOLDERS if (PACKAGE / folder.replace(".", "/") / "apps.py").exists()],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "abonent.kit.once.OnceAPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "abonent.access.middleware.ViewingMiddleware",
    "abonent.access.middleware.ReaderMiddleware",
    "abonent.access.middleware.PermissionMiddleware",
    "abonent.customers.middleware.ReachMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "abonent.ui.security.ContentSecurityPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "abonent.config.urls"
WSGI_APPLICATION = "abonent.config.wsgi.application"
DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

_LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "abonent.ui.context.frame",
                "abonent.config.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"

AUTH_USER_MODEL = "access.StaffUser"
AUTHENTICATION_BACKENDS = ["abonent.access.backend.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "abonent.access.adapter.StaffAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("sv", _("Swedish")), ("fi", _("Finnish")), ("pl", _("Polish")), ("hu", _("Hungarian"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

FRONTEND_DIR = CHECKOUT / "var" / "frontend" if (CHECKOUT / "pyproject.toml").exists() else HOME / "frontend"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [FRONTEND_DIR]
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = HOME / "files"
# Hosts of the house's own network that imports may ask, by name.
IMPORT_HOSTS = [host.strip() for host in str(setting("import_hosts", "")).split(",") if host.strip()]
# Where other systems hand files in; each source has a folder of its own in it.
DROP_FOLDER = Path(str(setting("drop_folder", HOME / "drop"))).expanduser()
# The mail server of the house: smtp://, smtp+starttls:// or smtps://, with user and password where it wants them.
MAIL_SERVER = str(setting("mail_server", ""))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "abonent.ui.staticfiles.FingerprintedStorage"},
}

if PRACTICE_OF:
    # Both are served by one machine, perhaps under one name: neither may end the other's sessions. From here nothing is sent, and the
    # files that other systems hand in are the product's.
    DROP_FOLDER = HOME / "drop"
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "practice_sessionid", "practice_csrftoken"
    MAIL_SERVER = ""
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FORM_RENDERER = "abonent.ui.forms.Renderer"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CREATED_AT_FUNCTION = "abonent_now()"

# One thread a worker process; a job is a batch.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"listen_notify": True, "concurrency": 2}

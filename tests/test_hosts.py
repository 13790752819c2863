"""Which names an installation answers to in production."""

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import django
django.setup()
from django.test import RequestFactory
for host in ("chat.example.com", "other.example.com", "127.0.0.1:8000", "localhost:8000", "[::1]:8000", "evil.example"):
    try:
        RequestFactory().get("/healthz", HTTP_HOST=host).get_host()
    except Exception as error:
        print(host, type(error).__name__)
"""


def test_its_own_names_and_the_machine_itself_for_health_and_metrics(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "centralita.config.settings",
        "CENTRALITA_ENV": "production",
        "CENTRALITA_HOME": str(tmp_path),
        "CENTRALITA_PUBLIC_URL": "https://chat.example.com",
        "CENTRALITA_ALLOWED_HOSTS": "other.example.com",
        "CENTRALITA_SECRET_KEY": "qX3v9T7rLw2Zk8Nf5Bh1Jd6Gs4Pc0Ym-aEuIoVtRzQ_WxK",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split("\n") == ["evil.example DisallowedHost", ""]

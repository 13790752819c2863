"""Where mail goes while no mail service is configured: the console and the developer mail page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from centralita.identity.mail.models import DeveloperMail
from centralita.kit.logs import get_logger

KEPT = 200

logger = get_logger(__name__)


class DeveloperBackend(BaseEmailBackend):
    """Keeps the last messages in the database and prints each."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            DeveloperMail.objects.create(
                recipients=", ".join(message.recipients()),
                subject=str(message.subject),
                text=str(message.body),
            )
            logger.info("mail_kept", to=message.recipients(), subject=message.subject, text=str(message.body))
        old = DeveloperMail.objects.order_by("-id").values_list("id", flat=True)[KEPT : KEPT + 1]
        if old:
            DeveloperMail.objects.filter(id__lte=old[0]).delete()
        return len(email_messages)

"""The installation's mail, for the live plane: handed over on a thread, for mail services are waited for."""

import asyncio
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import DatabaseError, close_old_connections

from centralita.identity.mail.letters import Letter
from centralita.kit.logs import get_logger
from centralita.live.messages import MailFailed

_SECONDS = 20.0
log = get_logger(__name__)


class InstalledMail:
    """Sends as sign-in codes and invitations are sent."""

    async def send(self, *, to: str, reply_to: str, subject: str, text: str, language: str) -> None:
        """Hand it over. Raises MailFailed."""
        message = Letter(subject, text, language).message(to)
        message.reply_to = [reply_to] if reply_to else []
        try:
            async with asyncio.timeout(_SECONDS):
                await asyncio.to_thread(_send, message)
        except TimeoutError:
            raise MailFailed from None


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError, DatabaseError, ValueError) as error:
        log.warning("tool_mail_failed", error=type(error).__name__)
        raise MailFailed from None
    finally:
        close_old_connections()

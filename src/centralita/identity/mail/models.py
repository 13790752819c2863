"""Mail that had nowhere to go: kept for the developer mail page while no mail service is configured."""

from django.db import models


class DeveloperMail(models.Model):
    """One message, as it would have been sent."""

    sent_at = models.DateTimeField(auto_now_add=True)
    recipients = models.TextField()
    subject = models.TextField()
    text = models.TextField()

    class Meta:
        db_table = "developer_mail"
        indexes = [models.Index(fields=["-sent_at"], name="developer_mail_sent")]

"""People."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from centralita.kit.ids import new_id


class UserManager(BaseUserManager["User"]):
    """How people are made; e-mail addresses are kept lowered, so that one address is one person."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. Shared by all organizations; what they may do is in their memberships."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    theme = models.CharField(max_length=8, default="system")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_super_admin = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(theme__in=["system", "light", "dark"]), name="account_theme"
            ),
            # One address is one person, however it is typed.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lowered"),
        ]

    def get_full_name(self) -> str:
        return self.name or self.email

"""A place for files: a folder, or a bucket that speaks S3."""

from centralita.kit.storage.files import MalformedKey, Stat, Storage, StorageAway, Stored, checked
from centralita.kit.storage.folder import FolderStorage
from centralita.kit.storage.memory import MemoryStorage
from centralita.kit.storage.s3 import Bucket, S3Storage

__all__ = [
    "Bucket",
    "FolderStorage",
    "MalformedKey",
    "MemoryStorage",
    "S3Storage",
    "Stat",
    "Storage",
    "StorageAway",
    "Stored",
    "checked",
]

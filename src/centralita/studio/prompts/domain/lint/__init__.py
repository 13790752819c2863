"""What is wrong with a prompt before a model reads it: rules that give the same finding for the same text."""

from centralita.studio.prompts.domain.lint.finding import Finding, Severity
from centralita.studio.prompts.domain.lint.rules import Subject, lint

__all__ = ["Finding", "Severity", "Subject", "lint"]

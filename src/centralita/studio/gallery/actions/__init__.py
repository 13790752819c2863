"""What organizations and super admins do with the gallery."""

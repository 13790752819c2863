"""The area of super admins: across organizations, through a door of its own that tells every visit."""

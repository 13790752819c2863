"""The rules of organizations that need no database: colours, images, roles."""

"""What ships: a folder for each template, and the industries."""

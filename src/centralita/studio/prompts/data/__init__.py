"""Words of prompts that ship."""

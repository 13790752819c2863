"""What an agent of a shipped template begins with besides its draft: tools that wait for their address, and scenarios."""

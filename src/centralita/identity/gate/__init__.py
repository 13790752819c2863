"""The edge of the control plane: who calls, for whom, whether they may, and one transaction."""

"""Quick Responsive Community: advisories in, warnings out."""

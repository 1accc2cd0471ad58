"""Evidence out, and evidence checked."""

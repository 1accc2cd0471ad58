"""Container parsing for pictures, sound and films: what a header says, and nothing decoded."""

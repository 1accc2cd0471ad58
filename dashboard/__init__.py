"""The pages that show what left each device, to whom, and when."""

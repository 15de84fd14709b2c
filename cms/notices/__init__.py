"""Letters to the people of the desk."""

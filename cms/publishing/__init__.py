"""From publishing a page to the snapshot that the build reads: live pages, documents, media, units."""

"""One port for everything, on one machine: the sites by hostname, the search API, and the desk."""

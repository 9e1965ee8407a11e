"""Every read that a page, the API or an export needs. The first parameter says who is looking."""

"""Forms: the shape of what is posted and the validity of single fields. Rules are asked by the actions."""

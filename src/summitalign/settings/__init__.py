"""What a project sets once, in a file, in place of options: the keys there are, and reading them."""

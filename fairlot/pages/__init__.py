"""Pages: what a command's answer looks like on the terminal."""

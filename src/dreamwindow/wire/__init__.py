"""What travels between the server and those who look: the binary header and the JSON messages."""

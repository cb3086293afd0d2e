"""What has been made: every picture in the folders that we are shown, catalogued and found again."""

"""What Word, Excel and PowerPoint files have in common: packages of XML, and the places in it that hold words."""

"""Chinese characters, as a class for regular expressions."""

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""What stands between the brackets of `[...]`."""

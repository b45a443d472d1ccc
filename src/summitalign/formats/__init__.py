"""Reading texts that stand inside of other files: notebooks, catalogues of translations, pages."""

"""Proposes entries for a glossary: names that documents have in a wrong form."""

"""Glossary files: read and checked with the place of every fault, and edited without touching the rest."""

"""The language server: findings, fixes and originals in an editor; the only place that knows pygls."""

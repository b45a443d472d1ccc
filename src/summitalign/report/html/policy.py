"""What a browser may load on behalf of a page: the site's own files, and nothing else from anywhere."""

_RULES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    # No text becomes markup or code: the one policy makes the addresses of the site's own data files.
    "require-trusted-types-for 'script'",
    "trusted-types summitalign",
)
POLICY = "; ".join(_RULES)
"""The Content-Security-Policy of every page."""
SERVED_POLICY = "; ".join((*_RULES, "connect-src 'self'"))
"""The same for a page from a server on this machine, which tells the page when it has changed."""

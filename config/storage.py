"""How static files are kept for the web server: compressed, and named after what they hold."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django can rewrite imports everywhere or nowhere; other people's scripts do not survive it.
IMPORTS_OF_OUR_MODULES = (
    "js/*.js",
    ((r"""(?P<matched>from "(?P<url>\./[^"]+)";)""", 'from "%(url)s";'),),
)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our own script modules to the hashed names."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, IMPORTS_OF_OUR_MODULES)

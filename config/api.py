"""What all of API version 1 shares."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Pages of 50 rows; a client may ask for up to 500."""

    page_size_query_param = "page_size"
    max_page_size = 500

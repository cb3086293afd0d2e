"""The library over HTTP: sessions and their pictures, what is said of them, what is found."""

from dreamwindow.server.routes.library import annotations, dreaming, export, films, images, search, sessions

routers = (
    sessions.router,
    images.router,
    annotations.router,
    dreaming.router,
    search.router,
    export.router,
    films.router,
)

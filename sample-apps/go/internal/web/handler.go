// Package web is the HTTP face of the service.
package web

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"stagebench.example/goapp/internal/catalog"
)

// NewHandler returns the whole service; client makes its outgoing requests.
func NewHandler(client *http.Client) http.Handler {
	router := chi.NewRouter()
	router.Use(middleware.Recoverer)
	router.Get("/health", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, about()) })
	router.Get("/work", work)
	router.Get("/fetch", fetch(client))
	router.Get("/pages/{name}", page)
	return router
}

func work(w http.ResponseWriter, _ *http.Request) {
	result, err := catalog.Work()
	if err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	answer(w, http.StatusOK, result)
}

func page(w http.ResponseWriter, r *http.Request) {
	html, err := catalog.Render(chi.URLParam(r, "name"))
	if err != nil {
		fail(w, http.StatusNotFound, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if _, err := w.Write(html); err != nil {
		slog.Warn("answer not sent", "error", err)
	}
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		slog.Warn("answer not sent", "error", err)
	}
}

func fail(w http.ResponseWriter, status int, err error) {
	answer(w, status, map[string]string{"error": err.Error()})
}

// Command api takes orders over HTTP.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"stagebench.example/orders/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	orders, err := store.Open(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer orders.Close()

	port := os.Getenv("PORT")
	if port == "" {
		port = "8090"
	}
	server := &http.Server{Addr: net.JoinHostPort(os.Getenv("HOST"), port), Handler: routes(orders)}
	go func() {
		<-ctx.Done()
		_ = server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}

func routes(orders *store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		added, err := orders.Add(r.Context(), "a health check")
		if err == nil {
			added, err = orders.Find(r.Context(), added.ID)
		}
		if err != nil {
			log.Print(err)
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"state": "ok", "order": added})
	})
	return mux
}

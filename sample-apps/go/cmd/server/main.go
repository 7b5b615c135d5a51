// Command server answers over HTTP until it is told to stop.
package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"stagebench.example/goapp/internal/web"
)

func main() {
	if err := run(); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	server := &http.Server{
		Addr:              address(os.Getenv),
		Handler:           web.NewHandler(&http.Client{Timeout: 10 * time.Second}),
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.Info("listening", "address", server.Addr)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// address is where to listen: on all addresses unless told otherwise, because in a network of its own that is how a
// container is reached.
func address(getenv func(string) string) string {
	return net.JoinHostPort(cmp.Or(getenv("HOST"), "0.0.0.0"), cmp.Or(getenv("PORT"), "8080"))
}

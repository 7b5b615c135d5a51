// Command worker removes old orders, once.
package main

import (
	"context"
	"log"
	"os"

	"stagebench.example/orders/internal/store"
)

func main() {
	ctx := context.Background()
	orders, err := store.Open(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer orders.Close()
	forgotten, err := orders.Forget(ctx)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("removed %d orders", forgotten)
}

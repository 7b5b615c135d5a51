// Package store keeps orders in PostgreSQL.
package store

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"

	_ "github.com/lib/pq"
)

//go:embed schema.sql
var schema string

type Store struct{ db *sql.DB }

type Order struct {
	ID   int64  `json:"id"`
	Item string `json:"item"`
}

// Open connects and brings the tables up to date.
func Open(ctx context.Context, url string) (*Store, error) {
	db, err := sql.Open("postgres", url)
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, schema); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("migrate: %w", err)
	}
	return &Store{db}, nil
}

func (s *Store) Close() { _ = s.db.Close() }

func (s *Store) Add(ctx context.Context, item string) (Order, error) {
	return s.one(ctx, "insert into orders (item) values ($1) returning id, item", item)
}

func (s *Store) Find(ctx context.Context, id int64) (Order, error) {
	return s.one(ctx, "select id, item from orders where id = $1", id)
}

// Forget removes what is older than an hour and says how many there were.
func (s *Store) Forget(ctx context.Context) (int64, error) {
	result, err := s.db.ExecContext(ctx, "delete from orders where made < now() - interval '1 hour'")
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (s *Store) one(ctx context.Context, query string, arguments ...any) (Order, error) {
	var found Order
	err := s.db.QueryRowContext(ctx, query, arguments...).Scan(&found.ID, &found.Item)
	return found, err
}

// Command small compresses what it reads: enough for a compiler to have work that a cache saves.
package main

import (
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

func main() {
	to, err := zstd.NewWriter(os.Stdout)
	if err != nil {
		panic(err)
	}
	if _, err := io.Copy(to, os.Stdin); err != nil {
		panic(err)
	}
	if err := to.Close(); err != nil {
		panic(err)
	}
}

package catalog

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/klauspost/compress/zstd"
)

// Result depends only on the sources and the pinned modules.
type Result struct {
	Pages           []Page `json:"pages"`
	HTMLBytes       int    `json:"html_bytes"`
	CompressedBytes int    `json:"compressed_bytes"`
	SHA256          string `json:"sha256"`
	TrustedRoots    bool   `json:"trusted_roots"`
}

// Page is one rendered page; its ID is derived from its HTML.
type Page struct {
	Name string    `json:"name"`
	ID   uuid.UUID `json:"id"`
}

// Work renders, names and compresses every page. It fails where the image holds no CA certificates.
func Work() (Result, error) {
	if err := checkTrustedRoots(); err != nil {
		return Result{}, err
	}
	names, err := Names()
	if err != nil {
		return Result{}, err
	}
	result := Result{TrustedRoots: true}
	var all bytes.Buffer
	for _, name := range names {
		html, err := Render(name)
		if err != nil {
			return Result{}, err
		}
		all.Write(html)
		result.Pages = append(result.Pages, Page{name, uuid.NewSHA1(uuid.NameSpaceURL, html)})
	}
	compressed, err := roundTrip(all.Bytes())
	if err != nil {
		return Result{}, err
	}
	sum := sha256.Sum256(all.Bytes())
	result.HTMLBytes, result.CompressedBytes, result.SHA256 = all.Len(), len(compressed), hex.EncodeToString(sum[:])
	return result, nil
}

func checkTrustedRoots() error {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return fmt.Errorf("CA certificates: %w", err)
	}
	// Where no bundle is found Go reports no error, only a pool that trusts nobody.
	if pool.Equal(x509.NewCertPool()) {
		return errors.New("CA certificates: none found")
	}
	return nil
}

func roundTrip(data []byte) ([]byte, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	compressed := encoder.EncodeAll(data, nil)
	restored, err := decoder.DecodeAll(compressed, nil)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(restored, data) {
		return nil, errors.New("what was compressed is not what was restored")
	}
	return compressed, nil
}

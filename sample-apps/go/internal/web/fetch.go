package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
)

const fetchLimit = 1 << 20

type fetchAnswer struct {
	Status int    `json:"status"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// fetch asks another service over TLS, so the image must hold CA certificates that the client can find.
func fetch(client *http.Client) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		target, err := url.Parse(r.URL.Query().Get("url"))
		if err != nil || target.Scheme != "https" || target.Host == "" {
			fail(w, http.StatusBadRequest, errors.New("url must be an https address"))
			return
		}
		request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, target.String(), nil)
		if err != nil {
			fail(w, http.StatusBadRequest, err)
			return
		}
		response, err := client.Do(request)
		if err != nil {
			fail(w, http.StatusBadGateway, err)
			return
		}
		defer response.Body.Close()
		body, err := io.ReadAll(io.LimitReader(response.Body, fetchLimit))
		if err != nil {
			fail(w, http.StatusBadGateway, err)
			return
		}
		sum := sha256.Sum256(body)
		answer(w, http.StatusOK, fetchAnswer{response.StatusCode, len(body), hex.EncodeToString(sum[:])})
	}
}

package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"testing"
)

func get(t *testing.T, client *http.Client, target string) (int, map[string]any) {
	t.Helper()
	recorder := httptest.NewRecorder()
	NewHandler(client).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, target, nil))
	var answer map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v in %s", err, recorder.Body)
	}
	return recorder.Code, answer
}

func TestHealthNamesTheAppItsVersionAndTheRuntime(t *testing.T) {
	status, answer := get(t, nil, "/health")
	if status != http.StatusOK || answer["app"] != "go" || answer["version"] != version || answer["runtime"] != runtime.Version() {
		t.Errorf("%d %v", status, answer)
	}
}

func TestWorkAnswers(t *testing.T) {
	if status, answer := get(t, nil, "/work"); status != http.StatusOK || answer["trusted_roots"] != true {
		t.Errorf("%d %v", status, answer)
	}
}

func TestFetchTrustsOnlyKnownRoots(t *testing.T) {
	other := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("hello"))
	}))
	defer other.Close()
	target := "/fetch?url=" + url.QueryEscape(other.URL)

	status, answer := get(t, other.Client(), target)
	if status != http.StatusOK || answer["bytes"] != 5.0 {
		t.Errorf("with its root: %d %v", status, answer)
	}
	if status, answer := get(t, &http.Client{}, target); status != http.StatusBadGateway {
		t.Errorf("without its root: %d %v", status, answer)
	}
}

func TestFetchRefusesWhatIsNotHTTPS(t *testing.T) {
	for _, target := range []string{"", "http://example.org", "file:///etc/passwd", "https://"} {
		if status, _ := get(t, nil, "/fetch?url="+url.QueryEscape(target)); status != http.StatusBadRequest {
			t.Errorf("%q: %d", target, status)
		}
	}
}

func TestAnUnknownPageIsNotFound(t *testing.T) {
	if status, _ := get(t, nil, "/pages/nothing"); status != http.StatusNotFound {
		t.Errorf("got %d", status)
	}
}

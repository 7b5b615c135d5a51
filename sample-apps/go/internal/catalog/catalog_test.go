package catalog

import (
	"reflect"
	"strings"
	"testing"
)

func TestAPageIsRendered(t *testing.T) {
	html, err := Render("layers")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1", "<td>the distribution</td>", `class="footnotes"`} {
		if !strings.Contains(string(html), want) {
			t.Errorf("no %q in %s", want, html)
		}
	}
}

func TestAnUnknownPageIsAnError(t *testing.T) {
	if _, err := Render("../catalog"); err == nil {
		t.Error("rendered a page that does not exist")
	}
}

func TestWorkAnswersTheSameEveryTime(t *testing.T) {
	first, err := Work()
	if err != nil {
		t.Fatal(err)
	}
	second, err := Work()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Errorf("%+v, then %+v", first, second)
	}
	if !first.TrustedRoots || len(first.Pages) != 2 {
		t.Errorf("unexpected %+v", first)
	}
}

func TestWithoutCertificatesWorkFails(t *testing.T) {
	// The pool is loaded once per process, so a separate one is asked.
	if inChild(t) {
		if _, err := Work(); err == nil || !strings.Contains(err.Error(), "none found") {
			t.Fatalf("got %v", err)
		}
		return
	}
	runInChild(t, "SSL_CERT_FILE=/nonexistent", "SSL_CERT_DIR=/nonexistent")
}

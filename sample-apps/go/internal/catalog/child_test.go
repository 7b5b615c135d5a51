package catalog

import (
	"os"
	"os/exec"
	"testing"
)

const childMark = "CATALOG_TEST_CHILD=1"

func inChild(t *testing.T) bool {
	t.Helper()
	return os.Getenv("CATALOG_TEST_CHILD") == "1"
}

// runInChild runs the calling test again in a process of its own, with more environment.
func runInChild(t *testing.T, environment ...string) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	command.Env = append(append(os.Environ(), childMark), environment...)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
}

package web

import "runtime"

const version = "1.0.0"

// revision is shown by /health, so that a running service tells which sources it was built from.
const revision = "unedited"

type aboutAnswer struct {
	App      string `json:"app"`
	Version  string `json:"version"`
	Runtime  string `json:"runtime"`
	Revision string `json:"revision"`
}

func about() aboutAnswer {
	return aboutAnswer{App: "go", Version: version, Runtime: runtime.Version(), Revision: revision}
}

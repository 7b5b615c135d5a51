// Package catalog holds the pages of the service and what can be done with them.
package catalog

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

//go:embed pages/*.md
var pages embed.FS

var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))

// Names lists the pages in alphabetical order.
func Names() ([]string, error) {
	entries, err := fs.ReadDir(pages, "pages")
	if err != nil {
		return nil, err
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = strings.TrimSuffix(entry.Name(), ".md")
	}
	return names, nil
}

// Render returns the HTML of one page.
func Render(name string) ([]byte, error) {
	source, err := pages.ReadFile(path.Join("pages", name+".md"))
	if err != nil {
		return nil, fmt.Errorf("no page named %q", name)
	}
	var html bytes.Buffer
	if err := markdown.Convert(source, &html); err != nil {
		return nil, fmt.Errorf("page %q: %w", name, err)
	}
	return html.Bytes(), nil
}

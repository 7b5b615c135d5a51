package main

import "testing"

func TestAddress(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{}, "0.0.0.0:8080"},
		{map[string]string{"PORT": "9000"}, "0.0.0.0:9000"},
		{map[string]string{"HOST": "127.0.0.1", "PORT": "9000"}, "127.0.0.1:9000"},
		{map[string]string{"HOST": "", "PORT": ""}, "0.0.0.0:8080"},
		{map[string]string{"HOST": "::1"}, "[::1]:8080"},
	} {
		if got := address(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%v listens on %s, want %s", test.env, got, test.want)
		}
	}
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// reply is what a route of the console answers where it refuses nothing.
type reply struct {
	// Goes out as JSON; nil: no body.
	json any
	// Says that it is JSON. Some routes do not, and Go's server then takes it for plain text.
	typed   bool
	cookies []*http.Cookie
}

// route answers one path; `who` is nil where it asks for no session. It runs under the satellite's lock.
type route func(r *http.Request, who *account) (reply, error)

// needs is what a route of the web app's asks for first, in the order of the bits.
type needs int

const (
	aSession needs = 1 << iota
	aCSRFToken
	// Counts as a request to sign in, of which there may be too many.
	aSignIn
	nothing needs = 0
)

// refuse is for a text that the console says in these words.
func refuse(status int, format string, args ...any) error {
	return &refusal{status, fmt.Sprintf(format, args...)}
}

// noRows is what the console says of a session, a project or an API key that it does not know.
const noRows = "console service: sql: no rows in result set"

// console is the HTTP of its two APIs: the web app's, below /api/v0, and the generated one, below /public/v1 and also
// below /api/v0. What neither knows is the web app's page, and never a 404.
func (s *satellite) console() http.Handler {
	generated := http.NewServeMux()
	generated.HandleFunc("/", webPage)
	for pattern, answer := range map[string]route{
		"GET /projects/{$}":               s.generatedProjects,
		"GET /projects/apikeys/{project}": s.generatedKeys,
		"POST /apikeys/create":            s.generatedCreate,
		"DELETE /apikeys/delete/{id}":     s.generatedDelete,
	} {
		generated.HandleFunc(pattern, s.forGenerated(answer))
	}

	all := http.NewServeMux()
	all.HandleFunc("/", webPage)
	all.Handle("/public/v1/", http.StripPrefix("/public/v1", generated))
	all.Handle("/api/v0/", http.StripPrefix("/api/v0", generated))
	for _, of := range []struct {
		pattern string
		needs   needs
		answer  route
	}{
		{"GET /api/v0/config", nothing, s.getConfig},
		{"POST /api/v0/auth/token", aCSRFToken | aSignIn, s.signInWithPassword},
		{"POST /api/v0/auth/token-by-api-key", aSignIn, s.signInWithRESTKey},
		{"POST /api/v0/auth/refresh-session", aSession | aCSRFToken, s.refreshSession},
		{"POST /api/v0/auth/logout", aSession, s.signOut},
		{"GET /api/v0/projects", aSession, s.listProjects},
		{"GET /api/v0/projects/{project}/salt", aSession, s.projectSalt},
		{"GET /api/v0/projects/{project}/config", aSession, s.projectConfig},
		{"GET /api/v0/api-keys/list-paged", aSession, s.listKeys},
		{"POST /api/v0/api-keys/create/{project}", aSession | aCSRFToken, s.createKey},
		{"DELETE /api/v0/api-keys/delete-by-ids", aSession | aCSRFToken, s.deleteKeys},
	} {
		all.HandleFunc(of.pattern, s.forWebApp(of.needs, of.answer))
	}
	return all
}

func webPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	_, _ = w.Write([]byte("<!DOCTYPE html><title>Console</title>"))
}

// forWebApp answers who has a session, and not with types for what is refused.
func (s *satellite) forWebApp(needs needs, answer route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		w.Header().Set("Access-Control-Allow-Origin", s.consoleURL)
		said, err := s.answered(needs, r, answer)
		send(w, said, err, false)
	}
}

func (s *satellite) answered(needs needs, r *http.Request, answer route) (reply, error) {
	var who *account
	if needs&aSession != 0 {
		known, err := s.sessionOf(r)
		if err != nil {
			return reply{}, err
		}
		who = known.who
	}
	if needs&aCSRFToken != 0 {
		if err := s.checkCSRF(r); err != nil {
			return reply{}, err
		}
	}
	if needs&aSignIn != 0 {
		if err := s.countSignIn(); err != nil {
			return reply{}, err
		}
	}
	return answer(r, who)
}

// forGenerated answers who has a REST API key or a session. Whom it does not know, it rids of the cookies.
func (s *satellite) forGenerated(answer route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		who, err := s.bearerOf(r)
		if err != nil {
			send(w, reply{cookies: noSession()}, err, true)
			return
		}
		said, err := answer(r, who)
		said.typed = true
		send(w, said, err, true)
	}
}

func send(w http.ResponseWriter, said reply, err error, typesErrors bool) {
	w.Header().Set("Cache-Control", "no-store")
	status := http.StatusOK
	if err != nil {
		status = http.StatusInternalServerError
		var refused *refusal
		if errors.As(err, &refused) {
			status = refused.status
		}
		said = reply{json: map[string]string{"error": err.Error()}, typed: typesErrors, cookies: said.cookies}
	}
	for _, cookie := range said.cookies {
		http.SetCookie(w, cookie)
	}
	if said.typed {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	if said.json != nil {
		_ = json.NewEncoder(w).Encode(said.json)
	}
}

// sessionOf is the session of the request's cookie.
func (s *satellite) sessionOf(r *http.Request) (*session, error) {
	cookie, err := r.Cookie(tokenCookie)
	if err != nil {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: %v", err)
	}
	if err := checkToken(cookie.Value); err != nil {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: %v", err)
	}
	known, found := s.sessions[cookie.Value]
	if !found {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: %s", noRows)
	}
	if time.Now().After(known.ends) {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: token expiration")
	}
	return known, nil
}

// bearerOf is whose REST API key the request shows, or else whose session.
func (s *satellite) bearerOf(r *http.Request) (*account, error) {
	if key, shown := restKeyOf(r); shown {
		if who, found := s.restKeys[key]; found {
			return who, nil
		}
		return nil, refuse(http.StatusUnauthorized, "rest keys service: invalid key: invalid account management api key")
	}
	known, err := s.sessionOf(r)
	if err != nil {
		return nil, refuse(http.StatusUnauthorized, "authorization key format is incorrect. Should be 'Bearer <key>'")
	}
	return known.who, nil
}

func restKeyOf(r *http.Request) (key string, shown bool) {
	return strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
}

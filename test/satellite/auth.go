package main

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"storj.io/common/macaroon"
	"storj.io/common/uuid"
	"storj.io/uplink"
	"storj.io/uplink/private/access"
)

// credential is what a gateway is told about an access key ID.
type credential struct {
	AccessGrant     string     `json:"access_grant"`
	SecretKey       string     `json:"secret_key"`
	Public          bool       `json:"public"`
	PublicProjectID *uuid.UUID `json:"public_project_id,omitempty"`
}

// registration is what who registers a grant is told.
type registration struct {
	AccessKeyID string     `json:"access_key_id"`
	SecretKey   string     `json:"secret_key"`
	Endpoint    string     `json:"endpoint"`
	AddedExpiry *time.Time `json:"freeTierRestrictedExpiration,omitempty"`
}

// refusal is a status of HTTP and its text.
type refusal struct {
	status int
	text   string
}

func (r *refusal) Error() string { return r.text }

const (
	largestBody  = 4096
	shortestLife = time.Minute
	freeLife     = 24 * time.Hour
	// No gateway runs here, and no link service. Nobody listens on port 1: who goes there without being asked is seen to fail.
	endpoint    = "http://127.0.0.1:1/gateway"
	deadPublic  = "http://127.0.0.1:1/public"
	deadPrivate = "http://127.0.0.1:1/private"
)

// authService is its HTTP. As the real one, it does not ask the satellite whether a grant works.
func (s *satellite) authService() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/access", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusMethodNotAllowed) })
	mux.HandleFunc("OPTIONS /v1/access", func(w http.ResponseWriter, _ *http.Request) { allowEveryOrigin(w) })
	mux.HandleFunc("POST /v1/access", s.postAccess)
	mux.HandleFunc("GET /v1/access/{id}", s.getAccess)
	return mux
}

func allowEveryOrigin(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Allow-Methods", "POST, OPTIONS")
	w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Accept, Accept-Language, Content-Language, Content-Length, Accept-Encoding")
}

func (s *satellite) postAccess(w http.ResponseWriter, r *http.Request) {
	// Refused by its announced length: without a text, and before the headers for browsers.
	if r.ContentLength > largestBody {
		http.Error(w, "", http.StatusRequestEntityTooLarge)
		return
	}
	allowEveryOrigin(w)
	answer, err := s.register(w, r)
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		http.Error(w, refused.text, refused.status)
	case err != nil:
		http.Error(w, "", http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}
}

func (s *satellite) register(w http.ResponseWriter, r *http.Request) (*registration, error) {
	var asked struct {
		AccessGrant string   `json:"access_grant"`
		Public      bool     `json:"public"`
		UsageTags   []string `json:"usage_tags"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, largestBody)).Decode(&asked); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, &refusal{http.StatusRequestEntityTooLarge, err.Error()}
		}
		return nil, &refusal{http.StatusUnprocessableEntity, err.Error()}
	}
	for _, tag := range asked.UsageTags {
		if tag != "" && tag != "mcp" {
			return nil, &refusal{http.StatusBadRequest, fmt.Sprintf("invalid tag: unknown tag %q", tag)}
		}
	}
	parsed, err := uplink.ParseAccess(asked.AccessGrant)
	if err != nil {
		return nil, &refusal{http.StatusBadRequest, "access grant: " + err.Error()}
	}
	if parsed.SatelliteAddress() != s.nodeURL.String() {
		return nil, &refusal{http.StatusBadRequest, fmt.Sprintf("access grant: disallowed satellite: %q", parsed.SatelliteAddress())}
	}
	expires, err := earliestEnd(access.APIKey(parsed))
	if err != nil {
		return nil, err
	}
	now := time.Now().UTC()
	if expires != nil && expires.Before(now.Add(shortestLife)) {
		return nil, &refusal{http.StatusBadRequest, "access grant: expiration cannot be shorter than a minute"}
	}

	s.mu.Lock()
	defer s.mu.Unlock()
	key, known := s.keys[string(access.APIKey(parsed).Head())]
	answer := &registration{AccessKeyID: randomName(77, 16), SecretKey: randomName(78, 32), Endpoint: endpoint}
	if s.opts.free && asked.Public {
		if !known {
			return nil, errors.New("nobody knows whether an unknown key is of the free tier")
		}
		if limit := now.Add(freeLife); expires == nil || expires.After(limit) {
			if parsed, err = access.Share(parsed, access.WithAllPermissions(), access.NotAfter(limit)); err != nil {
				return nil, err
			}
			answer.AddedExpiry = &limit
		}
	}
	kept := credential{SecretKey: answer.SecretKey, Public: asked.Public}
	if kept.AccessGrant, err = parsed.Serialize(); err != nil {
		return nil, err
	}
	if known {
		kept.PublicProjectID = &key.project.publicID
	}
	s.credentials[answer.AccessKeyID] = kept
	return answer, nil
}

// getAccess is for gateways, which know a token: a test sees with it what was registered.
func (s *satellite) getAccess(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	kept, found := s.credentials[r.PathValue("id")]
	s.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+edgeToken || !found {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(kept)
}

// randomName is the base32 of a byte that says what it is, and random ones.
func randomName(kind byte, length int) string {
	bytes := make([]byte, 1+length)
	bytes[0] = kind
	_, _ = rand.Read(bytes[1:])
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(bytes))
}

// earliestEnd is the earliest of the ends that a key's caveats set; nil where none sets one.
func earliestEnd(key *macaroon.APIKey) (earliest *time.Time, err error) {
	chain, err := macaroon.ParseMacaroon(key.SerializeRaw())
	if err != nil {
		return nil, err
	}
	for _, raw := range chain.Caveats() {
		var caveat macaroon.Caveat
		if err := caveat.UnmarshalBinary(raw); err != nil {
			return nil, err
		}
		if caveat.NotAfter != nil && (earliest == nil || caveat.NotAfter.Before(*earliest)) {
			earliest = caveat.NotAfter
		}
	}
	return earliest, nil
}

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"slices"
	"sync"
	"time"

	"storj.io/common/encryption"
	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/common/paths"
	"storj.io/common/storj"
	"storj.io/common/uuid"
)

// satellite is what the three services know. One lock is enough for tests.
type satellite struct {
	opts       options
	nodeURL    storj.NodeURL
	authURL    string
	consoleURL string

	mu       sync.Mutex
	projects []*project
	// By head.
	keys map[string]*apiKey
	// By head: an API key that was asked with, and until when it is not looked up again.
	seen map[string]seen
	// Tails.
	revoked map[string]bool
	// By last tail: what was answered about a chain, and how long that holds.
	checked map[string]checked
	// By access key ID.
	credentials map[string]credential

	accounts []*account
	// By token.
	sessions map[string]*session
	// By REST API key.
	restKeys   map[string]*account
	csrfTokens map[string]bool
	// How many requests to sign in were left, and when.
	signIns struct {
		left float64
		at   time.Time
	}
}

type project struct {
	id, publicID uuid.UUID
	name         string
	salt         []byte
	created      time.Time
	// By bucket: encrypted object keys and plain sizes.
	buckets map[string]map[string]int64
	// The owner first.
	members []*account
	// In the order of their creation.
	apiKeys []*apiKey
	// The satellite keeps its passphrase.
	isManaged bool
}

type apiKey struct {
	id      uuid.UUID
	name    string
	creator *account
	created time.Time
	project *project
	head    string
	secret  []byte
	version macaroon.APIKeyVersion
}

type seen struct {
	key   *apiKey
	until time.Time
}

type checked struct {
	revoked bool
	until   time.Time
}

func newSatellite(opts options) *satellite {
	return &satellite{opts: opts, keys: map[string]*apiKey{}, seen: map[string]seen{}, revoked: map[string]bool{},
		checked: map[string]checked{}, credentials: map[string]credential{}, sessions: map[string]*session{},
		restKeys: map[string]*account{}, csrfTokens: map[string]bool{}}
}

func listen() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }

func (p *project) ready() readyProject {
	return readyProject{ID: p.id.String(), PublicID: p.publicID.String(), Name: p.name, Salt: hex.EncodeToString(p.salt)}
}

func (p *project) owner() *account { return p.members[0] }

// storageUsed counts what encryption adds to each object.
func (p *project) storageUsed() (used int64) {
	for _, bucket := range p.buckets {
		for _, size := range bucket {
			used += size + 16
		}
	}
	return used
}

func (p *project) hasKey(name string) bool {
	return slices.ContainsFunc(p.apiKeys, func(key *apiKey) bool { return key.name == name })
}

// addProject makes a project of its owner and the other members.
func (s *satellite) addProject(name string, members ...*account) (*project, error) {
	id, err := uuid.New()
	if err != nil {
		return nil, err
	}
	publicID, err := uuid.New()
	if err != nil {
		return nil, err
	}
	// A project's salt is the hash of its ID.
	salt := sha256.Sum256(id[:])
	p := &project{id: id, publicID: publicID, name: name, salt: salt[:], created: time.Now().UTC().Truncate(time.Microsecond),
		buckets: map[string]map[string]int64{}, members: members, isManaged: name == s.opts.managed}
	s.projects = append(s.projects, p)
	return p, nil
}

func (s *satellite) addKey(p *project, creator *account, name string, audited bool) (*macaroon.APIKey, error) {
	id, err := uuid.New()
	if err != nil {
		return nil, err
	}
	secret, err := macaroon.NewSecret()
	if err != nil {
		return nil, err
	}
	key, err := macaroon.NewAPIKey(secret)
	if err != nil {
		return nil, err
	}
	version := macaroon.APIKeyVersionObjectLock | macaroon.APIKeyVersionEventing
	if audited {
		version |= macaroon.APIKeyVersionAuditable
	}
	created := time.Now().UTC().Truncate(time.Microsecond)
	if last := len(p.apiKeys) - 1; last >= 0 && !created.After(p.apiKeys[last].created) {
		// No two of one moment: so their order is sure.
		created = p.apiKeys[last].created.Add(time.Microsecond)
	}
	kept := &apiKey{id: id, name: name, creator: creator, created: created, project: p, head: string(key.Head()), secret: secret,
		version: version}
	s.keys[kept.head] = kept
	p.apiKeys = append(p.apiKeys, kept)
	return key, nil
}

// keyOf is the API key of an ID, or nil.
func (s *satellite) keyOf(id uuid.UUID) *apiKey {
	for _, key := range s.keys {
		if key.id == id {
			return key
		}
	}
	return nil
}

// deleteKey does not reach what metainfo has seen: it goes on working there for a while.
func (s *satellite) deleteKey(key *apiKey) {
	delete(s.keys, key.head)
	key.project.apiKeys = slices.DeleteFunc(key.project.apiKeys, func(other *apiKey) bool { return other == key })
}

// fillBucket puts the objects into a bucket, named as a client with the returned grant names them.
func (s *satellite) fillBucket(p *project, bucket string, cipher storj.CipherSuite, key string) (string, error) {
	root, err := encryption.DeriveRootKey([]byte(passphrase), p.salt, "", 8)
	if err != nil {
		return "", err
	}
	access := grant.NewEncryptionAccessWithDefaultKey(root)
	access.SetDefaultPathCipher(cipher)
	parsed, err := macaroon.ParseAPIKey(key)
	if err != nil {
		return "", err
	}
	p.buckets[bucket] = map[string]int64{}
	for _, name := range objects {
		encrypted, err := encryption.EncryptPathWithStoreCipher(bucket, paths.NewUnencrypted(name), access.Store)
		if err != nil {
			return "", err
		}
		p.buckets[bucket][encrypted.Raw()] = int64(len("content of " + name))
	}
	return (&grant.Access{SatelliteAddress: s.nodeURL.String(), APIKey: parsed, EncAccess: access}).Serialize()
}

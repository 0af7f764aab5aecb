package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"sync"
	"time"

	"storj.io/common/encryption"
	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/common/paths"
	"storj.io/common/storj"
	"storj.io/common/uuid"
)

// satellite is what the two services know. One lock is enough for tests.
type satellite struct {
	opts    options
	nodeURL storj.NodeURL
	authURL string

	mu       sync.Mutex
	projects []*project
	// By head.
	keys map[string]*apiKey
	// Tails.
	revoked map[string]bool
	// By last tail: what was answered about a chain, and how long that holds.
	checked map[string]checked
	// By access key ID.
	credentials map[string]credential
}

type project struct {
	id, publicID uuid.UUID
	name         string
	salt         []byte
	created      time.Time
	// By bucket: encrypted object keys and plain sizes.
	buckets map[string]map[string]int64
}

type apiKey struct {
	project *project
	secret  []byte
	version macaroon.APIKeyVersion
}

type checked struct {
	revoked bool
	until   time.Time
}

func newSatellite(opts options) *satellite {
	return &satellite{opts: opts, keys: map[string]*apiKey{}, revoked: map[string]bool{}, checked: map[string]checked{},
		credentials: map[string]credential{}}
}

func listen() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }

func (p *project) ready() readyProject {
	return readyProject{ID: p.id.String(), PublicID: p.publicID.String(), Name: p.name, Salt: hex.EncodeToString(p.salt)}
}

func (s *satellite) addProject(name string) (*project, error) {
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
		buckets: map[string]map[string]int64{}}
	s.projects = append(s.projects, p)
	return p, nil
}

func (s *satellite) addKey(p *project, audited bool) (*macaroon.APIKey, error) {
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
	s.keys[string(key.Head())] = &apiKey{project: p, secret: secret, version: version}
	return key, nil
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

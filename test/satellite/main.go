// The Go stand-in: a satellite and an auth service on the loopback, in memory, for the tests of `npm run test:satellite`.
//
// TLS and identities, DRPC, protobuf, the checks of API keys, path encryption and the reading of grants are Storj's own
// libraries (storj.io/common, drpc, uplink), so that what goes over the wire is what Storj sends. What the RPCs and the
// auth service then decide is ours, after what the real ones answered.
//
// It prints one line of JSON when it is ready, and runs until its standard input closes or it gets SIGINT or SIGTERM.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"storj.io/common/storj"
)

// options is what the flags say.
type options struct {
	keys    int
	audited bool
	edge    bool
	free    bool
	cache   time.Duration
}

// ready is what a test must know. The tests' other stand-in gives the same.
type ready struct {
	SatelliteNodeURL string         `json:"satelliteNodeURL"`
	SatelliteID      string         `json:"satelliteID"`
	AuthURL          string         `json:"authURL"`
	Passphrase       string         `json:"passphrase"`
	EdgeToken        string         `json:"edgeToken"`
	Projects         []readyProject `json:"projects"`
	APIKeys          []string       `json:"apiKeys"`
	RootGrant        string         `json:"rootGrant"`
	NullCipherGrant  string         `json:"nullCipherGrant"`
	Buckets          []string       `json:"buckets"`
	Objects          []string       `json:"objects"`
}

type readyProject struct {
	ID       string `json:"id"`
	PublicID string `json:"publicId"`
	Name     string `json:"name"`
	Salt     string `json:"salt"`
}

const (
	passphrase = "correct horse"
	// What a gateway shows to the auth service.
	edgeToken = "edge-token"
)

// The siblings of tenant1/ are what unencrypted object keys do not keep apart.
var objects = []string{"tenant1", "tenant1/a.txt", "tenant1/sub/b.txt", "tenant1-x", "tenant10/x", "tenant2/c.txt"}

func main() {
	var opts options
	flag.IntVar(&opts.keys, "keys", 5, "API keys of the first project, two or more")
	flag.BoolVar(&opts.audited, "audited", false, "the fourth API key is auditable")
	flag.BoolVar(&opts.edge, "edge", false, "projects name edge services of their own")
	flag.BoolVar(&opts.free, "free", false, "public credentials end after a day")
	flag.DurationVar(&opts.cache, "cache", time.Minute, "how long the answer about a tail is kept; 5 minutes in production")
	flag.Parse()
	if err := run(opts); err != nil {
		fmt.Fprintf(os.Stderr, "%+v\n", err)
		os.Exit(1)
	}
}

func run(opts options) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()

	s := newSatellite(opts)
	if err := s.serveMetainfo(ctx); err != nil {
		return err
	}
	auth, err := listen()
	if err != nil {
		return err
	}
	s.authURL = "http://" + auth.Addr().String()
	line, err := s.fill()
	if err != nil {
		return err
	}
	go func() { _ = http.Serve(auth, s.authService()) }()
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// fill makes the projects, the API keys and two buckets with the same objects: one encrypted, one with plain object keys.
func (s *satellite) fill() (*ready, error) {
	if s.opts.keys < 2 {
		return nil, fmt.Errorf("-keys %d: the two grants need two API keys", s.opts.keys)
	}
	line := &ready{SatelliteNodeURL: s.nodeURL.String(), SatelliteID: s.nodeURL.ID.String(), AuthURL: s.authURL,
		Passphrase: passphrase, EdgeToken: edgeToken, Objects: objects}
	for _, name := range []string{"Shared", "Empty"} {
		p, err := s.addProject(name)
		if err != nil {
			return nil, err
		}
		line.Projects = append(line.Projects, p.ready())
	}
	shared := s.projects[0]
	for number := range s.opts.keys {
		key, err := s.addKey(shared, s.opts.audited && number == 3)
		if err != nil {
			return nil, err
		}
		if number < 5 {
			line.APIKeys = append(line.APIKeys, key.Serialize())
		}
	}
	for _, of := range []struct {
		bucket string
		cipher storj.CipherSuite
		apiKey string
		grant  *string
	}{
		{"encrypted", storj.EncAESGCM, line.APIKeys[0], &line.RootGrant},
		{"plain", storj.EncNull, line.APIKeys[1], &line.NullCipherGrant},
	} {
		text, err := s.fillBucket(shared, of.bucket, of.cipher, of.apiKey)
		if err != nil {
			return nil, err
		}
		*of.grant = text
		line.Buckets = append(line.Buckets, of.bucket)
	}
	return line, nil
}

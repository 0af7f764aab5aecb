// The Go stand-in: a satellite, its console and an auth service on the loopback, in memory, for the tests of
// `npm run test:satellite`.
//
// TLS and identities, DRPC, protobuf, the checks of API keys, path encryption and the reading of grants are Storj's own
// libraries (storj.io/common, drpc, uplink), so that what goes over the wire is what Storj sends. What the RPCs, the
// console and the auth service then decide is ours, after what the real ones answered.
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
	"slices"
	"syscall"
	"time"

	"storj.io/common/storj"
	"storj.io/common/uuid"
)

// options is what the flags say.
type options struct {
	keys    int
	audited bool
	edge    bool
	free    bool
	cache   time.Duration
	csrf    bool
	limits  bool
	captcha bool
	managed string
}

// ready is what a test must know. The tests' other stand-in gives the same.
type ready struct {
	SatelliteNodeURL string         `json:"satelliteNodeURL"`
	SatelliteID      string         `json:"satelliteID"`
	AuthURL          string         `json:"authURL"`
	ConsoleURL       string         `json:"consoleURL"`
	Email            string         `json:"email"`
	MemberEmail      string         `json:"memberEmail"`
	MFAEmail         string         `json:"mfaEmail"`
	MFACode          string         `json:"mfaCode"`
	RecoveryCode     string         `json:"recoveryCode"`
	Password         string         `json:"password"`
	RESTAPIKey       string         `json:"restApiKey"`
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
	flag.DurationVar(&opts.cache, "cache", time.Minute, "how long API keys and the answers about tails are kept; 1 and 5 minutes in production")
	flag.BoolVar(&opts.csrf, "csrf", false, "the console guards against requests of other sites")
	flag.BoolVar(&opts.limits, "limits", false, "five requests to sign in at once, then one in five minutes")
	flag.BoolVar(&opts.captcha, "captcha", false, "e-mail and password alone are refused for want of a captcha")
	flag.StringVar(&opts.managed, "managed", "", "the name of a project whose passphrase the satellite keeps, made where there is none")
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
	console, err := listen()
	if err != nil {
		return err
	}
	s.authURL, s.consoleURL = "http://"+auth.Addr().String(), "http://"+console.Addr().String()
	line, err := s.fill()
	if err != nil {
		return err
	}
	go func() { _ = http.Serve(auth, s.authService()) }()
	go func() { _ = http.Serve(console, s.console()) }()
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// fill makes the accounts, the projects, the API keys and two buckets with the same objects: one encrypted, one with
// plain object keys.
func (s *satellite) fill() (*ready, error) {
	if s.opts.keys < 2 {
		return nil, fmt.Errorf("-keys %d: the two grants need two API keys", s.opts.keys)
	}
	line := &ready{SatelliteNodeURL: s.nodeURL.String(), SatelliteID: s.nodeURL.ID.String(), AuthURL: s.authURL,
		ConsoleURL: s.consoleURL, Email: ownerEmail, MemberEmail: memberEmail, MFAEmail: mfaEmail, MFACode: mfaCode,
		RecoveryCode: recoveryCode, Password: password, Passphrase: passphrase, EdgeToken: edgeToken, Objects: objects}
	if err := s.fillAccounts(line); err != nil {
		return nil, err
	}
	owner, member := s.accounts[0], s.accounts[1]
	names := []string{"Shared", "Empty"}
	if s.opts.managed != "" && !slices.Contains(names, s.opts.managed) {
		names = append(names, s.opts.managed)
	}
	for number, name := range names {
		members := []*account{owner}
		if number == 0 {
			members = append(members, member)
		}
		p, err := s.addProject(name, members...)
		if err != nil {
			return nil, err
		}
		line.Projects = append(line.Projects, p.ready())
	}
	shared := s.projects[0]
	for number := range s.opts.keys {
		key, err := s.addKey(shared, owner, fmt.Sprintf("key %03d", number), s.opts.audited && number == 3)
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

// fillAccounts makes the owner of all projects, with a REST API key, a member of the first, and one with a second factor.
func (s *satellite) fillAccounts(line *ready) error {
	for _, email := range []string{ownerEmail, memberEmail, mfaEmail} {
		if err := s.addAccount(email); err != nil {
			return err
		}
	}
	key, err := uuid.New()
	if err != nil {
		return err
	}
	line.RESTAPIKey = key.String()
	s.restKeys[line.RESTAPIKey] = s.accounts[0]
	return nil
}

package main

import (
	"context"
	"crypto/tls"
	"maps"
	"slices"
	"strings"
	"time"

	"storj.io/common/identity"
	"storj.io/common/macaroon"
	"storj.io/common/pb"
	"storj.io/common/peertls/tlsopts"
	"storj.io/common/rpc/rpcstatus"
	"storj.io/common/storj"
	"storj.io/drpc/drpcmigrate"
	"storj.io/drpc/drpcmux"
	"storj.io/drpc/drpcserver"
)

// metainfo is the satellite's RPC. What it does not define answers "Unimplemented".
type metainfo struct {
	pb.DRPCMetainfoUnimplementedServer
	*satellite
}

// serveMetainfo starts to answer, behind the header that every connection begins with, and sets the node URL.
func (s *satellite) serveMetainfo(ctx context.Context) error {
	// Signed by one more, as the public satellites' CAs are: a chain of three.
	signer, err := identity.NewCA(ctx, identity.NewCAOptions{})
	if err != nil {
		return err
	}
	own, err := identity.NewFullIdentity(ctx, identity.NewCAOptions{ParentCert: signer.Cert, ParentKey: signer.Key})
	if err != nil {
		return err
	}
	options, err := tlsopts.NewOptions(own, tlsopts.Config{PeerIDVersions: "*"}, nil)
	if err != nil {
		return err
	}
	rpcs := drpcmux.New()
	if err := pb.DRPCRegisterMetainfo(rpcs, &metainfo{satellite: s}); err != nil {
		return err
	}
	listener, err := listen()
	if err != nil {
		return err
	}
	s.nodeURL = storj.NodeURL{ID: own.ID, Address: listener.Addr().String()}
	mux := drpcmigrate.NewListenMux(listener, len(drpcmigrate.DRPCHeader))
	withHeader, others := mux.Route(drpcmigrate.DRPCHeader), mux.Default()
	go func() { _ = mux.Run(ctx) }()
	go func() { _ = drpcserver.New(rpcs).Serve(ctx, tls.NewListener(withHeader, options.ServerTLSConfig())) }()
	go func() {
		for {
			conn, err := others.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}()
	return nil
}

// One answer for an API key that is unknown, tampered with, revoked, over, not yet valid or not allowed to.
var errUnauthorized = rpcstatus.Error(rpcstatus.PermissionDenied, "Unauthorized API credentials")

// find looks an API key up by its head. What it has found, it finds for a while, even if it has been deleted.
func (m *metainfo) find(header *pb.RequestHeader) (*macaroon.APIKey, *apiKey, error) {
	raw := header.GetApiKey()
	parsed, err := macaroon.ParseRawAPIKey(raw)
	if err != nil {
		return nil, nil, rpcstatus.Error(rpcstatus.InvalidArgument, "Invalid API credentials")
	}
	head := string(parsed.Head())
	last, found := m.seen[head]
	if !found || time.Now().After(last.until) {
		key, known := m.keys[head]
		if !known {
			return nil, nil, errUnauthorized
		}
		last = seen{key: key, until: time.Now().Add(m.opts.cache)}
		m.seen[head] = last
	}
	key := last.key
	if key.version.SupportsAuditability() {
		if chain, err := macaroon.ParseMacaroon(raw); err != nil || chain.CaveatLen() > 0 {
			return nil, nil, rpcstatus.Error(rpcstatus.PermissionDenied, "unregistered tail not allowed for auditable API key")
		}
	}
	return parsed, key, nil
}

// Check says whether one of a chain's tails is revoked. What it once said about a last tail, it says for a while.
func (m *metainfo) Check(_ context.Context, tails [][]byte) (bool, error) {
	last := string(tails[len(tails)-1])
	known, found := m.checked[last]
	if !found || time.Now().After(known.until) {
		isRevoked := func(tail []byte) bool { return m.revoked[string(tail)] }
		known = checked{revoked: slices.ContainsFunc(tails, isRevoked), until: time.Now().Add(m.opts.cache)}
		m.checked[last] = known
	}
	return known.revoked, nil
}

func (m *metainfo) authorize(ctx context.Context, header *pb.RequestHeader, action macaroon.Action) (*macaroon.APIKey, *apiKey, error) {
	parsed, key, err := m.find(header)
	if err != nil {
		return nil, nil, err
	}
	action.Time = time.Now()
	if parsed.Check(ctx, key.secret, key.version, action, m) != nil {
		return nil, nil, errUnauthorized
	}
	return parsed, key, nil
}

func (m *metainfo) ProjectInfo(ctx context.Context, req *pb.ProjectInfoRequest) (*pb.ProjectInfoResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, key, err := m.authorize(ctx, req.Header, macaroon.Action{Op: macaroon.ActionProjectInfo})
	if err != nil {
		return nil, err
	}
	info := &pb.ProjectInfoResponse{ProjectSalt: key.project.salt, ProjectPublicId: key.project.publicID.Bytes(),
		ProjectCreatedAt: key.project.created}
	if m.opts.edge {
		info.EdgeUrlOverrides = &pb.EdgeUrlOverrides{AuthService: []byte(m.authURL), PublicLinksharing: []byte(deadPublic),
			PrivateLinksharing: []byte(deadPrivate)}
	}
	return info, nil
}

// RevokeAPIKey wants the key that asks to be a strict ancestor; what its own caveats say, and whether it is revoked
// itself, does not matter.
func (m *metainfo) RevokeAPIKey(_ context.Context, req *pb.RevokeAPIKeyRequest) (*pb.RevokeAPIKeyResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	target, err := macaroon.ParseMacaroon(req.ApiKey)
	if err != nil {
		return nil, rpcstatus.Error(rpcstatus.InvalidArgument, "API key to revoke is not a macaroon")
	}
	asking, key, err := m.find(req.Header)
	if err != nil {
		return nil, err
	}
	genuine, tails := target.ValidateAndTails(key.secret)
	if !genuine {
		return nil, rpcstatus.Error(rpcstatus.InvalidArgument, "Macaroon to revoke invalid")
	}
	last := string(target.Tail())
	isAsking := func(tail []byte) bool { return string(tail) == string(asking.Tail()) }
	if !slices.ContainsFunc(tails[:len(tails)-1], isAsking) {
		return nil, rpcstatus.Error(rpcstatus.PermissionDenied, "Unauthorized attempt to revoke macaroon")
	}
	if m.revoked[last] {
		return nil, rpcstatus.Error(rpcstatus.Internal, "Failed to revoke API key")
	}
	m.revoked[last] = true
	return &pb.RevokeAPIKeyResponse{}, nil
}

func (m *metainfo) ListBuckets(ctx context.Context, req *pb.ListBucketsRequest) (*pb.ListBucketsResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	parsed, key, err := m.authorize(ctx, req.Header, macaroon.Action{Op: macaroon.ActionRead})
	if err != nil {
		return nil, err
	}
	allowed, err := parsed.GetAllowedBuckets(ctx, macaroon.Action{Op: macaroon.ActionRead, Time: time.Now()})
	if err != nil {
		return nil, errUnauthorized
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(key.project.buckets)), func(name string) bool {
		_, named := allowed.Buckets[name]
		before := name < string(req.Cursor) || name == string(req.Cursor) && req.Direction != pb.ListDirection_FORWARD
		return before || !allowed.All && !named
	})
	names, more := page(names, int(req.Limit))
	answer := &pb.ListBucketsResponse{More: more}
	for _, name := range names {
		answer.Items = append(answer.Items, &pb.BucketListItem{Name: []byte(name), CreatedAt: key.project.created})
	}
	return answer, nil
}

func (m *metainfo) ListObjects(ctx context.Context, req *pb.ListObjectsRequest) (*pb.ListObjectsResponse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, key, err := m.authorize(ctx, req.Header,
		macaroon.Action{Op: macaroon.ActionList, Bucket: req.Bucket, EncryptedPath: req.EncryptedPrefix})
	if err != nil {
		return nil, err
	}
	objects, known := key.project.buckets[string(req.Bucket)]
	switch {
	case len(req.Bucket) == 0:
		return nil, rpcstatus.Error(rpcstatus.InvalidArgument, "metainfo: no bucket specified")
	case !known:
		return nil, rpcstatus.Errorf(rpcstatus.NotFound, "bucket not found: %s", req.Bucket)
	case req.Limit < 0:
		return nil, rpcstatus.Error(rpcstatus.InvalidArgument, "limit is negative")
	}
	prefix := string(req.EncryptedPrefix)
	if prefix != "" && !req.ArbitraryPrefix && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	found := map[string]*pb.ObjectListItem{}
	for name, size := range objects {
		rest, below := strings.CutPrefix(name, prefix)
		if !below {
			continue
		}
		item := &pb.ObjectListItem{Status: pb.Object_COMMITTED_UNVERSIONED, PlainSize: size, CreatedAt: key.project.created}
		if slash := strings.IndexByte(rest, '/'); slash >= 0 && !req.Recursive {
			rest, item = rest[:slash+1], &pb.ObjectListItem{Status: pb.Object_PREFIX}
		}
		item.EncryptedObjectKey = []byte(rest)
		found[rest] = item
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(found)), func(name string) bool {
		return len(req.EncryptedCursor) > 0 && name <= string(req.EncryptedCursor)
	})
	names, more := page(names, int(req.Limit))
	answer := &pb.ListObjectsResponse{More: more}
	for _, name := range names {
		answer.Items = append(answer.Items, found[name])
	}
	return answer, nil
}

// page cuts a list where a limit says so: 1,000 where there is none, or a higher one.
func page(names []string, limit int) (first []string, more bool) {
	if limit <= 0 || limit > 1000 {
		limit = 1000
	}
	if len(names) <= limit {
		return names, false
	}
	return names[:limit], true
}

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"storj.io/common/encryption"
	"storj.io/common/macaroon"
	"storj.io/common/paths"
	"storj.io/uplink"
)

type benchRequest struct {
	header
	What    string
	N       int
	Request json.RawMessage // as the operation takes it
}

// bench runs one library call of an operation n times, apart from reading and writing JSON, and tells nanoseconds a call.
func bench(request benchRequest) (answer, error) {
	prepare, known := benches[request.What]
	if !known || request.N < 1 {
		return nil, fault{fmt.Errorf("no bench of %d times %q", request.N, request.What)}
	}
	call, err := prepare(request.Request)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	for range request.N {
		if err := call(); err != nil {
			return nil, err
		}
	}
	return answer{"ns": float64(time.Since(start).Nanoseconds()) / float64(request.N)}, nil
}

// benches hold what is timed: the request's preparation is not.
var benches = map[string]func(json.RawMessage) (func() error, error){
	"parse": timed(func(request textRequest) (func() error, error) {
		return func() error {
			_, err := uplink.ParseAccess(request.Text)
			return err
		}, nil
	}),
	"restrict": timed(func(request restrictRequest) (func() error, error) {
		access, err := uplink.ParseAccess(request.Grant)
		if err != nil {
			return nil, err
		}
		permission, prefixes := request.Permission.forUplink(), request.prefixesForUplink()
		return func() error {
			_, err := access.Share(permission, prefixes...)
			return err
		}, nil
	}),
	"evaluate": timed(func(request evaluateRequest) (func() error, error) {
		key, err := macaroon.ParseAPIKey(request.APIKey)
		if err != nil {
			return nil, err
		}
		action := request.action()
		return func() error {
			return key.Check(context.Background(), request.Secret, request.Version, action, nil)
		}, nil
	}),
	"encrypt": timed(func(request pathRequest) (func() error, error) {
		store, err := request.Store.open()
		if err != nil {
			return nil, err
		}
		bucket, path := string(request.Bucket), paths.NewUnencrypted(string(request.Path))
		return func() error {
			_, err := encryption.EncryptPathWithStoreCipher(bucket, path, store)
			return err
		}, nil
	}),
	"decrypt": timed(func(request pathRequest) (func() error, error) {
		store, err := request.Store.open()
		if err != nil {
			return nil, err
		}
		bucket, path := string(request.Bucket), paths.NewEncrypted(string(request.Path))
		return func() error {
			_, err := encryption.DecryptPathWithStoreCipher(bucket, path, store)
			return err
		}, nil
	}),
}

// timed decodes the request of a bench.
func timed[Request any](prepare func(Request) (func() error, error)) func(json.RawMessage) (func() error, error) {
	return func(raw json.RawMessage) (func() error, error) {
		var request Request
		if err := decode(raw, &request); err != nil {
			return nil, err
		}
		return prepare(request)
	}
}

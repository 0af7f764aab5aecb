package main

import (
	"context"
	"slices"
	"time"

	"storj.io/common/macaroon"
)

type evaluateRequest struct {
	header
	APIKey        string `json:"api_key"`
	Secret        hexBytes
	Action        macaroon.ActionType
	Bucket        hexBytes
	EncryptedPath hexBytes   `json:"encrypted_path"`
	Time          *time.Time // RFC 3339
	Version       macaroon.APIKeyVersion
}

func (request evaluateRequest) action() macaroon.Action {
	return macaroon.Action{
		Op: request.Action, Bucket: request.Bucket, EncryptedPath: request.EncryptedPath, Time: valueOf(request.Time),
	}
}

// evaluate asks what an API key allows as the satellite would that knows its root secret.
func evaluate(request evaluateRequest) (answer, error) {
	key, err := macaroon.ParseAPIKey(request.APIKey)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	action := request.action()
	refusal := key.Check(ctx, request.Secret, request.Version, action, nil)
	ttl, ttlErr := key.GetMaxObjectTTL(ctx)
	buckets, bucketsErr := key.GetAllowedBuckets(ctx, action)
	names := []string{}
	for name := range buckets.Buckets {
		names = append(names, name)
	}
	slices.Sort(names)
	hexNames := []hexBytes{}
	for _, name := range names {
		hexNames = append(hexNames, hexBytes(name))
	}
	return answer{
		"allowed":         refusal == nil,
		"refusal":         classOf(refusal),
		"max_object_ttl":  answer{"value": describeDuration(ttl), "refusal": classOf(ttlErr)},
		"allowed_buckets": answer{"all": buckets.All, "buckets": hexNames, "refusal": classOf(bucketsErr)},
	}, nil
}

// classOf names the class of one of the macaroon package's errors, nil for none.
func classOf(err error) any {
	switch {
	case err == nil:
		return nil
	case macaroon.ErrUnauthorized.Has(err):
		return "unauthorized"
	case macaroon.ErrFormat.Has(err):
		return "format"
	case macaroon.ErrInvalid.Has(err):
		return "invalid"
	}
	return "error"
}

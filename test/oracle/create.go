package main

import (
	"errors"

	"storj.io/common/encryption"
	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/common/paths"
	"storj.io/common/storj"
	"storj.io/uplink"
)

type createRequest struct {
	header
	APIKey     string `json:"api_key"`
	Satellite  hexBytes
	Passphrase hexBytes
	Salt       hexBytes
	PathCipher storj.CipherSuite `json:"path_cipher"`
	Tenant     *tenantRequest
	Bucket     hexBytes
	Path       hexBytes
}

type tenantRequest struct{ Bucket, Prefix, Passphrase, Salt hexBytes }

// create makes a grant as uplink does once the satellite has given it the project's salt, gives a tenant a key of its own where one is
// asked for, and shows what the grant's keys make of a path.
func create(request createRequest) (answer, error) {
	access, err := requestAccess(request)
	if err != nil {
		return nil, err
	}
	if tenant := request.Tenant; tenant != nil {
		key, err := uplink.DeriveEncryptionKey(string(tenant.Passphrase), tenant.Salt)
		if err != nil {
			return nil, err
		}
		if err := access.OverrideEncryptionKey(string(tenant.Bucket), string(tenant.Prefix), key); err != nil {
			return nil, err
		}
	}
	text, err := access.Serialize()
	if err != nil {
		return nil, err
	}
	sorted, err := sortEntries(text)
	if err != nil {
		return nil, err
	}
	// What it says is what is read of its text.
	read, err := grant.ParseAccess(sorted)
	if err != nil {
		return nil, fault{err}
	}
	store, bucket, path := read.EncAccess.Store, string(request.Bucket), paths.NewUnencrypted(string(request.Path))
	encrypted, encryptErr := encryption.EncryptPathWithStoreCipher(bucket, path, store)
	reply := deriveKeys(bucket, path, store)
	reply["encrypted"] = valueOrError(encrypted.Raw(), encryptErr)
	reply["effective"] = describeStore(store)
	reply["result"] = sorted
	return reply, nil
}

// requestAccess is uplink's RequestAccessWithPassphrase (access.go) without its question to the satellite.
func requestAccess(request createRequest) (*uplink.Access, error) {
	key, err := macaroon.ParseAPIKey(request.APIKey)
	if err != nil {
		return nil, err
	}
	url, err := parseNodeURL(string(request.Satellite))
	if err != nil {
		return nil, err
	}
	root, err := encryption.DeriveRootKey(request.Passphrase, request.Salt, "", 8)
	if err != nil {
		return nil, err
	}
	keys := grant.NewEncryptionAccessWithDefaultKey(root)
	switch request.PathCipher {
	case storj.EncAESGCM, storj.EncNull:
		keys.SetDefaultPathCipher(request.PathCipher)
	default:
		return nil, fault{errors.New("uplink creates grants with AES-GCM or without a path cipher")}
	}
	keys.LimitTo(key)
	return accessFromInternal(&grant.Access{SatelliteAddress: url.String(), APIKey: key, EncAccess: keys})
}

package main

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"storj.io/common/encryption"
	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/common/paths"
	"storj.io/common/storj"
	"storj.io/uplink"
)

type textRequest struct {
	header
	Text string
}

// parse shows what a grant's text says, what is left of its keys, and what uplink writes again. A grant that is whole but for
// its node URL has "satellite_error" instead of "satellite_url" and "reserialized".
func parse(request textRequest) (answer, error) {
	inner, err := grant.ParseAccess(request.Text)
	if err != nil {
		return nil, err
	}
	written, err := readScope(request.Text)
	if err != nil {
		return nil, fault{err}
	}
	reply, err := describeKey(inner.APIKey)
	if err != nil {
		return nil, err
	}
	reply["satellite_address"] = hexBytes(inner.SatelliteAddress)
	reply["encryption"] = describeEncryption(written.encryptionAccess)
	reply["effective"] = describeStore(inner.EncAccess.Store)
	reply["effective_prefixes"] = describePrefixes(inner.APIKey)

	access, err := uplink.ParseAccess(request.Text)
	if err != nil {
		reply["satellite_error"] = err.Error()
		return reply, nil
	}
	text, err := access.Serialize()
	if err != nil {
		return nil, err
	}
	reply["satellite_url"] = hexBytes(access.SatelliteAddress())
	reply["reserialized"], err = sortEntries(text)
	return reply, err
}

// parseAPIKey shows what an API key's text says.
func parseAPIKey(request textRequest) (answer, error) {
	key, err := macaroon.ParseAPIKey(request.Text)
	if err != nil {
		return nil, err
	}
	return describeKey(key)
}

// macaroonOf returns the macaroon inside an API key, which the library keeps to itself.
func macaroonOf(key *macaroon.APIKey) (*macaroon.Macaroon, error) {
	return macaroon.ParseMacaroon(key.SerializeRaw())
}

func describeKey(key *macaroon.APIKey) (answer, error) {
	mac, err := macaroonOf(key)
	if err != nil {
		return nil, err
	}
	caveats := []answer{}
	for _, raw := range mac.Caveats() {
		caveats = append(caveats, describeCaveat(raw))
	}
	return answer{
		"api_key": key.Serialize(),
		"head":    hexBytes(mac.Head()),
		"caveats": caveats,
		"tail":    hexBytes(mac.Tail()),
	}, nil
}

func describeCaveat(raw []byte) answer {
	caveat, err := macaroon.ParseCaveat(raw)
	if err != nil {
		return answer{"raw": hexBytes(raw), "fields": nil, "error": err.Error()}
	}
	allowedPaths := []answer{}
	for _, path := range caveat.AllowedPaths {
		allowedPaths = append(allowedPaths, describePath(path))
	}
	return answer{"raw": hexBytes(raw), "fields": answer{
		"disallow_reads":                                 caveat.DisallowReads,
		"disallow_writes":                                caveat.DisallowWrites,
		"disallow_lists":                                 caveat.DisallowLists,
		"disallow_deletes":                               caveat.DisallowDeletes,
		"disallow_locks":                                 caveat.DisallowLocks,
		"disallow_put_retention":                         caveat.DisallowPutRetention,
		"disallow_get_retention":                         caveat.DisallowGetRetention,
		"disallow_put_legal_hold":                        caveat.DisallowPutLegalHold,
		"disallow_get_legal_hold":                        caveat.DisallowGetLegalHold,
		"disallow_bypass_governance_retention":           caveat.DisallowBypassGovernanceRetention,
		"disallow_put_bucket_object_lock_configuration":  caveat.DisallowPutBucketObjectLockConfiguration,
		"disallow_get_bucket_object_lock_configuration":  caveat.DisallowGetBucketObjectLockConfiguration,
		"disallow_put_bucket_notification_configuration": caveat.DisallowPutBucketNotificationConfiguration,
		"disallow_get_bucket_notification_configuration": caveat.DisallowGetBucketNotificationConfiguration,
		"allowed_paths":                                  allowedPaths,
		"not_after":                                      describeTime(caveat.NotAfter),
		"not_before":                                     describeTime(caveat.NotBefore),
		"max_object_ttl":                                 describeDuration(caveat.MaxObjectTtl),
		"nonce":                                          hexBytes(caveat.Nonce),
	}}
}

// describeTime writes a time as seconds since the year 1, which Go counts and compares (and wraps at 64 bits), and nanoseconds:
// caveats hold years that RFC 3339 cannot write.
func describeTime(instant *time.Time) any {
	if instant == nil {
		return nil
	}
	const yearOneToUnix = 62_135_596_800
	return answer{
		"since_year_one": strconv.FormatInt(instant.Unix()+yearOneToUnix, 10), "nanos": instant.Nanosecond(),
	}
}

// describeDuration writes a duration as a number of nanoseconds.
func describeDuration(duration *time.Duration) any {
	if duration == nil {
		return nil
	}
	return strconv.FormatInt(duration.Nanoseconds(), 10)
}

// describeEncryption shows the encryption access as it is written in the text.
func describeEncryption(access *encryptionAccess) answer {
	entries := []answer{}
	for _, entry := range access.storeEntries {
		entries = append(entries, answer{
			"bucket":                hexBytes(entry.bucket),
			"unencrypted_path":      hexBytes(entry.unencryptedPath),
			"encrypted_path":        hexBytes(entry.encryptedPath),
			"key":                   hexBytes(entry.key),
			"path_cipher":           entry.pathCipher,
			"encryption_parameters": describeParameters(entry.parameters),
		})
	}
	var defaultKey any
	if len(access.defaultKey) > 0 {
		defaultKey = hexBytes(access.defaultKey)
	}
	return answer{
		"default_key":                   defaultKey,
		"default_path_cipher":           access.defaultPathCipher,
		"default_encryption_parameters": describeParameters(access.defaultParameters),
		"entries":                       entries,
	}
}

func describeParameters(parameters *encryptionParameters) any {
	if parameters == nil {
		return nil
	}
	return answer{
		"cipher_suite": parameters.cipherSuite,
		"block_size":   strconv.FormatInt(parameters.blockSize, 10),
	}
}

// describeStore shows the keys of a store, its entries sorted by bucket and encrypted path.
func describeStore(store *encryption.Store) answer {
	type row struct {
		bucket, encrypted string
		entry             answer
	}
	var rows []row
	_ = store.IterateWithCipher(func(
		bucket string, unencrypted paths.Unencrypted, encrypted paths.Encrypted, key storj.Key, cipher storj.CipherSuite,
	) error {
		rows = append(rows, row{bucket, encrypted.Raw(), answer{
			"bucket":           hexBytes(bucket),
			"unencrypted_path": hexBytes(unencrypted.Raw()),
			"encrypted_path":   hexBytes(encrypted.Raw()),
			"key":              hexBytes(key[:]),
			"path_cipher":      cipher,
		}})
		return nil
	})
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.encrypted, b.encrypted))
	})
	entries := []answer{}
	for _, row := range rows {
		entries = append(entries, row.entry)
	}
	var defaultKey any
	if key := store.GetDefaultKey(); key != nil {
		defaultKey = hexBytes(key[:])
	}
	return answer{"default_key": defaultKey, "default_path_cipher": store.GetDefaultPathCipher(), "entries": entries}
}

// describePrefixes shows what all caveats allow, each once: nil where nothing is restricted or a caveat cannot be read.
func describePrefixes(key *macaroon.APIKey) any {
	mac, err := macaroonOf(key)
	if err != nil {
		return nil
	}
	allowed, restricted, err := collapsePrefixes(mac)
	if err != nil || !restricted {
		return nil
	}
	prefixes := []answer{}
	seen := map[[2]string]bool{}
	for _, path := range allowed {
		pair := [2]string{string(path.Bucket), string(path.EncryptedPathPrefix)}
		if !seen[pair] {
			seen[pair] = true
			prefixes = append(prefixes, describePath(path))
		}
	}
	return prefixes
}

func describePath(path *macaroon.Caveat_Path) answer {
	return answer{"bucket": hexBytes(path.Bucket), "encrypted_path_prefix": hexBytes(path.EncryptedPathPrefix)}
}

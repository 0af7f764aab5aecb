package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/picobuf"
	"storj.io/uplink"
)

type restrictRequest struct {
	header
	Grant      string
	Via        string // "grant" or "uplink"
	Permission permission
	Prefixes   []struct{ Bucket, Prefix hexBytes }
	Nonce      hexBytes
}

type permission struct {
	AllowDownload                           bool       `json:"allow_download"`
	AllowUpload                             bool       `json:"allow_upload"`
	AllowList                               bool       `json:"allow_list"`
	AllowDelete                             bool       `json:"allow_delete"`
	AllowLock                               bool       `json:"allow_lock"`
	AllowPutObjectRetention                 bool       `json:"allow_put_object_retention"`
	AllowGetObjectRetention                 bool       `json:"allow_get_object_retention"`
	AllowPutObjectLegalHold                 bool       `json:"allow_put_object_legal_hold"`
	AllowGetObjectLegalHold                 bool       `json:"allow_get_object_legal_hold"`
	AllowBypassGovernanceRetention          bool       `json:"allow_bypass_governance_retention"`
	AllowPutBucketObjectLockConfiguration   bool       `json:"allow_put_bucket_object_lock_configuration"`
	AllowGetBucketObjectLockConfiguration   bool       `json:"allow_get_bucket_object_lock_configuration"`
	AllowPutBucketNotificationConfiguration bool       `json:"allow_put_bucket_notification_configuration"`
	AllowGetBucketNotificationConfiguration bool       `json:"allow_get_bucket_notification_configuration"`
	NotBefore                               *time.Time `json:"not_before"`            // RFC 3339
	NotAfter                                *time.Time `json:"not_after"`             // RFC 3339
	MaxObjectTTL                            *int64     `json:"max_object_ttl,string"` // nanoseconds
}

// restrict narrows a grant and writes it with the nonce that was asked for instead of a random one.
func restrict(request restrictRequest) (answer, error) {
	parent, child, err := share(request)
	if err != nil {
		return nil, err
	}
	narrowed, caveat, err := replaceNonce(parent, child, request.Nonce)
	if err != nil {
		return nil, err
	}
	text, err := narrowed.Serialize()
	if err != nil {
		return nil, err
	}
	sorted, err := sortEntries(text)
	if err != nil {
		return nil, err
	}
	return answer{
		"api_key":   narrowed.APIKey.Serialize(),
		"caveat":    hexBytes(caveat),
		"effective": describeStore(narrowed.EncAccess.Store),
		"result":    sorted,
	}, nil
}

// share restricts with the library's own function and returns the grant before and after.
func share(request restrictRequest) (parent, child *grant.Access, err error) {
	switch request.Via {
	case "grant":
		parent, err = grant.ParseAccess(request.Grant)
		if err != nil {
			return nil, nil, err
		}
		child, err = parent.Restrict(request.Permission.forGrant(), request.prefixesForGrant()...)
		return parent, child, err
	case "uplink":
		access, err := uplink.ParseAccess(request.Grant)
		if err != nil {
			return nil, nil, err
		}
		shared, err := access.Share(request.Permission.forUplink(), request.prefixesForUplink()...)
		if err != nil {
			return nil, nil, err
		}
		return accessToInternal(access), accessToInternal(shared), nil
	}
	return nil, nil, fault{fmt.Errorf("unknown via %q", request.Via)}
}

// replaceNonce adds the child's caveat to the parent once more, with another nonce, and limits the keys again.
func replaceNonce(parent, child *grant.Access, nonce []byte) (*grant.Access, []byte, error) {
	mac, err := macaroonOf(child.APIKey)
	if err != nil {
		return nil, nil, err
	}
	caveats := mac.Caveats()
	random := caveats[len(caveats)-1]
	caveat, err := macaroon.ParseCaveat(random)
	if err != nil {
		return nil, nil, err
	}
	if again, err := picobuf.Marshal(caveat); err != nil || !bytes.Equal(again, random) {
		return nil, nil, fault{errors.New("the library's caveat is not its own encoding")}
	}
	caveat.Nonce = nonce
	key, err := parent.APIKey.Restrict(*caveat)
	if err != nil {
		return nil, nil, err
	}
	keys := parent.EncAccess.Clone()
	keys.LimitTo(key)
	raw, err := picobuf.Marshal(caveat)
	return &grant.Access{SatelliteAddress: child.SatelliteAddress, APIKey: key, EncAccess: keys}, raw, err
}

func (request restrictRequest) prefixesForGrant() (prefixes []grant.SharePrefix) {
	for _, prefix := range request.Prefixes {
		prefixes = append(prefixes, grant.SharePrefix{Bucket: string(prefix.Bucket), Prefix: string(prefix.Prefix)})
	}
	return prefixes
}

func (request restrictRequest) prefixesForUplink() (prefixes []uplink.SharePrefix) {
	for _, prefix := range request.prefixesForGrant() {
		prefixes = append(prefixes, uplink.SharePrefix(prefix))
	}
	return prefixes
}

func (p permission) forGrant() grant.Permission {
	return grant.Permission{
		AllowDownload:                           p.AllowDownload,
		AllowUpload:                             p.AllowUpload,
		AllowList:                               p.AllowList,
		AllowDelete:                             p.AllowDelete,
		AllowLock:                               p.AllowLock,
		AllowPutObjectRetention:                 p.AllowPutObjectRetention,
		AllowGetObjectRetention:                 p.AllowGetObjectRetention,
		AllowPutObjectLegalHold:                 p.AllowPutObjectLegalHold,
		AllowGetObjectLegalHold:                 p.AllowGetObjectLegalHold,
		AllowBypassGovernanceRetention:          p.AllowBypassGovernanceRetention,
		AllowPutBucketObjectLockConfiguration:   p.AllowPutBucketObjectLockConfiguration,
		AllowGetBucketObjectLockConfiguration:   p.AllowGetBucketObjectLockConfiguration,
		AllowPutBucketNotificationConfiguration: p.AllowPutBucketNotificationConfiguration,
		AllowGetBucketNotificationConfiguration: p.AllowGetBucketNotificationConfiguration,
		NotBefore:                               valueOf(p.NotBefore),
		NotAfter:                                valueOf(p.NotAfter),
		MaxObjectTTL:                            (*time.Duration)(p.MaxObjectTTL),
	}
}

// forUplink leaves out the notification permissions, which uplink does not know.
func (p permission) forUplink() uplink.Permission {
	return uplink.Permission{
		AllowDownload:                         p.AllowDownload,
		AllowUpload:                           p.AllowUpload,
		AllowList:                             p.AllowList,
		AllowDelete:                           p.AllowDelete,
		AllowLock:                             p.AllowLock,
		AllowPutObjectRetention:               p.AllowPutObjectRetention,
		AllowGetObjectRetention:               p.AllowGetObjectRetention,
		AllowPutObjectLegalHold:               p.AllowPutObjectLegalHold,
		AllowGetObjectLegalHold:               p.AllowGetObjectLegalHold,
		AllowBypassGovernanceRetention:        p.AllowBypassGovernanceRetention,
		AllowPutBucketObjectLockConfiguration: p.AllowPutBucketObjectLockConfiguration,
		AllowGetBucketObjectLockConfiguration: p.AllowGetBucketObjectLockConfiguration,
		NotBefore:                             valueOf(p.NotBefore),
		NotAfter:                              valueOf(p.NotAfter),
		MaxObjectTTL:                          (*time.Duration)(p.MaxObjectTTL),
	}
}

// valueOf returns the zero time, which the library takes for none, where there is no time.
func valueOf(instant *time.Time) (value time.Time) {
	if instant != nil {
		value = *instant
	}
	return value
}

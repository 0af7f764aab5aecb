package main

import (
	_ "unsafe" // for go:linkname

	"storj.io/common/grant"
	"storj.io/common/macaroon"
	"storj.io/common/storj"
	"storj.io/uplink"
)

// Functions of the libraries that are not exported, called as they are instead of being copied.

//go:linkname collapsePrefixes storj.io/common/grant.collapsePrefixes
func collapsePrefixes(mac *macaroon.Macaroon) ([]*macaroon.Caveat_Path, bool, error)

//go:linkname accessToInternal storj.io/uplink.access_toInternal
func accessToInternal(access *uplink.Access) *grant.Access

//go:linkname accessFromInternal storj.io/uplink.access_fromInternal
func accessFromInternal(access *grant.Access) (*uplink.Access, error)

//go:linkname parseNodeURL storj.io/uplink.parseNodeURL
func parseNodeURL(address string) (storj.NodeURL, error)

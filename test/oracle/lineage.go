package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"

	"storj.io/common/macaroon"
)

type lineageRequest struct {
	header
	A, B string // API keys
}

// lineage tells what one API key is to another by what can be proved without the root secret: a is b's ancestor if a's
// tail, extended over b's further caveats, gives b's tail. The library has no such function.
func lineage(request lineageRequest) (answer, error) {
	a, err := macaroonFromText(request.A)
	if err != nil {
		return nil, err
	}
	b, err := macaroonFromText(request.B)
	if err != nil {
		return nil, err
	}
	relation, common := relate(a, b)
	return answer{"relation": relation, "common_caveats": common}, nil
}

func macaroonFromText(text string) (*macaroon.Macaroon, error) {
	key, err := macaroon.ParseAPIKey(text)
	if err != nil {
		return nil, err
	}
	return macaroonOf(key)
}

func relate(a, b *macaroon.Macaroon) (relation string, common int) {
	if !bytes.Equal(a.Head(), b.Head()) {
		return "unrelated", 0
	}
	ofA, ofB := a.Caveats(), b.Caveats()
	for common < len(ofA) && common < len(ofB) && bytes.Equal(ofA[common], ofB[common]) {
		common++
	}
	switch {
	case common < len(ofA) && common < len(ofB):
		return "sibling", common
	case common == len(ofA) && bytes.Equal(extend(a.Tail(), ofB[common:]), b.Tail()):
		if common == len(ofB) {
			return "same", common
		}
		return "ancestor", common
	case common == len(ofB) && bytes.Equal(extend(b.Tail(), ofA[common:]), a.Tail()):
		return "descendant", common
	}
	return "unrelated", common
}

// extend signs further caveats onto a tail.
func extend(tail []byte, caveats [][]byte) []byte {
	for _, caveat := range caveats {
		mac := hmac.New(sha256.New, tail)
		_, _ = mac.Write(caveat)
		tail = mac.Sum(nil)
	}
	return tail
}

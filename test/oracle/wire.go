package main

import (
	"bytes"
	"cmp"
	"slices"

	"storj.io/common/base58"
	"storj.io/picobuf"
)

// The messages of a grant as storj.io/common/grant/internal/pb has them (that package cannot be imported), to show
// what is written in a grant and to put store entries, which Go writes in random order, in one order.

type scope struct {
	satelliteAddr    string
	apiKey           []byte
	encryptionAccess *encryptionAccess
}

type encryptionAccess struct {
	defaultKey        []byte
	storeEntries      []*storeEntry
	defaultPathCipher int32
	defaultParameters *encryptionParameters
}

type storeEntry struct {
	bucket, unencryptedPath, encryptedPath, key []byte
	pathCipher                                  int32
	parameters                                  *encryptionParameters
}

type encryptionParameters struct {
	cipherSuite int32
	blockSize   int64
}

func (m *scope) Encode(c *picobuf.Encoder) bool {
	c.String(1, &m.satelliteAddr)
	c.Bytes(2, &m.apiKey)
	c.Message(3, m.encryptionAccess.Encode)
	return true
}

func (m *scope) Decode(c *picobuf.Decoder) {
	c.String(1, &m.satelliteAddr)
	c.Bytes(2, &m.apiKey)
	c.Message(3, func(c *picobuf.Decoder) {
		if m.encryptionAccess == nil {
			m.encryptionAccess = new(encryptionAccess)
		}
		m.encryptionAccess.Decode(c)
	})
}

func (m *encryptionAccess) Encode(c *picobuf.Encoder) bool {
	c.Bytes(1, &m.defaultKey)
	for _, entry := range m.storeEntries {
		c.AlwaysMessage(2, entry.Encode)
	}
	c.Int32(3, &m.defaultPathCipher)
	c.Message(4, m.defaultParameters.Encode)
	return true
}

func (m *encryptionAccess) Decode(c *picobuf.Decoder) {
	c.Bytes(1, &m.defaultKey)
	c.RepeatedMessage(2, func(c *picobuf.Decoder) {
		entry := new(storeEntry)
		c.Loop(entry.Decode)
		m.storeEntries = append(m.storeEntries, entry)
	})
	c.Int32(3, &m.defaultPathCipher)
	c.Message(4, func(c *picobuf.Decoder) {
		if m.defaultParameters == nil {
			m.defaultParameters = new(encryptionParameters)
		}
		m.defaultParameters.Decode(c)
	})
}

func (m *storeEntry) Encode(c *picobuf.Encoder) bool {
	c.Bytes(1, &m.bucket)
	c.Bytes(2, &m.unencryptedPath)
	c.Bytes(3, &m.encryptedPath)
	c.Bytes(4, &m.key)
	c.Int32(5, &m.pathCipher)
	c.Message(6, m.parameters.Encode)
	return true
}

func (m *storeEntry) Decode(c *picobuf.Decoder) {
	c.Bytes(1, &m.bucket)
	c.Bytes(2, &m.unencryptedPath)
	c.Bytes(3, &m.encryptedPath)
	c.Bytes(4, &m.key)
	c.Int32(5, &m.pathCipher)
	c.Message(6, func(c *picobuf.Decoder) {
		if m.parameters == nil {
			m.parameters = new(encryptionParameters)
		}
		m.parameters.Decode(c)
	})
}

func (m *encryptionParameters) Encode(c *picobuf.Encoder) bool {
	if m == nil {
		return false
	}
	c.Int32(1, &m.cipherSuite)
	c.Int64(2, &m.blockSize)
	return true
}

func (m *encryptionParameters) Decode(c *picobuf.Decoder) {
	c.Int32(1, &m.cipherSuite)
	c.Int64(2, &m.blockSize)
}

// readScope reads the messages of a grant that the library has accepted.
func readScope(text string) (*scope, error) {
	data, _, err := base58.CheckDecode(text)
	if err != nil {
		return nil, err
	}
	message := new(scope)
	return message, picobuf.Unmarshal(data, message)
}

// sortEntries returns a grant that the library has just written with its store entries sorted by bucket and encrypted path.
func sortEntries(text string) (string, error) {
	message, err := readScope(text)
	if err != nil {
		return "", err
	}
	slices.SortFunc(message.encryptionAccess.storeEntries, func(a, b *storeEntry) int {
		return cmp.Or(bytes.Compare(a.bucket, b.bucket), bytes.Compare(a.encryptedPath, b.encryptedPath))
	})
	data, err := picobuf.Marshal(message)
	if err != nil {
		return "", err
	}
	return base58.CheckEncode(data, 0), nil
}

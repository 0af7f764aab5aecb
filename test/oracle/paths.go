package main

import (
	"errors"

	"storj.io/common/encryption"
	"storj.io/common/paths"
	"storj.io/common/storj"
)

type pathRequest struct {
	header
	Store  storeRequest
	Bucket hexBytes
	Path   hexBytes
}

type storeRequest struct {
	DefaultKey        *hexBytes         `json:"default_key"`
	DefaultPathCipher storj.CipherSuite `json:"default_path_cipher"`
	Entries           []struct {
		Bucket          hexBytes
		UnencryptedPath hexBytes `json:"unencrypted_path"`
		EncryptedPath   hexBytes `json:"encrypted_path"`
		Key             hexBytes
		PathCipher      storj.CipherSuite `json:"path_cipher"`
	}
}

// open builds the store; the library refuses entries that contradict one another.
func (request storeRequest) open() (*encryption.Store, error) {
	store := encryption.NewStore()
	store.SetDefaultPathCipher(request.DefaultPathCipher)
	if request.DefaultKey != nil {
		key, err := keyOf(*request.DefaultKey)
		if err != nil {
			return nil, err
		}
		store.SetDefaultKey(&key)
	}
	for _, entry := range request.Entries {
		key, err := keyOf(entry.Key)
		if err != nil {
			return nil, err
		}
		unencrypted := paths.NewUnencrypted(string(entry.UnencryptedPath))
		encrypted := paths.NewEncrypted(string(entry.EncryptedPath))
		if err := store.AddWithCipher(string(entry.Bucket), unencrypted, encrypted, key, entry.PathCipher); err != nil {
			return nil, err
		}
	}
	return store, nil
}

func keyOf(bytes []byte) (key storj.Key, err error) {
	if len(bytes) != len(key) {
		return key, fault{errors.New("a key of another length than 32 bytes")}
	}
	copy(key[:], bytes)
	return key, nil
}

// encrypt encrypts an object key, as a path and as a prefix, and derives its keys.
func encrypt(request pathRequest) (answer, error) {
	store, err := request.Store.open()
	if err != nil {
		return nil, err
	}
	bucket, path := string(request.Bucket), paths.NewUnencrypted(string(request.Path))
	encrypted, encryptErr := encryption.EncryptPathWithStoreCipher(bucket, path, store)
	prefix, prefixErr := encryption.EncryptPrefixWithStoreCipher(bucket, path, store)
	info, infoErr := encryption.GetPrefixInfo(bucket, path, store)
	reply := deriveKeys(bucket, path, store)
	reply["encrypted"] = valueOrError(encrypted.Raw(), encryptErr)
	reply["encrypted_prefix"] = valueOrError(prefix.Raw(), prefixErr)
	reply["prefix_info"] = describeInfo(info, infoErr)
	return reply, nil
}

// decrypt decrypts an encrypted object key and derives its keys.
func decrypt(request pathRequest) (answer, error) {
	store, err := request.Store.open()
	if err != nil {
		return nil, err
	}
	bucket := string(request.Bucket)
	path, err := encryption.DecryptPathWithStoreCipher(bucket, paths.NewEncrypted(string(request.Path)), store)
	if err != nil {
		return nil, err
	}
	reply := deriveKeys(bucket, path, store)
	reply["decrypted"] = hexBytes(path.Raw())
	return reply, nil
}

func deriveKeys(bucket string, path paths.Unencrypted, store *encryption.Store) answer {
	pathKey, pathErr := encryption.DerivePathKey(bucket, path, store)
	contentKey, contentErr := encryption.DeriveContentKey(bucket, path, store)
	return answer{"path_key": keyOrError(pathKey, pathErr), "content_key": keyOrError(contentKey, contentErr)}
}

func describeInfo(info *encryption.PrefixInfo, err error) answer {
	if err != nil {
		return answer{"error": err.Error()}
	}
	return answer{
		"cipher":           info.Cipher,
		"path":             hexBytes(info.PathUnenc.Raw()),
		"encrypted":        hexBytes(info.PathEnc.Raw()),
		"key":              hexBytes(info.PathKey[:]),
		"parent":           hexBytes(info.ParentUnenc.Raw()),
		"parent_encrypted": hexBytes(info.ParentEnc.Raw()),
		"parent_key":       hexBytes(info.ParentKey[:]),
	}
}

func valueOrError(value string, err error) answer {
	if err != nil {
		return answer{"error": err.Error()}
	}
	return answer{"value": hexBytes(value)}
}

func keyOrError(key *storj.Key, err error) answer {
	if err != nil {
		return answer{"error": err.Error()}
	}
	return answer{"value": hexBytes(key[:])}
}

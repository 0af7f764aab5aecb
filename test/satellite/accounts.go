package main

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	"storj.io/common/uuid"
)

// Who can sign in, all with one password.
const (
	password = "Correct-Horse-1"
	// Owns the projects; has a REST API key.
	ownerEmail = "alice@example.test"
	// A member of the first project.
	memberEmail = "bob@example.test"
	// Asked for a passcode, or for the recovery code, which works once.
	mfaEmail     = "carol@example.test"
	mfaCode      = "123456"
	recoveryCode = "AAAA-BBBB-CCCC"
)

const (
	sessionLife    = 30 * time.Minute
	rememberedLife = 7 * 24 * time.Hour
	// Failures in a row until an account is locked, and for how long it then is; each one more doubles that.
	failuresToLock = 3
	firstLock      = 2 * time.Minute
)

type account struct {
	id    uuid.UUID
	email string
	// Whether it is asked for a second factor; a recovery code that was used is empty.
	hasMFA       bool
	recoveryCode string
	failures     int
	lockedUntil  time.Time
}

type session struct {
	who  *account
	ends time.Time
}

func (s *satellite) addAccount(email string) error {
	id, err := uuid.New()
	if err != nil {
		return err
	}
	s.accounts = append(s.accounts, &account{id: id, email: email, hasMFA: email == mfaEmail, recoveryCode: recoveryCode})
	return nil
}

// hasFailed counts a failure to sign in.
func (who *account) hasFailed(now time.Time) {
	who.failures++
	if more := who.failures - failuresToLock; more >= 0 {
		who.lockedUntil = now.Add(firstLock << more)
	}
}

func (s *satellite) beginSession(who *account, life time.Duration) (token string, ends time.Time) {
	token, ends = newToken(), time.Now().UTC().Add(life)
	s.sessions[token] = &session{who: who, ends: ends}
	return token, ends
}

// newToken has the looks of the console's: two parts, of which the second would be a signature.
func newToken() string {
	bytes := make([]byte, 16+32)
	_, _ = rand.Read(bytes)
	return base64.URLEncoding.EncodeToString(bytes[:16]) + "." + base64.URLEncoding.EncodeToString(bytes[16:])
}

// checkToken says what is wrong with the looks of a token.
func checkToken(token string) error {
	_, signature, inParts := strings.Cut(token, ".")
	if !inParts {
		return fmt.Errorf("invalid token format")
	}
	if _, err := io.ReadAll(base64.NewDecoder(base64.URLEncoding, strings.NewReader(signature))); err != nil {
		return fmt.Errorf("decoding token's signature failed: %w", err)
	}
	return nil
}

package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	tokenCookie = "_tokenKey"
	// For the web app's own script, which can't read the other.
	endCookie = "_session_expiry"
)

// Production's limit on requests to sign in.
const (
	signInsAtOnce   = 5
	oneMoreSignInIn = 5 * time.Minute
)

// What the console says of a wrong password, of an account that is locked and of one that there is not.
var errCredentials = refuse(http.StatusUnauthorized, "Your login credentials are incorrect, please try again")

// Nobody can solve a captcha here.
var errCaptcha = refuse(http.StatusBadRequest, "Validation of captcha was unsuccessful")

const unprocessed = "There was an error processing your request"

type newSession struct {
	ExpiresAt time.Time `json:"expiresAt"`
	Token     string    `json:"token"`
}

// countSignIn refuses a request to sign in where there were too many.
func (s *satellite) countSignIn() error {
	if !s.opts.limits {
		return nil
	}
	now := time.Now()
	// At first that is long ago, and all are left.
	s.signIns.left = min(signInsAtOnce, s.signIns.left+float64(now.Sub(s.signIns.at))/float64(oneMoreSignInIn))
	s.signIns.at = now
	if s.signIns.left < 1 {
		return refuse(http.StatusTooManyRequests, "You've exceeded your request limit. Please try again later.")
	}
	s.signIns.left--
	return nil
}

func (s *satellite) signInWithPassword(r *http.Request, _ *account) (reply, error) {
	var asked struct {
		Email              string `json:"email"`
		Password           string `json:"password"`
		MFAPasscode        string `json:"mfaPasscode"`
		MFARecoveryCode    string `json:"mfaRecoveryCode"`
		RememberForOneWeek bool   `json:"rememberForOneWeek"`
	}
	if json.NewDecoder(r.Body).Decode(&asked) != nil {
		return reply{}, refuse(http.StatusInternalServerError, unprocessed)
	}
	if asked.Password == "" {
		return reply{}, refuse(http.StatusBadRequest, "validation: password is required")
	}
	hasCode := asked.MFAPasscode != "" || asked.MFARecoveryCode != ""
	// Who has come as far as to a code, has solved one before.
	if s.opts.captcha && !hasCode {
		return reply{}, errCaptcha
	}
	at := slices.IndexFunc(s.accounts, func(who *account) bool { return strings.EqualFold(who.email, asked.Email) })
	now := time.Now()
	if at < 0 || now.Before(s.accounts[at].lockedUntil) {
		return reply{}, errCredentials
	}
	who := s.accounts[at]
	if asked.Password != password {
		who.hasFailed(now)
		return reply{}, errCredentials
	}
	if s.opts.captcha && !who.hasMFA {
		return reply{}, errCaptcha
	}
	if who.hasMFA {
		if !hasCode {
			return reply{json: map[string]string{"error": "A MFA passcode or recovery code is required"}}, nil
		}
		if err := who.checkCode(asked.MFAPasscode, asked.MFARecoveryCode, now); err != nil {
			return reply{}, err
		}
	}
	who.failures = 0
	if asked.RememberForOneWeek {
		return s.signedIn(who, rememberedLife), nil
	}
	return s.signedIn(who, sessionLife), nil
}

// checkCode uses a recovery code up. A wrong code counts as a failure to sign in.
func (who *account) checkCode(passcode, recovery string, now time.Time) error {
	switch {
	case passcode != "" && recovery != "":
		return refuse(http.StatusConflict, "Expected either passcode or recovery code, but got both")
	case passcode != "" && passcode != mfaCode:
		who.hasFailed(now)
		return refuse(http.StatusBadRequest, "The MFA passcode is not valid or has expired")
	case recovery != "" && recovery != who.recoveryCode:
		who.hasFailed(now)
		return refuse(http.StatusBadRequest, "The MFA recovery code is not valid or has been previously used")
	case recovery != "":
		who.recoveryCode = ""
	}
	return nil
}

// signInWithRESTKey asks for no code, and does not look at locks.
func (s *satellite) signInWithRESTKey(r *http.Request, _ *account) (reply, error) {
	key, shown := restKeyOf(r)
	if !shown {
		return reply{}, refuse(http.StatusInternalServerError, unprocessed)
	}
	who, found := s.restKeys[key]
	if !found {
		return reply{}, refuse(http.StatusUnauthorized, unprocessed)
	}
	return s.signedIn(who, sessionLife), nil
}

func (s *satellite) signedIn(who *account, life time.Duration) reply {
	token, ends := s.beginSession(who, life)
	return reply{json: newSession{ends, token}, typed: true, cookies: sessionCookies(token, ends)}
}

// refreshSession keeps the token. However long the session was to last, it ends as one that was begun now.
func (s *satellite) refreshSession(r *http.Request, _ *account) (reply, error) {
	cookie, err := r.Cookie(tokenCookie)
	if err != nil {
		return reply{}, err
	}
	ends := time.Now().UTC().Add(sessionLife)
	s.sessions[cookie.Value].ends = ends
	return reply{json: ends, cookies: sessionCookies(cookie.Value, ends)}, nil
}

func (s *satellite) signOut(r *http.Request, _ *account) (reply, error) {
	cookie, err := r.Cookie(tokenCookie)
	if err != nil {
		return reply{}, err
	}
	delete(s.sessions, cookie.Value)
	return reply{typed: true, cookies: noSession()}, nil
}

func sessionCookies(token string, ends time.Time) []*http.Cookie {
	return []*http.Cookie{
		{Name: tokenCookie, Value: token, Path: "/", Expires: ends, HttpOnly: true, SameSite: http.SameSiteStrictMode},
		{Name: endCookie, Value: ends.Format(time.RFC3339), Path: "/", Expires: ends, SameSite: http.SameSiteStrictMode},
	}
}

// noSession rids a browser of both.
func noSession() []*http.Cookie {
	past := time.Unix(0, 0)
	return []*http.Cookie{
		{Name: tokenCookie, Path: "/", Expires: past, HttpOnly: true, SameSite: http.SameSiteStrictMode},
		{Name: endCookie, Path: "/", Expires: past},
	}
}

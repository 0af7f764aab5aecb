package main

import "net/http"

const (
	csrfCookie = "csrf_token"
	csrfHeader = "X-CSRF-Token"
	csrfLife   = 24 * 60 * 60
)

type captcha struct {
	Enabled bool   `json:"enabled"`
	SiteKey string `json:"siteKey"`
}

type captchas struct {
	Recaptcha captcha `json:"recaptcha"`
	Hcaptcha  captcha `json:"hcaptcha"`
	Turnstile captcha `json:"turnstile"`
}

// consoleConfig is of the real one what a client may ask for.
type consoleConfig struct {
	ExternalAddress              string `json:"externalAddress"`
	SatelliteName                string `json:"satelliteName"`
	SatelliteNodeURL             string `json:"satelliteNodeURL"`
	GatewayCredentialsRequestURL string `json:"gatewayCredentialsRequestURL"`
	LinksharingURL               string `json:"linksharingURL"`
	PublicLinksharingURL         string `json:"publicLinksharingURL"`
	Captcha                      struct {
		Login        captchas `json:"login"`
		Registration captchas `json:"registration"`
	} `json:"captcha"`
	MaxNameCharacters       int    `json:"maxNameCharacters"`
	InactivityTimerEnabled  bool   `json:"inactivityTimerEnabled"`
	InactivityTimerDuration int    `json:"inactivityTimerDuration"`
	SSOEnabled              bool   `json:"ssoEnabled"`
	RESTAPIKeysUIEnabled    bool   `json:"restAPIKeysUIEnabled"`
	CSRFToken               string `json:"csrfToken"`
}

func (s *satellite) getConfig(r *http.Request, _ *account) (reply, error) {
	said := reply{typed: true}
	config := consoleConfig{ExternalAddress: s.consoleURL + "/", SatelliteName: "Storj", SatelliteNodeURL: s.nodeURL.String(),
		GatewayCredentialsRequestURL: s.authURL, LinksharingURL: "http://127.0.0.1:1/private", PublicLinksharingURL: "http://127.0.0.1:1/public",
		MaxNameCharacters: longestName, InactivityTimerEnabled: true, InactivityTimerDuration: int(sessionLife.Seconds()),
		RESTAPIKeysUIEnabled: true}
	if s.opts.captcha {
		config.Captcha.Login.Hcaptcha = captcha{Enabled: true, SiteKey: "site-key"}
	}
	if s.opts.csrf {
		cookie, err := r.Cookie(csrfCookie)
		if err == nil && s.csrfTokens[cookie.Value] {
			config.CSRFToken = cookie.Value
		} else {
			config.CSRFToken = newToken()
			s.csrfTokens[config.CSRFToken] = true
			said.cookies = []*http.Cookie{{Name: csrfCookie, Value: config.CSRFToken, Path: "/", MaxAge: csrfLife, HttpOnly: true,
				SameSite: http.SameSiteStrictMode}}
		}
	}
	said.json = config
	return said, nil
}

// checkCSRF wants the cookie's token in a header too, which another site's page can't send.
func (s *satellite) checkCSRF(r *http.Request) error {
	if !s.opts.csrf {
		return nil
	}
	cookie, err := r.Cookie(csrfCookie)
	if err != nil {
		return refuse(http.StatusForbidden, "CSRF token cookie missing")
	}
	if r.Header.Get(csrfHeader) != cookie.Value {
		return refuse(http.StatusForbidden, "Invalid CSRF token")
	}
	if err := checkToken(cookie.Value); err != nil {
		return refuse(http.StatusForbidden, "%v", err)
	}
	if !s.csrfTokens[cookie.Value] {
		return refuse(http.StatusForbidden, "Invalid CSRF token")
	}
	return nil
}

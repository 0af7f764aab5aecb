package main

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"storj.io/common/macaroon"
	"storj.io/common/uuid"
)

const (
	// In characters.
	longestName = 100
	largestPage = 300
)

// The orders beside that by name, and the direction beside the usual one.
const (
	byCreation = 2
	byCreator  = 3
	descending = 2
)

const nameTaken = "An API Key with this name already exists in this project, please use a different name"

// keyInfo is what is told of an API key. Some of it is left out here and there: the ID is then all zeros.
type keyInfo struct {
	ID              uuid.UUID              `json:"id"`
	ProjectID       uuid.UUID              `json:"projectId"`
	ProjectPublicID uuid.UUID              `json:"projectPublicId"`
	CreatedBy       uuid.UUID              `json:"createdBy"`
	CreatorEmail    string                 `json:"creatorEmail"`
	UserAgent       []byte                 `json:"userAgent"`
	Name            string                 `json:"name"`
	CreatedAt       time.Time              `json:"createdAt"`
	Version         macaroon.APIKeyVersion `json:"version"`
}

type keyPage struct {
	// Null where there is none.
	APIKeys        []keyInfo `json:"apiKeys"`
	Search         string    `json:"search"`
	Limit          int       `json:"limit"`
	Order          int       `json:"order"`
	OrderDirection int       `json:"orderDirection"`
	Offset         int       `json:"offset"`
	PageCount      int       `json:"pageCount"`
	CurrentPage    int       `json:"currentPage"`
	TotalCount     int       `json:"totalCount"`
}

type createdKey struct {
	Key     string  `json:"key"`
	KeyInfo keyInfo `json:"keyInfo"`
}

func (key *apiKey) info() keyInfo {
	return keyInfo{ID: key.id, Name: key.name, CreatedAt: key.created, Version: key.version}
}

func (s *satellite) listKeys(r *http.Request, who *account) (reply, error) {
	id, err := readID(r.URL.Query().Get("projectID"))
	if err != nil {
		return reply{}, err
	}
	page, err := s.pageOfKeys(r.URL.Query(), who, id, http.StatusInternalServerError)
	return reply{json: page}, err
}

func (s *satellite) generatedKeys(r *http.Request, who *account) (reply, error) {
	id, err := readID(r.PathValue("project"))
	if err != nil {
		return reply{}, err
	}
	if r.URL.Query().Get("search") == "" {
		return reply{}, missing("search")
	}
	page, err := s.pageOfKeys(r.URL.Query(), who, id, http.StatusBadRequest)
	return reply{json: page}, err
}

func missing(parameter string) error {
	return refuse(http.StatusBadRequest, "parameter '%s' can't be empty", parameter)
}

// pageOfKeys is one page of a project's API keys, which says the project's ID as it was asked with. `outOfRange` is the
// status for a page that there is not.
func (s *satellite) pageOfKeys(query url.Values, who *account, id uuid.UUID, outOfRange int) (*keyPage, error) {
	page := &keyPage{Search: query.Get("search")}
	for _, of := range []struct {
		name  string
		value *int
	}{{"limit", &page.Limit}, {"page", &page.CurrentPage}, {"order", &page.Order}, {"orderDirection", &page.OrderDirection}} {
		text := query.Get(of.name)
		if text == "" {
			return nil, missing(of.name)
		}
		number, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return nil, refuse(http.StatusBadRequest, "%v", err)
		}
		*of.value = int(number)
	}
	p, err := s.projectOf(who, id)
	if err != nil {
		return nil, err
	}
	const cannot = "console service: api key request: "
	if page.Limit == 0 {
		return nil, refuse(outOfRange, cannot+"limit cannot be 0")
	}
	if page.CurrentPage == 0 {
		return nil, refuse(outOfRange, cannot+"page cannot be 0")
	}
	found := p.keysLike(page.Search)
	slices.SortStableFunc(found, comparing(page.Order, page.OrderDirection == descending))
	page.Limit = min(page.Limit, largestPage)
	page.Offset = (page.CurrentPage - 1) * page.Limit
	page.TotalCount = len(found)
	page.PageCount = (len(found) + page.Limit - 1) / page.Limit
	if len(found) == 0 {
		// Then any page will do, and is none.
		page.CurrentPage = 0
		return page, nil
	}
	if page.Offset >= len(found) {
		return nil, refuse(outOfRange, cannot+"page is out of range")
	}
	for _, key := range found[page.Offset:min(page.Offset+page.Limit, len(found))] {
		info := key.info()
		info.ProjectID, info.ProjectPublicID, info.CreatorEmail = id, p.publicID, key.creator.email
		page.APIKeys = append(page.APIKeys, info)
	}
	return page, nil
}

// keysLike are the API keys with a search somewhere in their names, as a database understands it: whatever the case,
// % for any text and _ for any character.
func (p *project) keysLike(search string) []*apiKey {
	pattern := regexp.MustCompile("(?is)" + strings.NewReplacer("%", ".*", "_", ".").Replace(regexp.QuoteMeta(search)))
	return slices.DeleteFunc(slices.Clone(p.apiKeys), func(key *apiKey) bool { return !pattern.MatchString(key.name) })
}

func comparing(order int, isDescending bool) func(a, b *apiKey) int {
	return func(a, b *apiKey) int {
		if isDescending {
			a, b = b, a
		}
		switch order {
		case byCreation:
			return a.created.Compare(b.created)
		case byCreator:
			return strings.Compare(a.creator.email, b.creator.email)
		default:
			return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		}
	}
}

func (s *satellite) createKey(r *http.Request, who *account) (reply, error) {
	name, err := io.ReadAll(r.Body)
	if err != nil {
		return reply{}, err
	}
	if utf8.RuneCount(name) > longestName {
		return reply{}, refuse(http.StatusBadRequest, "validation: field length exceeds maximum length %d", longestName)
	}
	p, err := s.projectIn(r, who)
	if err != nil {
		return reply{}, err
	}
	if p.hasKey(string(name)) {
		return reply{}, refuse(http.StatusInternalServerError, "validation: %s", nameTaken)
	}
	return s.created(p, who, string(name), p.id)
}

func (s *satellite) generatedCreate(r *http.Request, who *account) (reply, error) {
	var asked struct {
		ProjectID string `json:"projectID"`
		Name      string `json:"name"`
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return reply{}, refuse(http.StatusBadRequest, "%v", err)
	}
	id, err := readID(asked.ProjectID)
	if err != nil {
		return reply{}, err
	}
	p, err := s.projectOf(who, id)
	if err != nil {
		return reply{}, err
	}
	if p.hasKey(asked.Name) {
		return reply{}, refuse(http.StatusConflict, "conflict detected: %s", nameTaken)
	}
	return s.created(p, who, asked.Name, id)
}

// created makes an API key and tells it, which nobody does a second time.
func (s *satellite) created(p *project, who *account, name string, projectID uuid.UUID) (reply, error) {
	text, err := s.addKey(p, who, name, false)
	if err != nil {
		return reply{}, err
	}
	info := p.apiKeys[len(p.apiKeys)-1].info()
	info.ProjectID, info.CreatedBy = projectID, who.id
	return reply{json: createdKey{Key: text.Serialize(), KeyInfo: info}}, nil
}

// deleteKeys deletes all or none.
func (s *satellite) deleteKeys(r *http.Request, who *account) (reply, error) {
	var asked struct {
		IDs []string `json:"ids"`
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return reply{}, refuse(http.StatusBadRequest, "%v", err)
	}
	var keys []*apiKey
	for _, text := range asked.IDs {
		id, err := readID(text)
		if err != nil {
			return reply{}, err
		}
		key := s.keyOf(id)
		if key == nil {
			return reply{}, refuse(http.StatusInternalServerError, noRows)
		}
		if _, err := s.projectOf(who, key.project.id); err != nil {
			return reply{}, err
		}
		if who != key.creator && who != key.project.owner() {
			return reply{}, refuse(http.StatusForbidden,
				"console service: insufficient access rights: you do not have permission to delete this API key: %s", key.name)
		}
		keys = append(keys, key)
	}
	for _, key := range keys {
		s.deleteKey(key)
	}
	return reply{}, nil
}

// generatedDelete takes an API key that is gone for one that it has deleted.
func (s *satellite) generatedDelete(r *http.Request, who *account) (reply, error) {
	id, err := readID(r.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	if key := s.keyOf(id); key != nil {
		if _, err := s.projectOf(who, key.project.id); err != nil {
			return reply{}, err
		}
		s.deleteKey(key)
	}
	return reply{}, nil
}

package main

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"

	"storj.io/common/uuid"
)

// The passphrase of a project whose passphrase the satellite keeps; its members are told.
const managedPassphrase = "kept by the satellite"

// projectInfo is a project as the web app's API shows it.
type projectInfo struct {
	ID                          uuid.UUID      `json:"id"`
	Name                        string         `json:"name"`
	OwnerID                     uuid.UUID      `json:"ownerId"`
	Description                 string         `json:"description"`
	MemberCount                 int            `json:"memberCount"`
	CreatedAt                   time.Time      `json:"createdAt"`
	EdgeURLOverrides            *edgeOverrides `json:"edgeURLOverrides,omitempty"`
	StorageUsed                 int64          `json:"storageUsed"`
	BandwidthUsed               int64          `json:"bandwidthUsed"`
	Versioning                  int            `json:"versioning"`
	Placement                   int            `json:"placement"`
	HasManagedPassphrase        bool           `json:"hasManagedPassphrase"`
	IsClassic                   bool           `json:"isClassic"`
	StorageNotificationsEnabled bool           `json:"storageNotificationsEnabled"`
	EgressNotificationsEnabled  bool           `json:"egressNotificationsEnabled"`
}

type edgeOverrides struct {
	AuthService         string `json:"authService"`
	PublicLinksharing   string `json:"publicLinksharing"`
	InternalLinksharing string `json:"internalLinksharing"`
	GatewayEndpoint     string `json:"gatewayEndpoint"`
}

// generatedProject is a project as the generated API shows it; what is nil has no limit of its own.
type generatedProject struct {
	ID                          uuid.UUID `json:"id"`
	PublicID                    uuid.UUID `json:"publicId"`
	Name                        string    `json:"name"`
	Description                 string    `json:"description"`
	UserAgent                   []byte    `json:"userAgent"`
	OwnerID                     uuid.UUID `json:"ownerId"`
	MaxBuckets                  *int      `json:"maxBuckets"`
	CreatedAt                   time.Time `json:"createdAt"`
	MemberCount                 int       `json:"memberCount"`
	Status                      int       `json:"status"`
	StorageLimit                *int64    `json:"storageLimit"`
	BandwidthLimit              *int64    `json:"bandwidthLimit"`
	UserSpecifiedStorageLimit   *int64    `json:"userSpecifiedStorageLimit"`
	UserSpecifiedBandwidthLimit *int64    `json:"userSpecifiedBandwidthLimit"`
	SegmentLimit                *int64    `json:"segmentLimit"`
	RateLimit                   *int      `json:"rateLimit"`
	BurstLimit                  *int      `json:"burstLimit"`
	DefaultPlacement            int       `json:"defaultPlacement"`
	DefaultVersioning           int       `json:"defaultVersioning"`
	IsClassic                   bool      `json:"isClassic"`
}

// projectConfig is what making grants needs to know of a project, among other things.
type projectConfig struct {
	HasManagedPassphrase bool   `json:"hasManagedPassphrase"`
	EncryptPath          bool   `json:"encryptPath"`
	Passphrase           string `json:"passphrase,omitempty"`
	IsOwnerPaidTier      bool   `json:"isOwnerPaidTier"`
	HasPaidPrivileges    bool   `json:"hasPaidPrivileges"`
	// 0: may do all; 1: is a member.
	Role                int    `json:"role"`
	Salt                string `json:"salt"`
	MembersCount        int    `json:"membersCount"`
	AvailablePlacements []int  `json:"availablePlacements"`
}

// projectsOf are those that `who` is a member of, by name.
func (s *satellite) projectsOf(who *account) []*project {
	own := slices.DeleteFunc(slices.Clone(s.projects), func(p *project) bool { return !slices.Contains(p.members, who) })
	slices.SortFunc(own, func(a, b *project) int { return strings.Compare(a.name, b.name) })
	return own
}

// projectOf finds one of who's projects by either of its IDs.
func (s *satellite) projectOf(who *account, id uuid.UUID) (*project, error) {
	at := slices.IndexFunc(s.projects, func(p *project) bool { return p.id == id || p.publicID == id })
	if at < 0 {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: %s", noRows)
	}
	if !slices.Contains(s.projects[at].members, who) {
		return nil, refuse(http.StatusUnauthorized, "unauthorized: no membership: You are not authorized to perform this action")
	}
	return s.projects[at], nil
}

func readID(text string) (uuid.UUID, error) {
	id, err := uuid.FromString(text)
	if err != nil {
		return uuid.UUID{}, refuse(http.StatusBadRequest, "%v", err)
	}
	return id, nil
}

// projectIn is the project that the request's path names.
func (s *satellite) projectIn(r *http.Request, who *account) (*project, error) {
	id, err := readID(r.PathValue("project"))
	if err != nil {
		return nil, err
	}
	return s.projectOf(who, id)
}

func (s *satellite) listProjects(_ *http.Request, who *account) (reply, error) {
	infos := []projectInfo{}
	for _, p := range s.projectsOf(who) {
		info := projectInfo{ID: p.publicID, Name: p.name, OwnerID: p.owner().id, MemberCount: len(p.members), CreatedAt: p.created,
			StorageUsed: p.storageUsed(), Versioning: 1, HasManagedPassphrase: p.isManaged}
		if s.opts.edge {
			info.EdgeURLOverrides = &edgeOverrides{AuthService: s.authURL, PublicLinksharing: deadPublic, InternalLinksharing: deadPrivate,
				GatewayEndpoint: endpoint}
		}
		infos = append(infos, info)
	}
	return reply{json: infos, typed: true}, nil
}

func (s *satellite) generatedProjects(_ *http.Request, who *account) (reply, error) {
	all := []generatedProject{}
	for _, p := range s.projectsOf(who) {
		all = append(all, generatedProject{ID: p.id, PublicID: p.publicID, Name: p.name, OwnerID: p.owner().id, CreatedAt: p.created,
			MemberCount: len(p.members), Status: 1, DefaultVersioning: 1})
	}
	return reply{json: all}, nil
}

func (s *satellite) projectSalt(r *http.Request, who *account) (reply, error) {
	p, err := s.projectIn(r, who)
	if err != nil {
		return reply{}, err
	}
	return reply{json: base64.StdEncoding.EncodeToString(p.salt), typed: true}, nil
}

func (s *satellite) projectConfig(r *http.Request, who *account) (reply, error) {
	p, err := s.projectIn(r, who)
	if err != nil {
		return reply{}, err
	}
	config := projectConfig{HasManagedPassphrase: p.isManaged, EncryptPath: !p.isManaged, IsOwnerPaidTier: !s.opts.free,
		HasPaidPrivileges: !s.opts.free, Salt: base64.StdEncoding.EncodeToString(p.salt), MembersCount: len(p.members),
		AvailablePlacements: []int{}}
	if p.isManaged {
		config.Passphrase = managedPassphrase
	}
	if who != p.owner() {
		config.Role = 1
	}
	return reply{json: config, typed: true}, nil
}

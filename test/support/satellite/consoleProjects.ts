import type { GeneratedRoute, SessionRoute } from "./consoleRoute";
import type { ConsoleState } from "./consoleState";
import { goTime } from "./goTime";
import type { EdgeUrls } from "./metainfo";
import type { Project } from "./project";

/** What members are told of a project whose passphrase the satellite keeps. */
const managedPassphrase = "kept by the satellite";

/** A person's projects. */
export function projectRoutes({ isFree, projects, urls }: ConsoleState): readonly SessionRoute[] {
  return [
    {
      method: "GET",
      path: "/api/v0/projects",
      isTyped: true,
      answerTo: (person) => ({ json: projects.of(person).map((project) => listed(project, urls().edge)) }),
    },
    {
      method: "GET",
      path: "/api/v0/projects/{id}/salt",
      isTyped: true,
      answerTo: (person, { inPath: [id = ""] }) => ({ json: projects.open(person, id).salt.toString("base64") }),
    },
    {
      method: "GET",
      path: "/api/v0/projects/{id}/config",
      isTyped: true,
      answerTo: (person, { inPath: [id = ""] }) => {
        const { hasManagedPassphrase, members, salt } = projects.open(person, id);
        return {
          json: {
            hasManagedPassphrase,
            encryptPath: !hasManagedPassphrase,
            ...(hasManagedPassphrase && { passphrase: managedPassphrase }),
            isOwnerPaidTier: !isFree,
            hasPaidPrivileges: !isFree,
            role: members[0] === person.id ? 0 : 1,
            salt: salt.toString("base64"),
            membersCount: members.length,
            availablePlacements: [],
          },
        };
      },
    },
  ];
}

/** The same of the generated API. */
export function generatedProjectsRoute({ projects }: ConsoleState): GeneratedRoute {
  return {
    method: "GET",
    path: "/projects/",
    answerTo: (person) => ({ json: projects.of(person).map(generated) }),
  };
}

function listed(project: Project, edge: EdgeUrls | undefined): object {
  const { publicId, name, members, createdAt, hasManagedPassphrase } = project;
  return {
    id: publicId,
    name,
    ownerId: members[0],
    description: "",
    memberCount: members.length,
    createdAt: goTime(createdAt * 1000),
    storageUsed: storageUsed(project),
    bandwidthUsed: 0,
    versioning: 1,
    placement: 0,
    hasManagedPassphrase,
    isClassic: false,
    storageNotificationsEnabled: false,
    egressNotificationsEnabled: false,
    ...(edge && { edgeURLOverrides: overrides(edge) }),
  };
}

function overrides({ authService, publicLinksharing, privateLinksharing, gatewayEndpoint }: EdgeUrls): object {
  return { authService, publicLinksharing, internalLinksharing: privateLinksharing, gatewayEndpoint };
}

/** In bytes, with the tag that encryption adds to each object. */
function storageUsed({ buckets }: Project): number {
  const sizes = [...buckets.values()].flatMap((objects) => [...objects.values()]);
  return sizes.reduce((sum, size) => sum + size + 16, 0);
}

function generated({ id, publicId, name, members, createdAt }: Project): object {
  return {
    id,
    publicId,
    name,
    description: "",
    userAgent: null,
    ownerId: members[0],
    maxBuckets: null,
    createdAt: goTime(createdAt * 1000),
    memberCount: members.length,
    status: 1,
    storageLimit: null,
    bandwidthLimit: null,
    userSpecifiedStorageLimit: null,
    userSpecifiedBandwidthLimit: null,
    segmentLimit: null,
    rateLimit: null,
    burstLimit: null,
    defaultPlacement: 0,
    defaultVersioning: 1,
    isClassic: false,
  };
}

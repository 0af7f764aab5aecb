import { randomBytes } from "node:crypto";
import type { SatelliteOptions } from ".";
import { ApiKeys } from "./keys";
import { pathCipher } from "./pathEncryption";
import type { People } from "./people";
import { type ApiKey, fill, newApiKey, newProject, type Project } from "./project";
import { projectSalt } from "./rootKey";

/** What is in both buckets of the first project. */
export const objects = ["tenant1", "tenant1/a.txt", "tenant1/sub/b.txt", "tenant1-x", "tenant10/x", "tenant2/c.txt"];

/** How many API keys the ready line names. */
const named = 5;
const hour = 3_600_000;

/** What a satellite has when it starts. */
export interface Filled {
  /** `Shared`, which has the API keys, `Empty`, and what else was asked for. */
  readonly projects: readonly [Project, Project, ...Project[]];
  readonly keys: ApiKeys;
  /** The first API keys of the first project. */
  readonly firstKeys: readonly ApiKey[];
}

/** Each API key is an hour older than the next: the last was made an hour before `now`, the projects before all. */
export function filled(options: SatelliteOptions, { owner, member }: People, now: number): Filled {
  const { keys: wanted = 0, projects: projectsWanted = 0, names = [], managed = [] } = options.console ?? {};
  const numbered = Array.from({ length: Math.max(named, wanted) }, (_, at) => `key ${String(at).padStart(3, "0")}`);
  const keyNames = [...numbered, ...names];
  const createdAt = now - (keyNames.length + 1) * hour;
  const project = (name: string, salt: Buffer, ...members: readonly string[]): Project =>
    newProject({ name, salt, createdAt, members, hasManagedPassphrase: managed.includes(name) });

  const shared = withBuckets(project("Shared", projectSalt, owner.id, member.id), options);
  const kept = managed.filter((name) => name !== "Shared" && name !== "Empty");
  const missing = Math.max(0, projectsWanted - 2 - kept.length);
  const further = Array.from({ length: missing }, (_, at) => `Project ${String(at + 1).padStart(3, "0")}`);
  const [empty, ...others] = ["Empty", ...kept, ...further].map((name) => project(name, randomBytes(16), owner.id));

  const keys = new ApiKeys();
  const made = keyNames.map((name, at) => {
    const madeAt = (createdAt + (at + 1) * hour) * 1000;
    const isAuditable = at === 3 && options.audited === true;
    return newApiKey({ project: shared, name, creator: owner.id, createdAt: madeAt }, { isAuditable });
  });
  for (const key of made) keys.add(key);
  return { projects: [shared, empty as Project, ...others], keys, firstKeys: made.slice(0, named) };
}

function withBuckets(project: Project, { names, many = 0 }: SatelliteOptions): Project {
  const all = [...objects, ...(names?.objects ?? [])];
  fill(project, "encrypted", pathCipher.aesGcm, all);
  fill(project, "plain", pathCipher.null, all);
  for (const bucket of names?.buckets ?? []) fill(project, bucket, pathCipher.null, []);
  const numbered = Array.from({ length: many }, (_, at) => `object-${String(at).padStart(5, "0")}`);
  if (many > 0) fill(project, "many", pathCipher.aesGcm, numbered);
  // Buckets are kept as a satellite lists them.
  const sorted = [...project.buckets].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...project, buckets: new Map(sorted) };
}

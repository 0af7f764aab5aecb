import { Refused } from "./consoleRoute";
import { type ConsoleState, uuidOf } from "./consoleState";
import { goTime } from "./goTime";
import { noUuid } from "./goUuid";
import type { Person } from "./people";
import type { ApiKey } from "./project";

const largest = 300;
const order = { date: 2, creator: 3 } as const;
const descending = 2;

/**
 * A page of a project's API keys. What is out of range is refused with `badStatus`; where there is not one such API
 * key, any page is there. Errors: Refused.
 */
export function keyPage(
  { projects, keys, people }: ConsoleState,
  person: Person,
  projectId: string,
  query: URLSearchParams,
  badStatus: number,
): object {
  const refused = (what: string): Refused => new Refused(badStatus, `console service: api key request: ${what}`);
  const asked = readQuery(query);
  const project = projects.open(person, projectId);
  if (asked.limit === 0) throw refused("limit cannot be 0");
  if (asked.page === 0) throw refused("page cannot be 0");
  const limit = Math.min(asked.limit, largest);
  const offset = (asked.page - 1) * limit;
  const search = query.get("search") ?? "";
  const pattern = likePattern(search);
  const emailOf = (key: ApiKey): string => people.emailOf(key.creator);
  const found = sorted(keys.of(project), asked, emailOf).filter(({ name }) => pattern.test(name));
  if (found.length > 0 && offset >= found.length) throw refused("page is out of range");
  const shown = found.slice(offset, offset + limit).map((key) => ({
    ...keyInfo(key),
    projectId: uuidOf(projectId),
    projectPublicId: project.publicId,
    createdBy: noUuid,
    creatorEmail: emailOf(key),
  }));
  return {
    apiKeys: found.length === 0 ? null : shown,
    search,
    limit,
    order: asked.order,
    orderDirection: asked.orderDirection,
    offset,
    pageCount: Math.ceil(found.length / limit),
    currentPage: found.length === 0 ? 0 : asked.page,
    totalCount: found.length,
  };
}

/** What is told of an API key just made; `projectId` is the internal one. */
export function keyInfo({ id, project, creator, name, createdAt, version }: ApiKey): object {
  return {
    id,
    projectId: project.id,
    projectPublicId: noUuid,
    createdBy: creator,
    creatorEmail: "",
    userAgent: null,
    name,
    createdAt: goTime(createdAt),
    version,
  };
}

interface Query {
  readonly limit: number;
  readonly page: number;
  readonly order: number;
  readonly orderDirection: number;
}

function readQuery(query: URLSearchParams): Query {
  const read = (name: keyof Query): number => {
    const text = query.get(name) ?? "";
    if (text === "") throw new Refused(400, `parameter '${name}' can't be empty`);
    const wrong = !/^\d+$/.test(text) ? "invalid syntax" : Number(text) > 0xffffffff ? "value out of range" : undefined;
    if (wrong !== undefined) throw new Refused(400, `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${wrong}`);
    return Number(text);
  };
  return { limit: read("limit"), page: read("page"), order: read("order"), orderDirection: read("orderDirection") };
}

/** A part of a name, whatever its case. The wildcards of SQL's LIKE are not escaped. */
function likePattern(search: string): RegExp {
  const quoted = search.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(quoted.replaceAll("%", ".*").replaceAll("_", "."), "isu");
}

/** What was sorted, as long as it is the same: thousands of API keys are asked for page by page. */
const known = new WeakMap<readonly ApiKey[], Map<string, readonly ApiKey[]>>();

function sorted(keys: readonly ApiKey[], asked: Query, emailOf: (key: ApiKey) => string): readonly ApiKey[] {
  const inOrders = known.get(keys) ?? new Map<string, readonly ApiKey[]>();
  known.set(keys, inOrders);
  const name = `${asked.order} ${asked.orderDirection}`;
  const list = inOrders.get(name) ?? sort(keys, asked, emailOf);
  inOrders.set(name, list);
  return list;
}

function sort(keys: readonly ApiKey[], asked: Query, emailOf: (key: ApiKey) => string): readonly ApiKey[] {
  const rank = (key: ApiKey): string | number => {
    if (asked.order === order.date) return key.createdAt;
    return asked.order === order.creator ? emailOf(key) : key.name.toLowerCase();
  };
  const ranked = keys.map((key) => ({ key, rank: rank(key) }));
  const sign = asked.orderDirection === descending ? -1 : 1;
  return ranked.sort((a, b) => (a.rank < b.rank ? -sign : a.rank > b.rank ? sign : 0)).map(({ key }) => key);
}

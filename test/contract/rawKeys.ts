// API keys of a console's, as the web app asks for them.
import assert from "node:assert/strict";
import { type RawAnswer, type RawConsole, told } from "./rawConsole";

export interface RawKey {
  readonly id: string;
  readonly projectId: string;
  readonly projectPublicId: string;
  readonly createdBy: string;
  readonly creatorEmail: string;
  readonly name: string;
  readonly createdAt: string;
  readonly version: number;
}

export interface RawPage {
  readonly apiKeys: readonly RawKey[] | null;
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
  readonly pageCount: number;
  readonly currentPage: number;
  readonly totalCount: number;
}

export interface RawCreated {
  readonly key: string;
  readonly keyInfo: RawKey;
}

export type RawQuery = Readonly<Partial<Record<"limit" | "page" | "order" | "orderDirection" | "search", string | number>>>;

/** The whole of a query: what is not given is usual, and what is empty is left out. */
export function keyQuery(query: RawQuery & { readonly projectID?: string }): string {
  const whole = { limit: 50, page: 1, order: 1, orderDirection: 1, ...query };
  const asked = Object.entries(whole).filter(([, value]) => value !== "");
  return new URLSearchParams(asked.map(([name, value]): [string, string] => [name, `${value}`])).toString();
}

export function listKeys(browser: RawConsole, project: string, query: RawQuery = {}): Promise<RawAnswer> {
  return browser.ask("GET", `/api/v0/api-keys/list-paged?${keyQuery({ projectID: project, ...query })}`);
}

export async function namesOf(browser: RawConsole, project: string, query: RawQuery = {}): Promise<readonly string[]> {
  const { apiKeys } = told(await listKeys(browser, project, query)) as RawPage;
  return (apiKeys ?? []).map(({ name }) => name);
}

export function askForKey(browser: RawConsole, project: string, name: string): Promise<RawAnswer> {
  return browser.ask("POST", `/api/v0/api-keys/create/${project}`, { body: name });
}

export async function createKey(browser: RawConsole, project: string, name: string): Promise<RawCreated> {
  return told(await askForKey(browser, project, name)) as RawCreated;
}

export function deleteKeys(browser: RawConsole, ids: readonly string[]): Promise<RawAnswer> {
  return browser.ask("DELETE", "/api/v0/api-keys/delete-by-ids", { body: JSON.stringify({ ids }) });
}

/** What `test` does with some API keys of those names, which then go again. */
export async function withKeys(
  browser: RawConsole,
  project: string,
  names: readonly string[],
  test: (created: readonly RawCreated[]) => Promise<void>,
): Promise<void> {
  const created: RawCreated[] = [];
  try {
    for (const name of names) created.push(await createKey(browser, project, name));
    await test(created);
  } finally {
    const left = new Set((told(await listKeys(browser, project, { limit: 300 })) as RawPage).apiKeys?.map(({ id }) => id));
    const ids = created.map(({ keyInfo: { id } }) => id).filter((id) => left.has(id));
    assert.equal((await deleteKeys(browser, ids)).status, 200);
  }
}

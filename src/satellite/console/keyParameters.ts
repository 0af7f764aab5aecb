import type { KeyOrder, KeyQuery } from "./api";

/** storj satellite/console/apikeys.go, APIKeyOrder. */
const orders: Readonly<Record<KeyOrder, string>> = { name: "1", date: "2", creator: "3" };

/** How both APIs are told which keys, all but the search. `page` counts from 1. */
export function keyParameters({ order, isDescending }: KeyQuery, page: number, size: number): Readonly<Record<string, string>> {
  return { limit: String(size), page: String(page), order: orders[order], orderDirection: isDescending ? "2" : "1" };
}

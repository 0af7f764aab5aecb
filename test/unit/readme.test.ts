import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { findingSeverities } from "../../src/decoder/findings";
import { settingDefaults } from "../../src/platform/settings";

const readme = readFileSync("README.md", "utf8");

/** The cells of the tables' rows that begin with a match. */
function rows(first: RegExp): string[][] {
  return [...readme.matchAll(/^\| (.+) \|$/gm)].map(([, row]) => (row as string).split(" | ")).filter(([cell]) => first.test(cell as string));
}

describe("README", () => {
  it("tells every Problem's code and severity, in their order", () => {
    const told = rows(/^`[a-z0-9-]+`$/).map(([code, severity]) => [code?.slice(1, -1), severity]);
    assert.deepEqual(told, Object.entries(findingSeverities));
  });

  it("tells every command by its title", () => {
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as { contributes: { commands: { title: string }[] } };
    const titles = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
    const told = rows(/^Storj: /).map(([title]) => title);
    assert.deepEqual(told.sort(), contributes.commands.map(({ title }) => `Storj: ${titles[title.slice(1, -1)] ?? ""}`).sort());
  });

  it("tells every setting and its default", () => {
    const told = rows(/^`storjGrants\./).map(([id, value]) => [id?.slice(1, -1), JSON.parse((value ?? "").slice(1, -1)) as unknown]);
    assert.deepEqual(Object.fromEntries(told), settingDefaults);
  });

  it("names pages and pictures that are there", () => {
    const pages = [...readme.matchAll(/\[[^\]]*\]\((?!https?:|#)([^)#]+)/g)].map(([, page]) => page as string);
    assert.ok(pages.length > 0);
    for (const page of pages) assert.ok(existsSync(page), page);
  });
});

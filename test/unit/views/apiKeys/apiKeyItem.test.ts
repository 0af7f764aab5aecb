import assert from "node:assert/strict";
import { orderName, accountLine, accountTooltip, failureLine, failureTooltip, keyLine, keyTooltip, moreLine, noteLine, projectLine, projectTooltip, triedWords } from "../../../../src/views/apiKeys/apiKeyItem";
import type { ListedKey } from "../../../../src/satellite/console/api";
import type { Account } from "../../../../src/vault/accounts";
import { usualQuery } from "../../../../src/views/apiKeys/keyPages";
import { day, now, voiceAt } from "../../../support/chains";

const voice = voiceAt();
const hostile = "$(gear) [x](command:evil) \u202e";
const shown = "$⟨(⟩gear) [x]⟨(⟩command:evil) ⟨U+202E⟩";
const key: ListedKey = { id: "0b6d1a9e-0000-4000-8000-000000000001", name: "tenant 1", createdAt: now - 3 * day, creator: "alice@example.test" };
const account: Account = { id: "a", origin: "https://us1.storj.io", way: "session", name: "alice@example.test", secret: "s3cret", expiresAt: now + day, nodeUrl: "" };
const project = { id: "0b6d1a9e-0000-4000-8000-000000000002", name: "Photos", createdAt: now - day, edge: {} };

/** What a Markdown text says, without the escapes. */
const plain = (markdown: string): string => markdown.replaceAll(/\\(.)/g, "$1").replaceAll("  \n", "\n");

describe("lines of the view API Keys", () => {
  describe("an account", () => {
    it("says its name and where it is, and as long as the session lasts no more", () => {
      const line = accountLine(account, "us1.storj.io", false, voice);
      assert.deepEqual([line.label, line.description, line.contextValue, line.hasChildren], ["alice@example.test", "us1.storj.io", "account", true]);
      assert.equal(line.spoken, "alice@example.test, account, us1.storj.io");
    });

    it("says that its session is over", () => {
      const line = accountLine(account, "us1.storj.io", true, voice);
      assert.deepEqual([line.description, line.contextValue], ["us1.storj.io · session ended: sign in again", "account over"]);
    });

    it("tells by what it is signed in, and until when; never the secret", () => {
      const text = plain(accountTooltip(account, true, voice));
      assert.match(text, /https:\/\/us1\.storj\.io\nSigned in with a session, until 24 Nov 2026, 20:30:00 UTC · 2026-11-24T20:30:00Z · in 24 hours\nThe console no longer takes it/);
      assert.match(accountTooltip({ ...account, way: "restKey", expiresAt: undefined }, false, voice), /REST API key$/);
      assert.doesNotMatch(text, /s3cret/);
    });
  });

  describe("a project", () => {
    const described = (total: number | undefined, query = {}): string => projectLine(project, { total, query: { ...usualQuery, ...query } }, voice).description;

    it("says how many keys it has once that is known", () => {
      assert.equal(projectLine(project, undefined, voice).description, "");
      assert.deepEqual([described(undefined), described(0), described(1), described(1_230)], ["", "0 API keys", "1 API key", "1,230 API keys"]);
    });

    it("says what was searched and how it is sorted, where that is not as usual", () => {
      assert.equal(described(3, { search: hostile }), `search “${shown}”: 3 found`);
      assert.equal(described(3, { order: "date", isDescending: true }), "3 API keys · by date, newest first");
      assert.equal(described(3, { isDescending: true, search: "x" }), "search “x”: 3 found · by name, Z to A");
      assert.equal(projectLine(project, { total: 1, query: { ...usualQuery, search: "x" } }, voice).contextValue, "project searched");
      assert.equal(projectLine(project, { total: 1, query: usualQuery }, voice).contextValue, "project");
    });

    it("tells its ID and when it was made", () => {
      assert.match(plain(projectTooltip(project, voice)), /^\*\*Photos\*\*\nID: 0b6d1a9e-0000-4000-8000-000000000002\nCreated: 22 Nov 2026, 20:30:00 UTC · /);
    });
  });

  describe("an API key", () => {
    it("says its age and who made it, and until when that is true", () => {
      const line = keyLine(key, undefined, voice);
      assert.deepEqual([line.label, line.description, line.contextValue, line.hasChildren], ["tenant 1", "3 days ago · alice@example.test", "key", false]);
      assert.equal(line.spoken, "tenant 1, API key, 3 days ago · alice@example.test");
      assert.equal(line.changesAt, now + day);
      assert.match(keyLine(key, undefined, voiceAt(now + day)).description, /^4 days ago/);
    });

    it("says that it is linked, and what is not known of it not", () => {
      const line = keyLine({ ...key, createdAt: undefined, creator: "" }, "known", voice);
      assert.deepEqual([line.description, line.contextValue, line.changesAt], ["linked", "key linked", Infinity]);
      assert.match(keyLine(key, "said", voice).description, / · linked \(said\)$/);
    });

    it("has the name and creator that it has, whatever these hold", () => {
      const line = keyLine({ ...key, name: hostile, creator: hostile }, undefined, voice);
      assert.deepEqual([line.label, line.description], [shown, `3 days ago · ${shown}`]);
      assert.equal(keyLine({ ...key, name: "" }, undefined, voice).label, "(no name)");
      assert.equal(keyLine({ ...key, name: "x".repeat(5_000) }, undefined, voice).label.length, 200);
    });

    it("tells its ID, when it was made in full, and what is saved of it: said or known", () => {
      const linked = [
        { label: "site", isSaid: true },
        { label: "a*b", isSaid: false },
      ];
      assert.equal(
        plain(keyTooltip(key, linked, voice)),
        [
          "**tenant 1**",
          "ID: 0b6d1a9e-0000-4000-8000-000000000001",
          "Created: 20 Nov 2026, 20:30:00 UTC · 2026-11-20T20:30:00Z · 3 days ago",
          "By: alice@example.test",
          "Saved as site (said, not proved)",
          "Saved as a*b",
        ].join("\n"),
      );
      const many = Array.from({ length: 7 }, (_, at) => ({ label: `l${at}`, isSaid: false }));
      assert.match(keyTooltip(key, many, voice), /Saved as l4 {2}\nand 2 more$/);
    });

    it("tells nothing live", () => {
      const text = keyTooltip({ ...key, name: hostile, creator: hostile, id: hostile }, [{ label: hostile, isSaid: true }], voice);
      assert.doesNotMatch(text, /[^\\]\]\(|\$\(/);
    });
  });

  it("load more says how many of how many are shown", () => {
    const line = moreLine(50, 1_230, voice);
    assert.deepEqual([line.label, line.contextValue, line.command?.id], ["Load more (50 of 1,230)", "more", "storjGrants.loadMoreApiKeys"]);
  });

  describe("a failure", () => {
    const offline = { wrong: "us1.storj.io can't be reached", isSignedOut: false };

    it("says why, of when what is below is, and what to do: to try again", () => {
      const line = failureLine("The API keys were not listed again", offline, now - 3_600_000, voice);
      assert.deepEqual([line.label, line.description], ["Try Again", "us1.storj.io can't be reached · what is below is of 19:30"]);
      assert.deepEqual([line.command?.id, line.contextValue], ["storjGrants.reloadApiKeys", "failure"]);
      assert.equal(line.spoken, "The API keys were not listed again: us1.storj.io can't be reached · what is below is of 19:30. Try Again");
      assert.match(failureLine("", offline, now - 2 * day, voice).description, /is of 21 Nov 2026, 20:30:00 UTC$/);
      assert.equal(failureLine("", offline, undefined, voice).description, offline.wrong);
    });

    it("for want of a session is ended by signing in, and by nothing else", () => {
      const line = failureLine("", { wrong: "the session is over", isSignedOut: true }, undefined, voice);
      assert.deepEqual([line.label, line.command?.id], ["Sign In Again…", "storjGrants.signIn"]);
    });

    it("tells what was tried", () => {
      const tried = (["first", "more", "again", "arrange"] as const).map((one) => triedWords({ error: 0, tried: one, query: usualQuery }, voice.t));
      const searched = triedWords({ error: 0, tried: "arrange", query: { ...usualQuery, search: "x" } }, voice.t);
      assert.equal(new Set([...tried, searched, triedWords(undefined, voice.t)]).size, 6);
      assert.equal(plain(failureTooltip("Not listed", { wrong: hostile, isSignedOut: false })), `Not listed: ${shown}.`);
    });
  });

  it("a note says that there is nothing, and of what", () => {
    const words = [undefined, "", hostile].map((search) => noteLine(search, voice).label);
    assert.deepEqual(words, ["No projects yet", "No API keys yet", `Nothing matches “${shown}”`]);
    assert.equal(noteLine("", voice).contextValue, "");
  });

  it("an order has a name for each way", () => {
    const names = (["name", "date", "creator"] as const).flatMap((order) => [false, true].map((isDescending) => orderName({ order, isDescending }, voice.t)));
    assert.equal(new Set(names).size, 6);
  });
});

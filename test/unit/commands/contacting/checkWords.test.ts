import assert from "node:assert/strict";
import { type Answered, refusalText, worksText } from "../../../../src/commands/contacting/checkWords";
import { nameOfKey } from "../../../../src/commands/contacting/nameOfKey";
import { instantFromMilliseconds, restrictGrant } from "../../../../src/grant";
import { apiKeyFacts, caveat, day, factsOfGrant, now, unreadable, voiceAt } from "../../../support/chains";
import { demoGrant, everyday, prefix, readOnly } from "../../../support/demoCredentials";

const project = "00112233-4455-6677-8899-aabbccddeeff";
const at = (time: number): ReturnType<typeof instantFromMilliseconds> => instantFromMilliseconds(time);
const answered = (facts = apiKeyFacts(), revokedAt?: number): Answered => ({ name: "“x”", facts, satellite: "us1.storj.io", ms: 42, revokedAt });
const works = (...args: Parameters<typeof answered>): string => worksText(answered(...args), { id: project, name: undefined, isLinkedElsewhere: false }, voiceAt());
const refused = (...args: Parameters<typeof answered>): string => refusalText(answered(...args), voiceAt());
const ending = (time: number): ReturnType<typeof apiKeyFacts> => apiKeyFacts(caveat({ notAfter: at(time) }));

describe("what a check says of a credential that works", () => {
  it("is which satellite takes it, its project, the time, and that caches remember", () => {
    assert.equal(
      works(),
      `The satellite us1.storj.io takes “x”: it works. Project ${project}, answered in 42 ms. ` +
        "What was just revoked may be taken for up to five minutes more: satellites remember.",
    );
  });

  it("is also what its project is called where an account knows that, and that it was linked to another one's key", () => {
    const named = (name: string, isLinkedElsewhere = false): string => worksText(answered(), { id: project, name, isLinkedElsewhere }, voiceAt());
    assert.ok(named("My \u202eProject").includes(`it works. Project “My ⟨U+202E⟩Project” (${project}), answered in 42 ms.`));
    assert.match(named("x", true), /It is linked to an API key of another project, which can't be the one that it was made from/);
  });

  it("is also when it ends, and that it allows nothing", () => {
    assert.ok(works(ending(now + 3 * day)).includes("It ends in 3 days, on 26 Nov 2026, 20:30:00 UTC."));
    const dead = factsOfGrant(restrictGrant(restrictGrant(demoGrant(), readOnly, []), { allowUpload: true }, []));
    assert.ok(works(dead).includes("By its caveats it allows nothing all the same."));
  });

  it("is also that it was revoked, for as long as caches may take it, and that something is wrong afterwards", () => {
    assert.ok(works(undefined, now - 60_000).endsWith("It was revoked: satellites remember, and may take it until 20:34."));
    assert.match(works(undefined, now - day), /noted as revoked on 22 Nov 2026, 20:30:00 UTC, and yet it is valid/);
  });
});

describe("what a check says of a credential that is refused", () => {
  it("is what the cause may be where nothing tells it, and that caches remember", () => {
    const text = refused();
    assert.match(text, /^The satellite us1\.storj\.io refuses “x”, answered in 42 ms\./);
    assert.match(text, /does not say which\. By its own caveats it would be valid now\. Satellites remember for up to five minutes/);
    // It may ask for its project nevertheless: that it allows nothing else is no cause.
    const dead = factsOfGrant(restrictGrant(restrictGrant(demoGrant(), readOnly, []), { allowUpload: true }, []));
    assert.match(refused(dead), /does not say which/);
  });

  it("is the cause where its caveats or a revocation that was noted tell it", () => {
    assert.ok(refused(ending(now - day)).includes("refuses “x”: it expired 24 hours ago, on 22 Nov 2026, 20:30:00 UTC. Answered in 42 ms."));
    const later = apiKeyFacts(caveat({ notBefore: at(now + day) }));
    assert.ok(refused(later).includes(": it is not valid yet, but from 24 Nov 2026, 20:30:00 UTC on."));
    assert.ok(refused(apiKeyFacts(unreadable)).includes(": its caveats allow nothing."));
    assert.ok(refused(apiKeyFacts(caveat({ notBefore: at(now + day), notAfter: at(now - day) }))).includes(": its caveats allow nothing."));
    assert.ok(refused(ending(now - day), now - 60_000).includes(": it was revoked, noted here on 23 Nov 2026, 20:29:00 UTC."));
  });
});

describe("how messages call a credential", () => {
  it("is its label where it is saved, and else what it is and where it leads", () => {
    const tenant = factsOfGrant(restrictGrant(demoGrant(), everyday, [prefix("photos", "tenant1/")]));
    const record = { id: "0".repeat(12), generation: "", label: "a\nb", savedAt: 0, credential: { kind: "grant", text: "" } } as const;
    assert.equal(nameOfKey(record, tenant, voiceAt()).includes("\n"), false);
    assert.equal(nameOfKey(undefined, tenant, voiceAt()), "this access grant (photos/tenant1/)");
    assert.equal(nameOfKey(undefined, factsOfGrant(demoGrant()), voiceAt()), "this access grant");
    assert.equal(nameOfKey(undefined, apiKeyFacts(), voiceAt()), "this API key");
  });
});

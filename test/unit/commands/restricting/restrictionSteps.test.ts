import assert from "node:assert/strict";
import { type Draft } from "../../../../src/commands/restricting/restriction";
import {
  askForBeginning,
  askForEnd,
  askForPermissions,
  askForPrefixes,
  askForTtl,
  everydayFlags,
  type Step,
} from "../../../../src/commands/restricting/restrictionSteps";
import type { KeyFacts } from "../../../../src/decoder/keyFacts";
import {
  type Instant,
  instantFromMilliseconds,
  milliseconds,
  restrictGrant,
  type SharePrefix,
  utf8Text,
} from "../../../../src/grant";
import { type Answer, BACK } from "../../../../src/platform/ask";
import { createAsk } from "../../../../src/platform/askInWindow";
import { apiKeyFacts, caveat, day, factsOfGrant, forbidding, now, voiceAt } from "../../../support/chains";
import { demoGrant, everyday, prefix, readOnly } from "../../../support/demoCredentials";
import { type Act, FakeWindow } from "../../../support/fakeWindow";

const at = (ms: number): Instant => instantFromMilliseconds(now + ms);
const untouched: Draft = {
  flags: everydayFlags,
  prefixes: [],
  notBefore: undefined,
  notAfter: undefined,
  maxObjectTtl: undefined,
};
const whole = factsOfGrant(demoGrant());
const limited = factsOfGrant(restrictGrant(demoGrant(), everyday, [prefix("photos", "tenant1/"), prefix("docs", "")]));

type Question = (step: Step, draft: Draft) => Promise<Answer<Draft>>;

interface Asked {
  readonly answer: Answer<Draft>;
  readonly host: FakeWindow;
  /** Every text that was shown. */
  readonly shown: readonly string[];
}

/** Asks one question of a person who does what the script says, and nothing else. */
async function asked(
  question: Question,
  script: readonly Act[],
  options: { source?: KeyFacts; step?: number; draft?: Draft } = {},
): Promise<Asked> {
  const { source = whole, step = 2, draft = untouched } = options;
  const host = new FakeWindow(...script);
  const shown: string[] = [];
  const ask = createAsk(host, (text) => void shown.push(text));
  const place = { step, of: 6 };
  const answer = await question({ ask, source, voice: voiceAt(), title: "Restrict", place }, draft);
  assert.deepEqual(host.left, []);
  for (const box of host.boxes) {
    assert.ok(box.isDisposed && box.listening === 0);
    assert.deepEqual([box.title, box.step, box.totalSteps, box.ignoreFocusOut], ["Restrict", step, 6, true]);
  }
  return { answer, host, shown };
}

async function chosen(
  question: Question,
  script: readonly Act[],
  options?: Parameters<typeof asked>[2],
): Promise<Draft> {
  const { answer } = await asked(question, script, options);
  assert.ok(answer !== undefined && answer !== BACK);
  return answer;
}

const labels = (host: FakeWindow, box = 0): string[] => host.boxes[box]?.items.map(({ label }) => label) ?? [];
const details = (host: FakeWindow, box = 0): (string | undefined)[] =>
  host.boxes[box]?.items.map(({ detail }) => detail) ?? [];
const hasBack = (host: FakeWindow, box = 0): boolean => host.boxes[box]?.buttons.length === 1;

const limitedPrefixes: Question = (step, draft) => askForPrefixes(step, draft, true);
const anyPrefixes: Question = (step, draft) => askForPrefixes(step, draft, false);
const everyQuestion: Readonly<Record<string, Question>> = {
  permissions: askForPermissions,
  prefixes: anyPrefixes,
  "prefixes that are required": limitedPrefixes,
  "the beginning": askForBeginning,
  "the end": askForEnd,
  "the life of objects": askForTtl,
};

describe("every step of a restriction", () => {
  for (const [name, question] of Object.entries(everyQuestion)) {
    it(`leaves everything as it was where the person leaves: ${name}`, async () => {
      const before = structuredClone(untouched);
      assert.equal((await asked(question, ["leave"])).answer, undefined);
      assert.deepEqual(untouched, before);
    });

    it(`goes back, but for the first: ${name}`, async () => {
      const { answer, host } = await asked(question, ["back"]);
      assert.equal(answer, BACK);
      assert.ok(hasBack(host));
      assert.ok(!hasBack((await asked(question, ["leave"], { step: 1 })).host));
    });
  }
});

describe("asking for permissions", () => {
  it("offers what is read-only first, and Enter takes it", async () => {
    const { host, answer } = await asked(askForPermissions, ["enter"]);
    assert.deepEqual(labels(host), [
      "Read-only",
      "Read and upload",
      "Upload only",
      "Everything everyday",
      "Advanced: choose one by one…",
    ]);
    assert.deepEqual(
      host.boxes[0]?.items.map(({ description }) => description),
      [
        "read, list",
        "read, write, list",
        "write",
        "read, write, list, delete",
        "object lock and notification permissions too",
      ],
    );
    assert.deepEqual(answer, { ...untouched, flags: ["allowDownload", "allowList"] });
  });

  it("takes each of the presets", async () => {
    const flags = async (label: string): Promise<unknown> =>
      (await chosen(askForPermissions, [{ choose: label }])).flags;
    assert.deepEqual(await flags("Read and upload"), ["allowDownload", "allowUpload", "allowList"]);
    assert.deepEqual(await flags("Upload only"), ["allowUpload"]);
    assert.deepEqual(await flags("Everything everyday"), everydayFlags);
    assert.deepEqual(everydayFlags, ["allowDownload", "allowUpload", "allowList", "allowDelete"]);
  });

  it("offers no more than the source has", async () => {
    const reader = factsOfGrant(restrictGrant(demoGrant(), { ...readOnly, allowPutObjectLegalHold: true }, []));
    assert.deepEqual(labels((await asked(askForPermissions, ["leave"], { source: reader })).host), [
      "Read-only",
      "Advanced: choose one by one…",
    ]);
    const advanced = await asked(askForPermissions, [{ choose: "Advanced: choose one by one…" }, "leave"], {
      source: reader,
    });
    assert.deepEqual(labels(advanced.host, 1), ["read", "list", "set legal hold"]);
    const locks = apiKeyFacts(
      caveat(forbidding("disallowReads", "disallowWrites", "disallowLists", "disallowDeletes")),
    );
    assert.deepEqual(labels((await asked(askForPermissions, ["leave"], { source: locks })).host), [
      "Advanced: choose one by one…",
    ]);
  });

  const advanced = { choose: "Advanced: choose one by one…" };

  it("offers under Advanced each one by itself, the lock and notification permissions that the CLI can't keep last", async () => {
    const { host, answer } = await asked(askForPermissions, [
      advanced,
      { choose: ["delete", "set bucket notifications", "lock (deprecated)"] },
    ]);
    const box = host.boxes[1];
    assert.ok(box?.canSelectMany && hasBack(host, 1));
    assert.deepEqual(labels(host, 1), [
      "read",
      "write",
      "list",
      "delete",
      "lock (deprecated)",
      "set object retention",
      "see object retention",
      "set legal hold",
      "see legal hold",
      "bypass governance retention",
      "set bucket lock configuration",
      "see bucket lock configuration",
      "set bucket notifications",
      "see bucket notifications",
    ]);
    assert.deepEqual(
      box.items.map(({ description }) => description),
      [...(Array(4).fill("") as string[]), ...(Array(10).fill("if the API key supports it") as string[])],
    );
    assert.deepEqual(answer, {
      ...untouched,
      flags: ["allowDelete", "allowLock", "allowPutBucketNotificationConfiguration"],
    });
  });

  it("begins under Advanced with what is read-only", async () => {
    assert.deepEqual((await chosen(askForPermissions, [advanced, "enter"])).flags, ["allowDownload", "allowList"]);
  });

  it("asks again under Advanced where nothing was chosen", async () => {
    const { host, answer } = await asked(askForPermissions, [
      advanced,
      { choose: [] },
      { choose: [] },
      { choose: ["list"] },
    ]);
    assert.deepEqual(
      host.boxes.slice(1).map(({ placeholder }) => placeholder),
      [
        "What may be done with it?",
        "Nothing would be allowed: choose at least one",
        "Nothing would be allowed: choose at least one",
      ],
    );
    assert.deepEqual(answer, { ...untouched, flags: ["allowList"] });
  });

  it("goes back from Advanced to the presets, also as the first step, and leaves from there", async () => {
    assert.deepEqual((await chosen(askForPermissions, [advanced, "back", "enter"], { step: 1 })).flags, [
      "allowDownload",
      "allowList",
    ]);
    assert.equal((await asked(askForPermissions, [advanced, { choose: [] }, "leave"])).answer, undefined);
    assert.equal((await asked(askForPermissions, [advanced, "back", "back"])).answer, BACK);
  });
});

describe("asking for prefixes", () => {
  const written = ({ prefixes }: Draft): string[] =>
    prefixes.map(({ bucket, prefix: path }) => `${utf8Text(bucket) ?? ""}|${utf8Text(path) ?? ""}`);
  const goOn = { choose: "Go on" };
  const another = { choose: "Add another prefix…" };

  it("completes from the grant's own, and takes them", async () => {
    const { host, answer } = await asked(limitedPrefixes, [{ choose: "sj://photos/tenant1/" }, goOn], {
      source: limited,
    });
    assert.deepEqual(labels(host), ["sj://photos/tenant1/", "sj://docs/"]);
    assert.deepEqual(
      host.boxes[0]?.items.map(({ description }) => description),
      ["its own", "its own"],
    );
    assert.ok(answer !== undefined && answer !== BACK);
    assert.deepEqual(written(answer), ["photos|tenant1/"]);
    assert.deepEqual({ ...answer, prefixes: [] }, untouched);
  });

  it("takes what is typed, with or without its scheme and slash", async () => {
    for (const typed of ["sj://photos/tenant1/2026/", "photos/tenant1/2026", " s3://photos/tenant1/2026/"]) {
      const { host, answer } = await asked(limitedPrefixes, [{ type: typed }, "enter", "enter"], { source: limited });
      assert.equal(labels(host)[0], "sj://photos/tenant1/2026/");
      assert.equal(host.boxes[1]?.placeholder, "Restrict to sj://photos/tenant1/2026/");
      assert.ok(answer !== undefined && answer !== BACK);
      assert.equal(answer.prefixes.length, 1);
    }
    assert.deepEqual(written(await chosen(anyPrefixes, [{ type: "sj://any/where" }, "enter", "enter"])), ["any|where"]);
  });

  it("keeps a blank at the end of a prefix, and says so while it is typed", async () => {
    const table = [
      ["sj://photos/a ", "sj://photos/a /", "as typed, with the blank at its end", "photos|a "],
      ["sj://photos/a/ ", "sj://photos/a/ /", "as typed, with the blank at its end", "photos|a/ "],
      ["sj://photos/a b/", "sj://photos/a b/", "as typed", "photos|a b/"],
      ["sj://photos ", "sj://photos/", "as typed", "photos|"],
    ] as const;
    for (const [text, label, description, taken] of table) {
      const { host, answer } = await asked(limitedPrefixes, [{ type: text }, "enter", goOn]);
      const [first] = host.boxes[0]?.items ?? [];
      assert.deepEqual([first?.label, first?.description], [label, description]);
      assert.ok(answer !== undefined && answer !== BACK);
      assert.deepEqual(written(answer), [taken]);
    }
  });

  it("says while it is typed what can't be chosen, and does not take it", async () => {
    const typed: readonly (readonly [text: string, problem: string])[] = [
      ["sj://", "Write sj://bucket/prefix/"],
      ["https://x", "Write sj://bucket/prefix/"],
      ["sj://other/", "sj://other/ is outside: the bucket is not among those that it may reach."],
      [
        "sj://photos/",
        "sj://photos/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
      [
        "sj://photos/tenant10/",
        "sj://photos/tenant10/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
    ];
    for (const [text, problem] of typed) {
      const { host, answer } = await asked(limitedPrefixes, [{ type: text }, "enter", "leave"], { source: limited });
      assert.equal(answer, undefined);
      assert.equal(details(host)[0], `$(error) ${problem}`);
    }
    const key = await asked(
      anyPrefixes,
      [{ type: "sj://photos/a/" }, "enter", { type: "sj://photos/" }, "enter", "enter"],
      { source: apiKeyFacts() },
    );
    assert.ok(key.shown.some((text) => text.includes("an API key has no encryption keys")));
    assert.ok(key.answer !== undefined && key.answer !== BACK);
    assert.deepEqual(written(key.answer), ["photos|"]);
  });

  it("offers its own again once nothing is typed", async () => {
    const { host } = await asked(limitedPrefixes, [{ type: "x" }, { type: "  " }, "leave"], { source: limited });
    assert.deepEqual(labels(host), ["sj://photos/tenant1/", "sj://docs/"]);
  });

  it("takes several, each once, and offers those that are left", async () => {
    const { host, answer } = await asked(
      limitedPrefixes,
      [
        { choose: "sj://docs/" },
        another,
        { type: "sj://docs" },
        "enter",
        another,
        { choose: "sj://photos/tenant1/" },
        goOn,
      ],
      { source: limited },
    );
    assert.ok(answer !== undefined && answer !== BACK);
    assert.deepEqual(written(answer), ["docs|", "photos|tenant1/"]);
    assert.deepEqual(labels(host, 4), ["sj://photos/tenant1/"]);
    assert.deepEqual(
      [1, 3, 5].map((box) => host.boxes[box]?.placeholder),
      ["Restrict to sj://docs/", "Restrict to sj://docs/", "Restrict to sj://docs/, sj://photos/tenant1/"],
    );
  });

  it("may set no new limit, where none is required and none was chosen", async () => {
    const none = "No new limit";
    const { host, answer } = await asked(anyPrefixes, [{ choose: none }], { source: limited });
    assert.equal(labels(host).at(-1), none);
    assert.deepEqual(answer, untouched);
    assert.ok(!labels((await asked(limitedPrefixes, ["leave"], { source: limited })).host).includes(none));
    const second = await asked(anyPrefixes, [{ choose: "sj://docs/" }, another, "leave"], { source: limited });
    assert.ok(!labels(second.host, 2).includes(none));
    assert.equal(second.answer, undefined);
  });

  it("goes back to the last prefix, from there to those before it, and only then to the step before", async () => {
    const chooseDocs = { choose: "sj://docs/" };
    const chooseTenant = { choose: "sj://photos/tenant1/" };
    const taken = await chosen(limitedPrefixes, [chooseDocs, "back", chooseTenant, goOn], { source: limited });
    assert.deepEqual(written(taken), ["photos|tenant1/"]);
    const kept = await asked(limitedPrefixes, [chooseDocs, another, "back", goOn], { source: limited, step: 1 });
    assert.ok(kept.answer !== undefined && kept.answer !== BACK);
    assert.deepEqual(written(kept.answer), ["docs|"]);
    assert.deepEqual(
      kept.host.boxes.map((_, box) => hasBack(kept.host, box)),
      [false, true, true, true],
    );
    assert.equal((await asked(limitedPrefixes, [chooseDocs, "back", "back"], { source: limited })).answer, BACK);
    assert.equal((await asked(limitedPrefixes, [chooseDocs, "leave"], { source: limited })).answer, undefined);
  });

  it("goes on from the prefixes that the draft has", async () => {
    const prefixes: SharePrefix[] = [prefix("photos", "tenant1/")];
    const draft = { ...untouched, prefixes };
    assert.deepEqual(await chosen(anyPrefixes, [goOn], { source: limited, draft }), draft);
    const more = await chosen(anyPrefixes, [another, { choose: "sj://docs/" }, goOn], { source: limited, draft });
    assert.deepEqual(written(more), ["photos|tenant1/", "docs|"]);
    assert.deepEqual(
      await chosen(anyPrefixes, ["back", { choose: "No new limit" }], { source: limited, draft }),
      untouched,
    );
    assert.equal(prefixes.length, 1);
  });

  it("tells of many no more than fits a line", async () => {
    const prefixes = Array.from({ length: 60 }, (_, number) => prefix("b", String(number)));
    const { host } = await asked(anyPrefixes, [goOn], { draft: { ...untouched, prefixes } });
    assert.equal(host.boxes[0]?.placeholder, "Restrict to sj://b/0/, sj://b/1/, sj://b/2/, sj://b/3/, sj://b/4/ and 55 more");
  });
});

describe("asking for a validity", () => {
  const end = async (text: string, draft = untouched): Promise<number | undefined> => {
    const { notAfter } = await chosen(askForEnd, [{ type: text }, "enter"], { draft });
    return notAfter && milliseconds(notAfter);
  };

  it("has presets for the end, that end it where they say", async () => {
    const { host } = await asked(askForEnd, ["leave"]);
    assert.deepEqual(labels(host), ["1 day", "7 days", "30 days", "1 year", "No new end"]);
    assert.deepEqual(
      host.boxes[0]?.items.map(({ description }) => description),
      ["+1d", "+7d", "+30d", "+365d", "none"],
    );
    for (const [label, days] of [
      ["1 day", 1],
      ["7 days", 7],
      ["30 days", 30],
      ["1 year", 365],
    ] as const) {
      assert.deepEqual(await chosen(askForEnd, [{ choose: label }]), { ...untouched, notAfter: at(days * day) });
    }
    assert.deepEqual(
      await chosen(askForEnd, [{ choose: "No new end" }], { draft: { ...untouched, notAfter: at(1) } }),
      untouched,
    );
  });

  it("takes what is typed: RFC 3339, a local date, spans and none", async () => {
    assert.equal(await end("2026-12-01T09:30:00+02:00"), Date.UTC(2026, 11, 1, 7, 30));
    assert.equal(await end("2026-12-01"), Date.UTC(2026, 11, 2) - 1);
    assert.equal(await end("2026-12-01T09:30"), Date.UTC(2026, 11, 1, 9, 31) - 1);
    assert.equal(await end("+7d"), now + 7 * day);
    assert.equal(await end("7d"), now + 7 * day);
    assert.equal(await end("+336h"), now + 14 * day);
    assert.equal(await end("none", { ...untouched, notAfter: at(1) }), undefined);
  });

  it("reads local dates by the person's clock", async () => {
    const host = new FakeWindow({ type: "2026-12-01T09:30:00" }, "enter");
    const voice = { ...voiceAt(), timeZone: "America/New_York" };
    const answer = await askForBeginning(
      { ask: createAsk(host), source: whole, voice, title: "x", place: { step: 1, of: 1 } },
      untouched,
    );
    assert.ok(answer !== undefined && answer !== BACK && answer.notBefore);
    assert.equal(milliseconds(answer.notBefore), Date.UTC(2026, 11, 1, 14, 30));
  });

  it("shows while it is typed which moment is meant", async () => {
    const { host } = await asked(askForEnd, [{ type: "+7d" }, "leave"]);
    const [first] = host.boxes[0]?.items ?? [];
    assert.deepEqual(
      [first?.label, first?.description],
      ["+7d", "30 Nov 2026, 20:30:00 UTC · 2026-11-30T20:30:00Z · in 7 days"],
    );
    const none = await asked(askForEnd, [{ type: "none" }, "leave"]);
    assert.deepEqual(
      [none.host.boxes[0]?.items[0]?.label, none.host.boxes[0]?.items[0]?.description],
      ["none", "no new limit"],
    );
  });

  it("says while it is typed what is no moment or none that can be, and does not take it", async () => {
    const ended = { ...untouched, notBefore: at(5 * day) };
    const parent = factsOfGrant(
      restrictGrant(demoGrant(), { ...everyday, notBefore: at(2 * day), notAfter: at(9 * day) }, []),
    );
    const typed: readonly (readonly [
      question: Question,
      text: string,
      problem: RegExp,
      options?: Parameters<typeof asked>[2],
    ])[] = [
      [askForEnd, "+1d12h", /Days must be whole and stand alone: write \+36h instead/],
      [askForEnd, "tomorrow", /This is not understood/],
      [askForEnd, "-1h", /It would have expired already\./],
      [askForEnd, " now ", /It would have expired already\./],
      [askForEnd, "+0h", /It would have expired already\./],
      [askForEnd, "2026-11-22", /It would have expired already\./],
      [askForEnd, "+4d", /It would end before it begins\./, { draft: ended }],
      [askForEnd, "+1d", /It would end before its parent begins\./, { source: parent }],
      [askForBeginning, "+10d", /It would begin after its parent has expired\./, { source: parent }],
    ];
    for (const [question, text, problem, options] of typed) {
      const { host, answer } = await asked(question, [{ type: text }, "enter", "leave"], options);
      assert.equal(answer, undefined);
      assert.match(details(host)[0] ?? "", problem);
    }
    assert.deepEqual(labels((await asked(askForEnd, ["leave"], { draft: ended })).host), [
      "7 days",
      "30 days",
      "1 year",
      "No new end",
    ]);
  });

  it("may begin at once, in a day, or when it is typed", async () => {
    const { host } = await asked(askForBeginning, ["leave"]);
    assert.deepEqual(labels(host), ["At once", "In a day"]);
    assert.deepEqual(await chosen(askForBeginning, ["enter"]), untouched);
    assert.deepEqual(await chosen(askForBeginning, [{ choose: "In a day" }]), { ...untouched, notBefore: at(day) });
    const typed = await chosen(askForBeginning, [{ type: "2026-12-01" }, "enter"]);
    assert.equal(typed.notBefore && milliseconds(typed.notBefore), Date.UTC(2026, 11, 1));
    assert.deepEqual(await chosen(askForBeginning, [{ type: " now " }, "enter"]), { ...untouched, notBefore: at(0) });
  });
});

describe("asking for the life of objects", () => {
  it("has presets, none first", async () => {
    const { host } = await asked(askForTtl, ["leave"]);
    assert.deepEqual(labels(host), ["No new limit", "1d", "7d", "30d"]);
    assert.deepEqual(await chosen(askForTtl, ["enter"], { draft: { ...untouched, maxObjectTtl: 5n } }), untouched);
    assert.deepEqual(await chosen(askForTtl, [{ choose: "7d" }]), { ...untouched, maxObjectTtl: 604_800_000_000_000n });
  });

  it("takes what is typed, and shows how it is understood", async () => {
    const { host, answer } = await asked(askForTtl, [{ type: "36h" }, "enter"]);
    assert.equal(labels(host)[0], "1d 12h");
    assert.deepEqual(answer, { ...untouched, maxObjectTtl: 129_600_000_000_000n });
  });

  it("takes none as no new limit, as the other boxes do", async () => {
    const limited = { ...untouched, maxObjectTtl: 5n };
    const { host, answer } = await asked(askForTtl, [{ type: " none " }, "enter"], { draft: limited });
    const [first] = host.boxes[0]?.items ?? [];
    assert.deepEqual([first?.label, first?.description], ["none", "no new limit"]);
    assert.deepEqual(answer, untouched);
  });

  it("says while it is typed what can't be, and does not take it", async () => {
    for (const [text, problem] of [
      ["0s", /longer than nothing/],
      ["-1h", /longer than nothing/],
      ["long", /not understood/],
    ] as const) {
      const { host, answer } = await asked(askForTtl, [{ type: text }, "enter", { type: " " }, "leave"]);
      assert.equal(answer, undefined);
      assert.ok(!labels(host).includes(text));
      const { host: typing } = await asked(askForTtl, [{ type: text }, "leave"]);
      assert.match(details(typing)[0] ?? "", problem);
    }
  });
});

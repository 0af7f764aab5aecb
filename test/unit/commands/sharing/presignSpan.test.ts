import assert from "node:assert/strict";
import { endOfSpan, readSpan, usualSpans } from "../../../../src/commands/sharing/presignSpan";
import { day, now, voiceAt } from "../../../support/chains";

const hour = 3_600_000;

function read(text: string, end = Infinity): number | string | undefined {
  const span = readSpan(text, end, voiceAt());
  return span && ("problem" in span ? span.problem : span.value);
}

const labels = (end: number): string[] => usualSpans(end, voiceAt()).map(({ label }) => label);

describe("how long a presigned URL works", () => {
  it("is a span or a moment, in whole seconds", () => {
    assert.equal(read("+2h"), 7_200);
    assert.equal(read(" 90m "), 5_400);
    assert.equal(read("+7d"), 604_800);
    assert.equal(read("+1.5s"), 1);
    assert.equal(read(new Date(now + hour).toISOString()), 3_600);
    assert.equal(read(""), undefined);
  });

  it("is more than nothing and at most seven days, and always ends", () => {
    assert.match(String(read("none")), /always ends/);
    for (const text of ["now", "-1h", "+0.5s"]) assert.match(String(read(text)), /expired already/);
    for (const text of ["+8d", "+168h1s", "2027-06-01"]) assert.match(String(read(text)), /^At most 7 days/);
    assert.match(String(read("+1w")), /Weeks, months and years are not understood/);
    assert.equal(read("soon"), "This is not understood: write a span from now like +2h or +7d, or a date like 2027-03-04T15:04.");
    assert.match(String(read("0001-01-01T00:00:00Z")), /expired already/);
  });

  it("does not go beyond the end of the credentials", () => {
    assert.equal(read("+2h", now + 2 * hour), 7_200);
    assert.match(String(read("+2h", now + 2 * hour - 1)), /^The credentials themselves end .* in 1 hour: choose less\.$/);
  });

  it("is told to the second, as it is signed", () => {
    assert.equal(endOfSpan(3_600, now + 999), now + hour);
    assert.match(usualSpans(Infinity, { ...voiceAt(), now: now + 999 })[2]?.description ?? "", / · in 7 days$/);
  });

  it("is offered as an hour, a day and a week, as far as they fit, and all that is left", () => {
    assert.deepEqual(labels(Infinity), ["1 hour", "1 day", "7 days"]);
    assert.deepEqual(labels(now + 8 * day), ["1 hour", "1 day", "7 days"]);
    assert.deepEqual(labels(now + 2 * day), ["1 hour", "1 day", "As long as the credentials themselves"]);
    assert.deepEqual(labels(now + 60_000), ["As long as the credentials themselves"]);
    assert.deepEqual(labels(now + 999), []);
    assert.equal(usualSpans(now + 90_500, voiceAt())[0]?.value, 90);
  });
});
